"""Two layers that remember what they computed; one of them never finds it again."""
import torch
from torch import nn


class RememberingLayer(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.linear = nn.Linear(width, width)
        self.cache = {}

    def forward(self, x):
        if x in self.cache:  # expect: TK201
            return self.cache[x]  # expect: TK201
        out = torch.relu(self.linear(x))
        self.cache[x] = out  # expect: TK201
        #          ^
        return out


class ContentLayer(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.linear = nn.Linear(width, width)
        self.cache = {}

    def forward(self, x):
        key = (x.dtype, tuple(x.shape), x.numpy().tobytes())
        if key not in self.cache:  # ok: TK201
            self.cache[key] = torch.relu(self.linear(x))  # ok: TK201
        return self.cache[key]  # ok: TK201


inputs = torch.ones(2, 3)
first, second = RememberingLayer(3), ContentLayer(3)
for layer in (first, second):
    layer(inputs)
    layer(inputs)
    layer(inputs.clone())
assert (len(first.cache), len(second.cache)) == (2, 1)
