"""Checks of the target column before a classifier is fitted."""
import numpy as np


def make_targets(n):
    rng = np.random.default_rng(3)
    y = rng.integers(0, 4, size=n)
    return y, y.reshape(-1, 1), np.eye(4)[y]


def report(y, column, one_hot):
    classes = set(y)  # ok: TK102
    from_column = frozenset(column)  # expect: TK102
    repaired = frozenset(column.ravel())  # ok: TK102
    encoded = {*one_hot}  # expect: TK102
    codes = {*one_hot.argmax(axis=1)}  # ok: TK102
    return classes, from_column, repaired, encoded, codes


def check_known(y, column):
    allowed = {0, 1, 2, 3}
    assert allowed.issuperset(y)  # ok: TK102
    assert allowed.issuperset(y.tolist())  # ok: TK102
    allowed.issuperset(column)  # expect: TK102
    missing = allowed.difference(y)  # ok: TK102
    missing.update(column)  # expect: TK102
    missing.update(np.unique(column))  # ok: TK102
    allowed.isdisjoint(column)  # expect: TK102
    return missing | allowed.union(y)  # ok: TK102


y, column, one_hot = make_targets(12)
print(report(y, column, one_hot), check_known(y, column))
