"""Activations cached by shape and type: the second input gets the first one's."""
import torch
from torch import nn


class SineLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.cache = {}

    def forward(self, x):
        key = (tuple(x.shape), x.dtype)  # expect: TK304
        if key not in self.cache:
            self.cache[key] = torch.sin(x)
        return self.cache[key]


class PositionLayer(nn.Module):
    """What it keeps depends on nothing but the shape."""

    def __init__(self):
        super().__init__()
        self.positions = {}

    def forward(self, x):
        key = (x.size(1), x.dtype)  # ok: TK304
        if key not in self.positions:
            self.positions[key] = torch.arange(x.size(1), dtype=x.dtype)
        return x + self.positions[key]


layer, embed = SineLayer(), PositionLayer()
first, second = torch.zeros(2, 2), torch.ones(2, 2)
layer(first)
assert torch.equal(layer(second), torch.zeros(2, 2))
embed(first)
assert torch.equal(embed(second), torch.tensor([[1.0, 2.0], [1.0, 2.0]]))
