"""Objects whose attribute is one of two kinds, told apart by isinstance: which argument goes with which is not known."""
import collections.abc
from typing import Dict, List, Optional, Union
import torch
from torch import nn


def build(configs, tasks):
    if isinstance(configs, collections.abc.Sequence):
        heads = nn.ModuleList([nn.Linear(2, 2) for c in configs])
    if isinstance(configs, collections.abc.Mapping):
        heads = nn.ModuleDict()
        for task in tasks:
            heads[task] = nn.ModuleList([nn.Linear(2, 2)])
    return HeadsDict(heads)


class HeadsDict(nn.Module):
    def __init__(self, heads: Union[nn.ModuleDict, nn.ModuleList]):
        super().__init__()
        self.heads = heads

    def forward(self, task: Optional[str], sequence):
        if isinstance(self.heads, nn.ModuleDict):
            modules = self.heads[task]  # ok: TK403
        else:
            modules = self.heads
        return [head(sequence) for head in modules]


def test_list():
    heads = build([{}], [])
    task = None
    return heads.forward(task, torch.ones(2))


def test_mapping():
    heads = build({"test": {}}, ["test"])
    return heads.forward("test", torch.ones(2))


test_list()
test_mapping()
