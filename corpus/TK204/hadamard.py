"""Annotated functions under a cache: the annotation alone says that nothing will be found."""
import io
from functools import lru_cache
from typing import Union

import torch
from torch import Tensor


@lru_cache  # expect: TK204
def hadamard(signs: Tensor) -> Tensor:
    return torch.diag(signs)


@lru_cache(maxsize=8)  # expect: TK204
def projected(matrix: "torch.Tensor", rank: int = 1):
    return matrix[:, :rank]


@lru_cache  # ok: TK204
def identity(n: int, device: Union[str, torch.device] = "cpu") -> Tensor:
    return torch.eye(n, device=device)


@lru_cache  # ok: TK204
def on_shape(shape: torch.Size, dtype: torch.dtype = torch.float32) -> Tensor:
    return torch.zeros(shape, dtype=dtype)


def reload(value):
    buffer = io.BytesIO()
    torch.save(value, buffer)
    buffer.seek(0)
    return torch.load(buffer)


weights = reload(torch.ones(2))
print(hadamard(weights), projected(reload(torch.eye(2))))
print(identity(2), on_shape(weights.shape), on_shape(torch.Size([1])))  # ok: TK204
