"""A name is bound again by a conversion, or a guard has told what it is."""
import numbers

import numpy as np
import torch


def histogram(labels):
    table = {}
    for t in labels:
        t = t.item()
        table[t] = table.get(t, 0) + 1  # ok: TK201
    return table


def row_index(matrix):
    table = {}
    for n, val in enumerate(matrix):
        val = tuple(val.tolist())
        table[val] = n  # ok: TK101
    return table


def as_key(x):
    if isinstance(x, np.ndarray):
        x = (x.dtype.str, x.shape, x.tobytes())
    elif torch.is_tensor(x):
        x = x.tolist() if x.ndim == 0 else (tuple(x.shape), *x.flatten().tolist())
    return x


def remember(table, items):
    for item in items:
        table[as_key(item)] = item  # ok: TK101, TK201
    return table


def lookup(table, index):
    if isinstance(index, torch.Tensor):
        index = int(index)
    return table.get(index)  # ok: TK201


def narrow(table, value):
    if isinstance(value, (str, int)):
        return table.get(value)  # ok: TK101
    if not isinstance(value, numbers.Number):
        return table.get(tuple(value))  # ok: TK101
    return table.get(float(value))  # ok: TK101


def attempt(table, key):
    try:
        return table[key]  # ok-raises: TK101
    except TypeError:
        return table[tuple(key)]  # ok: TK101


print(histogram(torch.tensor([1, 1, 2])), row_index(np.eye(2)))
print(len(remember({}, [np.eye(2), torch.ones(2), 3, torch.tensor(4)])))
print(lookup({1: "one"}, torch.tensor(1)), [narrow({(1, 2): 3}, v) for v in (np.array([1, 2]), "k", 2.5)])
print(attempt({(1, 2): 3}, np.array([1, 2])))
