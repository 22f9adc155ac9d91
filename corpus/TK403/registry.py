"""A registry that looks like a ModuleDict but is a dict, and one that is both."""
import torch
from torch import nn


class Registry:
    def __init__(self):
        self.modules = {}

    def __setitem__(self, key, module):
        self.modules[key] = module

    def __getitem__(self, key):
        return self.modules[key]


class Stages(nn.Module):
    def __init__(self, widths):
        super().__init__()
        self.registry = Registry()
        self.stages = nn.ModuleDict()
        self.order = []
        for stage, width in enumerate(widths):
            self.registry[stage] = nn.Linear(width, width)  # ok: TK403
            self.stages[f"stage{stage}"] = self.registry[stage]  # ok: TK403
            self.order.append(stage)

    def forward(self, x, stage: int):
        return self.stages["stage%d" % stage](x)  # ok: TK403

    def broken(self, x):
        for stage in self.order:
            x = self.stages[stage](x)  # expect: TK403
        return x

    def dropped(self, stage: float):
        del self.stages[2.0]  # expect: TK403
        return self.registry[stage]  # ok: TK403


stages = Stages([2, 2])
assert stages(torch.ones(2), 1).shape == (2,)
stages.broken(torch.ones(2))
stages.dropped(1)
