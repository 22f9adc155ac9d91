"""Annotations say tensor; the code says dict, list or string, and the code is right."""
import numpy as np
import torch
from torch import Tensor


def collate(batch: Tensor):
    """Gets a list of dicts from the loader."""
    merged = {}
    for item in batch:
        for name, value in item.items():
            merged.setdefault(name, []).append(value)  # ok: TK201
    return {name: torch.stack(values) for name, values in merged.items()}  # ok: TK201


def losses(outputs: Tensor, weights: Tensor = None):
    total = 0.0
    for name in outputs.keys():
        total = total + outputs[name].sum() * (weights or {}).get(name, 1.0)  # ok: TK201
    return total


def rename(columns: np.ndarray):
    """Columns are a list of strings in every call."""
    assert isinstance(columns, list)
    return {column: column.upper() for column in columns}  # ok: TK101


def pick(state: Tensor, table):
    if isinstance(state, str):
        return table[state]  # ok: TK201
    return None


def first(batch: "Tensor", table: dict):
    key = batch
    if not isinstance(batch, Tensor):
        return table[key]  # ok: TK201
    return table[tuple(batch.tolist())]  # ok: TK201


class Device:
    """Names the base; what is passed is of a subclass that does hash."""

    def __init__(self, index):
        self.index = index

    def __eq__(self, other):
        return self.index == other.index


class Accelerator(Device):
    def __hash__(self):
        return hash(self.index)


def place(device: Device, placed: dict):
    if device not in placed:  # ok: TK101
        placed[device] = len(placed)  # ok: TK101
    return placed[device]  # ok: TK101


print(place(Accelerator(1), {}))
samples = [{"x": torch.ones(2), "y": torch.tensor(1)}, {"x": torch.zeros(2), "y": torch.tensor(0)}]
merged = collate(samples)
print(merged["x"].shape, losses({"a": torch.ones(2)}), rename(["u", "v"]))
print(pick("idle", {"idle": 1}), first("k", {"k": 2}), first(torch.tensor([1]), {(1,): 3}))
