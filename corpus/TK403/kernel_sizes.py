"""Convolutions of several kernel sizes, collected from dicts and zips."""
from collections import OrderedDict

import torch
from torch import nn

SIZES = (3, 5)
convolutions = {size: nn.Conv1d(1, 1, size, padding=size // 2) for size in SIZES}


class Inception(nn.Module):
    def __init__(self):
        super().__init__()
        self.branches = nn.ModuleDict({f"conv{k}": m for k, m in convolutions.items()})  # ok: TK403
        self.ordered = nn.ModuleDict(OrderedDict(pool=nn.AvgPool1d(1)))  # ok: TK403
        self.zipped = nn.ModuleDict(zip(map(str, SIZES), convolutions.values()))  # ok: TK403

    def forward(self, x):
        return sum(self.branches[f"conv{k}"](x) for k in SIZES)  # ok: TK403


def by_size():
    return nn.ModuleDict(convolutions)  # expect: TK403


def by_zip():
    modules = list(convolutions.values())
    return nn.ModuleDict(zip(SIZES, modules))  # expect: TK403


def by_enumeration():
    table = nn.ModuleDict()
    for number, module in enumerate(convolutions.values()):
        table[number] = module  # expect: TK403
        table[chr(97 + number)] = module  # ok: TK403
    return table


assert Inception()(torch.ones(1, 1, 6)).shape == (1, 1, 6)
by_size(), by_zip()
assert list(by_enumeration()) == ["a", "b"]
