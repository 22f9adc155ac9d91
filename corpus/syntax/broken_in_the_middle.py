"""One function does not parse; the others are read all the same."""
import numpy as np


def good(rows):
    return {tuple(row): 1 for row in rows}  # ok: TK101


def broken(x):
    if x ==== 3:  # expect: TK001
        return {x
    return {np.zeros(2): x


def finding():
    table = {}
    for row in np.eye(3):
        table[row] = 1  # expect: TK101
    return table


def another(labels):
    seen = set()
    for label in np.unique(labels):
        seen.add(label)  # ok: TK102
    seen.add(np.unique(labels))  # expect: TK102
    return seen
