"""Names of parameters, gradient norms and optimizer state: identity is what is wanted here."""
import torch
from torch import nn

model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)


def names_by_parameter(module):
    return {p: name for name, p in module.named_parameters()}  # ok-identity: TK201


def gradient_norms(module):
    norms = {}
    for name, p in module.named_parameters():
        norms[name] = p.grad.norm().item()  # ok: TK201
        norms[p] = p.grad.norm()  # ok-identity: TK201
    return norms


def steps_taken(optim, module):
    taken = []
    for p in module.parameters():
        taken.append(optim.state[p]["step"])  # ok-identity: TK201
    return taken


def hooks(module):
    counts = {layer: 0 for layer in module.modules()}  # ok: TK201

    def count(layer, inputs, output):
        counts[layer] += 1  # ok: TK201
    for layer in module:
        layer.register_forward_hook(count)
    return counts


called = hooks(model)
loss = model(torch.ones(5, 3)).sum()
loss.backward()
optimizer.step()
print(len(names_by_parameter(model)), len(gradient_norms(model)), steps_taken(optimizer, model))
by_loss = {}
for step in range(2):
    by_loss[loss.item()] = step  # ok: TK201
    by_loss[loss.detach()] = step  # expect: TK201
print(len(by_loss), sum(called.values()))
