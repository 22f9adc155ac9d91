"""A network with one head for each number of classes."""
import torch
from torch import nn


class Heads(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.body = nn.Linear(4, 8)
        self.heads = nn.ModuleDict()
        for size in sizes:
            self.heads[str(size)] = nn.Linear(8, size)  # ok: TK403
        self.by_task = {size: nn.Linear(8, size) for size in sizes}  # ok: TK403

    def forward(self, x, size):
        return self.heads[str(size)](torch.relu(self.body(x)))  # ok: TK403

    def add(self, size: int):
        self.heads[size] = nn.Linear(8, size)  # expect: TK403

    def largest(self, x):
        return self.heads[int(max(self.heads))](x)  # expect: TK403


network = Heads([2, 3])
assert network(torch.ones(1, 4), 3).shape == (1, 3)
network.add(5)
network.largest(torch.ones(1, 8))
broken = nn.ModuleDict({2: nn.Linear(8, 2)})  # expect: TK403
named = nn.ModuleDict({"two": nn.Linear(8, 2)})  # ok: TK403
listed = nn.ModuleList([nn.Linear(8, 2)])[0]  # ok: TK403
