"""`dict[Tensor, int]` names a type; nothing is looked up in it."""
from __future__ import annotations

from collections import OrderedDict, defaultdict
from typing import Annotated, Callable, Dict, Optional, Union

import numpy as np
import torch
from torch import Tensor

Features = dict[str, Tensor]  # ok: TK201
Table = Dict[Tensor, int]  # ok: TK201
Pairs = Union[tuple[Tensor, Tensor], None]  # ok: TK201
SIZE = np.array([2, 3])


class Batch:
    images: Tensor
    names: dict[np.ndarray, str]  # ok: TK101
    weights: Optional[dict[Tensor, float]] = None  # ok: TK201

    def __class_getitem__(cls, item):
        return cls

    def sizes(self: Batch, of: Callable[[Tensor], int]) -> dict[int, Tensor]:  # ok: TK201
        return {of(self.images): self.images}  # ok: TK201


def count(labels: Tensor, into: defaultdict[Tensor, int] | None = None) -> set[int]:  # ok: TK202
    local: dict[Tensor, int] = {}  # ok: TK201
    ordered: "OrderedDict[Tensor, int]" = OrderedDict()  # ok: TK201
    marked: Annotated[dict[int, int], "by value"] = {}  # ok: TK101
    for label in labels:
        marked[label.item()] = 1  # ok: TK201
        local[label] = 1  # expect: TK201
    ordered["all"] = labels  # ok: TK201
    return set(marked)  # ok: TK202


generic = Batch[SIZE]  # ok: TK101
batch = Batch()
batch.images = torch.ones(2, 2)
print(count(torch.tensor([1, 2])), batch.sizes(len), list[int]([1]), Features, Table, Pairs)
