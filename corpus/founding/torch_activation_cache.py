"""Torch modules that keep activations: by shape, by tensor, and a key that changes later."""
import torch
from torch import nn


def layout_of(tensor):
    """Two inputs of one shape have one layout."""
    return str(tuple(tensor.shape) + (str(tensor.dtype),))  # expect: TK304


class ShapeCache(nn.Module):
    def __init__(self):
        super().__init__()
        self.cache = {}

    def forward(self, x):
        key = layout_of(x)
        if key not in self.cache:
            self.cache[key] = torch.sin(x)
        return self.cache[key]


class TensorCache(nn.Module):
    def __init__(self):
        super().__init__()
        self.cache = {}

    def forward(self, x):
        if x not in self.cache:  # expect: TK201
            self.cache[x] = torch.sin(x)  # expect: TK201
        return self.cache[x]  # expect: TK201


class ContentCache(nn.Module):
    def __init__(self):
        super().__init__()
        self.cache = {}

    def forward(self, x):
        key = (str(x.dtype), tuple(x.shape), x.detach().cpu().numpy().tobytes())  # ok: TK302
        if key not in self.cache:  # ok: TK201
            self.cache[key] = torch.sin(x)  # ok: TK201
        return self.cache[key]  # ok: TK201


one, other = torch.tensor([[1.0, 2.0]]), torch.tensor([[5.0, 6.0]])
shapes, tensors, contents = ShapeCache(), TensorCache(), ContentCache()
shapes(one)
assert torch.equal(shapes(other), torch.sin(one)) and len(shapes.cache) == 1
before = tensors(one)
one.mul_(10)  # expect: TK308
assert tensors(one) is before and not torch.equal(before, torch.sin(one))
contents(one)
assert torch.equal(contents(one.clone()), torch.sin(one)) and len(contents.cache) == 1
