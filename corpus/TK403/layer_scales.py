"""Learned scales of layers in a ParameterDict."""
import torch
from torch import nn


class Scales(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.scales = nn.ParameterDict({f"layer{i}": nn.Parameter(torch.ones(1)) for i in range(depth)})  # ok: TK403
        self.shifts = nn.ParameterDict()
        self.plain = {}

    def grow(self, index, width):
        self.shifts[f"layer{index}"] = nn.Parameter(torch.zeros(width))  # ok: TK403
        self.plain[index] = width  # ok: TK403

    def grow_by_number(self, width):
        index = len(self.shifts)
        self.shifts[index] = nn.Parameter(torch.zeros(width))  # expect: TK403

    def scale(self, x, index):
        return x * self.scales["layer" + str(index)]  # ok: TK403


scales = Scales(2)
scales.grow(0, 3)
scales.grow_by_number(3)
assert scales.scale(torch.ones(3), 1).sum() == 3
pairs = [((0, 1), nn.Parameter(torch.ones(2)))]
table = nn.ParameterDict(dict(pairs))  # expect: TK403
texts = nn.ParameterDict({str(key): value for key, value in pairs})  # ok: TK403
