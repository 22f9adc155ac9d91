"""Tests whose results are kept: negated, combined, asked again below, or in the condition itself."""

from collections.abc import Hashable, Mapping

import numpy as np

LAYOUTS = {None: "free", "first": "NCHW", "last": "NHWC"}
REDUCERS = {"sum": np.sum, "mean": np.mean}


def order(channels=None):
    if isinstance(channels, Mapping):
        return list(channels.values())
    return channels in {None, "first", "last"}     # ok: TK102


def layout(channels):
    by_name = not isinstance(channels, np.ndarray)
    numbered = isinstance(channels, np.ndarray) and channels.ndim == 1
    if numbered:
        return "".join("NCHW"[c] for c in channels)
    return LAYOUTS[channels] if by_name else "?"   # ok: TK101


def reduce(values, how="sum"):
    if not (named := isinstance(how, str)):
        return np.average(values, weights=how)
    result = REDUCERS[how](values)                 # ok: TK101
    return (how, result) if named else result


def remember(table, key, value):
    keyed = isinstance(key, Hashable)
    if keyed:
        table[key] = value                         # ok: TK101
    else:
        table[key.tobytes()] = value               # ok: TK101
    return table


def report(rows, chosen):
    several = isinstance(chosen, np.ndarray)
    total = 0.0
    for number, row in enumerate(rows):
        if several:
            total += row[chosen].sum()
        elif chosen in {number, -1}:               # ok: TK102
            total += row.sum()
    return total


matrix = np.ones((3, 3))
print(order("first"), order({"a": "last"}), layout("last"), layout(np.array([0, 2])))
print(reduce(matrix), reduce(np.ones(2), np.array([0.5, 0.5])))
print(remember({}, 3, 1), remember({}, np.zeros(2), 1))
print(report(matrix, np.array([0, 1])), report(matrix, 1))
