"""Collecting parameters once although layers share them: sets of parameters are right."""
import torch
from torch import nn


class Tied(nn.Module):
    def __init__(self, vocabulary, width):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.head = nn.Linear(width, vocabulary, bias=False)
        self.head.weight = self.embedding.weight
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, tokens):
        return self.head(self.embedding(tokens)) * self.scale


def unique_parameters(modules):
    found = set()
    for module in modules:
        found.update(module.parameters())  # ok-identity: TK202
    return found


def split_decay(module):
    no_decay = {module.scale}  # ok-identity: TK202
    decay = [p for p in module.parameters() if p not in no_decay]  # ok-identity: TK202
    seen_ids = {id(p) for p in module.parameters()}
    return decay, seen_ids


def loss_values(module, batches):
    losses, distinct = set(), set()
    for tokens in batches:
        loss = module(tokens).logsumexp(-1).mean()
        losses.add(round(loss.item(), 6))  # ok: TK202
        distinct.add(loss)  # expect: TK202
    return losses, distinct


tied = Tied(5, 3)
assert len(unique_parameters([tied, tied.head])) == 2
print(len(split_decay(tied)[0]))
print(loss_values(tied, [torch.tensor([1, 2]), torch.tensor([1, 2])]))
