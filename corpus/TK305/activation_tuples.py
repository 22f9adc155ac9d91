"""A layer that caches by the numbers of its input, whatever their arrangement."""
import torch
from torch import nn


class TupleCache(nn.Module):
    def __init__(self):
        super().__init__()
        self.cache = {}

    def forward(self, inputs):
        key = tuple(inputs.detach().flatten().tolist())  # expect: TK305
        if key not in self.cache:
            self.cache[key] = torch.relu(inputs)
        return self.cache[key]


class ShapedCache(TupleCache):
    def forward(self, inputs):
        key = (tuple(inputs.shape), tuple(inputs.detach().reshape(-1).tolist()))  # ok: TK305
        if key not in self.cache:
            self.cache[key] = torch.relu(inputs)
        return self.cache[key]


def vectors_only(labels):
    seen = {}
    for row in torch.eye(3):
        seen[tuple(row.tolist())] = 1  # ok: TK305
    return len(seen), seen.get(tuple(labels.tolist()))  # ok: TK305


flat, square = torch.tensor([[1.0, 2.0, 3.0, 4.0]]), torch.tensor([[1.0, 2.0], [3.0, 4.0]])
loose, shaped = TupleCache(), ShapedCache()
loose(flat), shaped(flat)
assert loose(square).shape == (1, 4) and shaped(square).shape == (2, 2)
print(vectors_only(torch.tensor([1.0, 0.0, 0.0])))
