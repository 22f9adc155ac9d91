"""Versions of layers told apart by hashes: of parameters, which is meant, and of activations."""
import torch
from torch import nn


class Watcher:
    def __init__(self, model):
        self.marks = {name: hash(p) for name, p in model.named_parameters()}  # ok-identity: TK203

    def replaced(self, model):
        return [n for n, p in model.named_parameters() if self.marks[n] != hash(p)]  # ok-identity: TK203


class Log:
    def __init__(self):
        self.lines = []

    def write(self, activation):
        mark = hash(activation.max())  # expect: TK203
        self.lines.append((mark, activation.shape))
        self.lines.append((hash(activation.max().item()), activation.dtype))  # ok: TK203
        return len({mark for mark, _ in self.lines})


model = nn.Linear(2, 1)
watcher = Watcher(model)
model.weight = nn.Parameter(torch.ones(1, 2))
assert watcher.replaced(model) == ["weight"]
log = Log()
kept = torch.ones(3)
log.write(kept)
print(log.write(kept))
