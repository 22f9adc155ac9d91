"""Norms remembered by address: of parameters, which live on, and of temporaries, which do not."""
import torch
from torch import nn

norms = {}


def norm_of(tensor: torch.Tensor):
    key = tensor.data_ptr()  # expect: TK303
    if key not in norms:
        norms[key] = float(tensor.norm())
    return norms[key]


def names_of(model):
    names = {id(parameter): name for name, parameter in model.named_parameters()}  # ok: TK303
    return [names[id(parameter)] for parameter in model.parameters()]  # ok: TK303


def shared(model):
    seen = set()
    count = 0
    for module in model.modules():
        for parameter in module.parameters(recurse=False):
            count += id(parameter) not in seen  # ok: TK303
            seen.add(id(parameter))  # ok: TK303
    return count


def norm_kept(tensor: torch.Tensor, kept):
    key = tensor.data_ptr()  # ok: TK303
    if key not in kept:
        kept[key] = (tensor, float(tensor.norm()))
    return kept[key][1]


kept = {}
model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
model[1].weight = model[0].weight
assert len(names_of(model)) == 3 and shared(model) == 3
values = [norm_of(torch.full((64,), float(n))) for n in range(20)]
assert len({norm_kept(torch.full((64,), float(n)), kept) for n in range(5)}) == 5
assert len(values) == 20
