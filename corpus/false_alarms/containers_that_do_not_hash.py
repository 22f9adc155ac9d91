"""Things called mapping, cache, vocab and counts that are arrays, lists and frames."""
import numpy as np
import pandas as pd
import torch

vocab = ["<pad>", "a", "b"]
mapping = np.array([2, 0, 1])
cache = torch.zeros(4, 2)
counts = torch.zeros(3, dtype=torch.long)
lookup = pd.DataFrame({"x": [1.0, 2.0, 3.0]})


def relabel(labels):
    return mapping[labels]  # ok: TK101


def gather(indices, rows):
    cache[indices] = rows  # ok: TK201
    total = cache[indices].sum()  # ok: TK201
    for index in indices:
        counts[index] += 1  # ok: TK201
    return total


def words(tokens):
    return [vocab[t] for t in tokens]  # ok: TK201


def rows(mask):
    dictionary = lookup
    chosen = dictionary[mask]  # ok: TK101
    series = dictionary["x"]
    return chosen, series[mask.nonzero()[0]]  # ok: TK101


def windows(registry, size):
    """`registry` is a list of arrays; slices of it are lists."""
    found = registry[0] in (size, None)
    return registry[:size], found


class Table:
    """Stores rows in an array, whatever the name of the attribute says."""

    def __init__(self, n):
        self.dict = np.zeros((n, 2))

    def __getitem__(self, index):
        return self.dict[index]  # ok: TK101

    def put(self, index, value):
        self.dict[index] = value  # ok: TK101


print(relabel(np.array([0, 2])), gather(torch.tensor([0, 1]), torch.ones(2, 2)))
print(words(torch.tensor([1, 2])), rows(np.array([True, False, True])))
table = Table(3)
table.put(np.array([0, 1]), 1.0)
print(table[np.array([0])], windows([1, 2, 3], 2))  # ok: TK101
