"""State that follows tensors through their changes, beside a cache that does not."""
import torch

gram_of = {}


def momentum_steps(weights, rate, steps):
    """Momentum belongs to the tensor, whatever it holds."""
    velocity = {}
    for _ in range(steps):
        for weight in weights:
            if weight not in velocity:  # ok-identity: TK201
                velocity[weight] = torch.zeros_like(weight)  # ok-identity: TK201
            velocity[weight].mul_(0.9).add_(weight)  # ok-identity: TK201
            weight.sub_(rate * velocity[weight])  # ok-identity: TK308


def drift(weights):
    """Snapshots of what the tensors were are meant to stay as they are."""
    start = {}
    for weight in weights:
        if weight not in start:  # ok-identity: TK201
            start[weight] = weight.clone()  # ok-identity: TK201
    for weight in weights:
        weight.mul_(2.0)  # ok: TK308
    return [float((weight - start[weight]).norm()) for weight in weights]  # ok-identity: TK201


def gram(features):
    address = features.data_ptr()
    if address not in gram_of:
        gram_of[address] = (features, features @ features.t())
    return gram_of[address][1]


def style_distance(features, other):
    before = gram(features)
    features.clamp_(min=0.0)  # expect: TK308
    after = gram(features)
    return float((after - before).norm() + (gram(other) - before).norm())


tensors = [torch.ones(2), torch.ones(3)]
momentum_steps(tensors, 0.1, 2)
assert all(value > 0 for value in drift(tensors))
torch.manual_seed(1)
noise = torch.randn(3, 3)
assert style_distance(noise, torch.eye(3)) > 0.0
