"""Thresholds that look like numbers; some of them are arrays without dimensions."""
import numpy as np


def thresholds(scores):
    actions = {}
    low = scores.min()
    actions[low] = "drop"  # ok: TK101
    middle = np.asarray(scores[0])
    actions[middle] = "check"  # expect: TK101
    actions[middle[()]] = "check"  # ok: TK101
    actions[middle.item()] = "check"  # ok: TK101
    high = np.squeeze(np.array([scores[-1]]))
    actions[high] = "keep"  # expect: TK101
    actions[float(high)] = "keep"  # ok: TK101
    return actions


def per_cell(grid):
    counts = {}
    for cell in np.nditer(grid):
        counts[cell] = 1  # expect: TK101
        counts[int(cell)] = 1  # ok: TK101
    for cell in grid.flat:
        counts[cell] = counts.get(cell, 0) + 1  # ok: TK101
    for where, cell in np.ndenumerate(grid):
        counts[where] = cell  # ok: TK101
    corner = grid[0, ...]
    counts[grid[0, 0]] = "corner"  # ok: TK101
    counts[corner[0, ...]] = "corner"  # expect: TK101
    return counts


constant = np.array(5)
table = {5: "five"}
print(table[int(constant)])  # ok: TK101
print(table[np.int64(5)])  # ok: TK101
print(table[constant + 0])  # ok: TK101
print(table[constant])  # expect: TK101
print(thresholds(np.linspace(0, 1, 4)), per_cell(np.arange(6).reshape(2, 3)))
column = np.arange(3).reshape(-1, 1)
print({table.get(value, None) for value in column.ravel()})  # ok: TK101
print([table.get(value) for value in column])  # expect: TK101
