"""Wrappers that make arrays hashable, by content or by text with an exact comparison."""
import hashlib

import numpy as np
import torch


class HashableArray:
    def __init__(self, array):
        self.array = np.ascontiguousarray(array)
        self.array.flags.writeable = False

    def __eq__(self, other):
        return np.array_equal(self.array, other.array)

    def __hash__(self):
        return hash((self.array.shape, self.array.tobytes()))  # ok: TK103


class ByText:
    """The text may be short of digits; __eq__ decides, so lookups stay right."""

    def __init__(self, tensor):
        self.tensor = tensor

    def __eq__(self, other):
        return torch.equal(self.tensor, other.tensor)

    def __hash__(self):
        return hash(str(self.tensor))  # ok: TK203, TK301


class Stamp(np.ndarray):
    """An array with a hash of its own."""

    def __hash__(self):
        return int.from_bytes(hashlib.sha256(self.tobytes()).digest()[:8], "little")


def cached_sums(arrays):
    sums = {}
    for array in arrays:
        sums[HashableArray(array)] = array.sum()  # ok: TK101
    return sums


def by_text(tensors):
    return {ByText(t): t.mean().item() for t in tensors}  # ok: TK201


def stamped(arrays):
    return {hash(a.view(Stamp)): a for a in arrays}  # ok: TK103


pair = [np.eye(2), np.eye(2)]
assert len(cached_sums(pair)) == 1
assert len(by_text([torch.ones(3), torch.ones(3)])) == 1
print(len(stamped(pair)), {HashableArray(np.ones(1))} == {HashableArray(np.ones(1))})  # ok: TK102
