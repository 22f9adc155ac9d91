"""Areas of segments: how often each label stands in a mask, counted row by row or at once."""
from collections import Counter

import numpy as np

mask = np.array([[0, 1, 1], [2, 1, 0]])


def areas_of_rows():
    total = Counter()
    for row in mask:
        total.update(row)  # ok: TK111
        total.update(row.tolist())  # ok: TK111
    return total


def areas_at_once():
    return Counter(mask.ravel()), Counter(mask.flat)  # ok: TK111


def areas_wrong():
    total = Counter(mask)  # expect: TK111
    total = Counter()
    total.update(mask)  # expect: TK111
    return total


def areas_of_columns():
    wrong = Counter(column for column in mask.T)  # expect: TK111
    return wrong, Counter(column.max() for column in mask.T)  # ok: TK111


assert areas_of_rows()[1] == 6
assert areas_at_once()[0][1] == 3
areas_wrong(), areas_of_columns()
