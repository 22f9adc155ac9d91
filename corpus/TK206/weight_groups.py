"""Groups of parameters as keys: there the identity of the tensors is meant."""
from dataclasses import dataclass

import torch
from torch import nn


@dataclass(frozen=True)
class Slot:
    parameter: nn.Parameter
    name: str


@dataclass(frozen=True)
class Statistic:
    mean: torch.Tensor
    name: str


model = nn.Linear(2, 2)
moments = {Slot(parameter, name): 0.0  # ok-identity: TK206
           for name, parameter in model.named_parameters()}
weight = Slot(model.weight, "weight")
moments[weight] += 1.0  # ok-identity: TK206
assert moments[Slot(model.weight, "weight")] == 1.0  # ok-identity: TK206

seen = {}
for name, parameter in model.named_parameters():
    summary = Statistic(parameter.detach().mean(), name)
    seen[summary] = seen.get(summary, 0) + 1  # expect: TK206, TK206
    exact = Statistic(parameter.detach().mean().item(), name)
    seen[exact] = seen.get(exact, 0) + 1  # ok: TK206
assert len(seen) == 4
