"""Arrays as values, in lists and keyword arguments, and in places that compare instead of hash."""
from itertools import groupby

import numpy as np
import torch


def as_values(names):
    table = {name: np.zeros(3) for name in names}  # ok: TK101
    table.update({"extra": np.ones(2)})  # ok: TK101
    table.update(mean=np.mean(np.eye(2)), cov=np.cov(np.eye(2)))  # ok: TK101
    table |= {"more": torch.ones(2)}  # ok: TK101
    merged = {**table, "last": np.ones(1)}  # ok: TK101
    return dict(merged, first=np.zeros(1))  # ok: TK101


def keyword(**arrays):
    return {name: array.shape for name, array in arrays.items()}  # ok: TK101


def in_lists(tensors):
    stack = [torch.ones(1), torch.zeros(1)]
    place = stack.index(stack[1])
    present = tensors[0] in tensors
    number = [10, 20, 30][torch.tensor(1)]
    return place, present, number, torch.tensor(2) in range(3), torch.tensor(2) in (1, 2)


def runs(values):
    return [(int(k), len(list(g))) for k, g in groupby(values)]


def match(value):
    match value:
        case {"x": x}:
            return x
        case [first, *_]:
            return first
        case _:
            return None


def compare(first, second):
    return first == second, (first,) == (first,), sorted([3, 1], key=lambda n: np.sin(n))


items = list(as_values(["a", "b"]).items())
print(len(items), keyword(u=np.ones(2)), in_lists([torch.ones(2)]))
print(runs(torch.tensor([1, 1, 2])), match({"x": np.ones(1)}), match(np.ones(1)))
print(compare(np.ones(1), np.ones(1)))
keys = np.array(["k", "v"])
print({k: torch.zeros(2) for k in keys}.keys(), torch.zeros(2).tolist() == [0.0, 0.0])  # ok: TK101
