"""Position encodings for a transformer: a cached table, and two callers that want another one."""
from functools import lru_cache

import torch
from torch import nn


@lru_cache(maxsize=8)
def encoding(length: int, width: int):
    positions = torch.arange(length, dtype=torch.float32)[:, None]
    rates = torch.exp(-torch.arange(0, width, 2, dtype=torch.float32) / width)
    table = torch.zeros(length, width)
    table[:, 0::2] = torch.sin(positions * rates)
    table[:, 1::2] = torch.cos(positions * rates)
    return table


class Scaled(nn.Module):
    def __init__(self, width, scale):
        super().__init__()
        self.width, self.scale = width, scale

    def forward(self, x):
        table = encoding(x.shape[0], self.width)
        table.mul_(self.scale)  # expect: TK308
        return x + table


class Masked(nn.Module):
    def __init__(self, width, keep):
        super().__init__()
        self.width, self.keep = width, keep

    def forward(self, x):
        table = encoding(x.shape[0], self.width).clone()
        table[self.keep:] = 0.0  # ok: TK308
        return x + table


class Plain(nn.Module):
    def forward(self, x):
        x = x + encoding(x.shape[0], x.shape[1])
        x.mul_(0.5)  # ok: TK308
        return x


batch = torch.zeros(5, 4)
first = Masked(4, 3)(batch)
assert torch.equal(first, Masked(4, 3)(batch))
halved = Plain()(batch)
once = Scaled(4, 2.0)(batch).clone()
twice = Scaled(4, 2.0)(batch)
assert torch.allclose(twice, 2.0 * once) and not torch.equal(halved, Plain()(batch))
