"""Bins of a histogram under their text, compared with the bins of a report."""
import numpy as np
import pandas as pd

REPORTED = {"{0: 2, 1: 1}": "balanced", "(0, 5)": 3, "(5, 10)": 4}


def edges_of(values):
    counts, edges = np.histogram(values, bins=2, range=(0, 10))
    return counts, edges.astype(int)


def compare(values):
    counts, edges = edges_of(values)
    agree = 0
    for low, high, count in zip(edges[:-1], edges[1:], counts):
        pair = (low, high)
        agree += REPORTED.get(repr(pair)) == count  # expect: TK405
        agree += REPORTED.get(f"({low}, {high})") == count  # ok: TK405
    return agree


def profile(labels):
    kinds, numbers = np.unique(labels, return_counts=True)
    text = str(dict(zip(kinds, numbers)))  # expect: TK405
    if text in REPORTED:
        return REPORTED[text]
    return REPORTED[str(dict(zip(kinds.tolist(), numbers.tolist())))]  # ok: TK405


def by_series(column):
    """What a column gives one by one is numbers of Python."""
    return [REPORTED.get(str((value, value + 5))) for value in column.tolist()]  # ok: TK405


sample = np.array([1, 2, 3, 6, 7, 8, 9])
assert compare(sample) == 2
assert profile(np.array([0, 0, 1])) == "balanced"
assert by_series(pd.Series([0, 5])) == [3, 4]
