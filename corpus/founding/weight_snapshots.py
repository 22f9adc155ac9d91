"""Snapshots of weights during training, under keys that people have recommended."""
import hashlib

import numpy as np
import torch
from torch import nn

SNAPSHOTS = {}


def take(model, step):
    for name, weight in model.named_parameters():
        value = weight.detach().numpy().copy()
        SNAPSHOTS[step, name] = value  # ok: TK101, TK201
        SNAPSHOTS[step, value.dtype.str, value.shape, value.tobytes()] = name  # ok: TK302
        SNAPSHOTS[step, name, value.shape] = name  # ok: TK304
        SNAPSHOTS[value] = step  # expect: TK101


def same_everywhere(first, second):
    """Comparing digests of two arrays of one shape and type is exact."""
    if first.shape != second.shape or first.dtype != second.dtype:
        return False
    return hashlib.md5(first.tobytes()).digest() == hashlib.md5(second.tobytes()).digest()  # ok: TK302


def activations(model, batches):
    kept = {}
    for number, batch in enumerate(batches):
        kept[number] = model(batch)  # ok: TK201
        for row in batch:
            kept[row[0]] = number  # expect: TK201
            kept[row[0].item()] = number  # ok: TK201
    return kept


network = nn.Linear(2, 1)
take(network, 0)
print(len(SNAPSHOTS), same_everywhere(np.zeros(2), np.zeros(2)))
print(len(activations(network, torch.ones(2, 3, 2))))
