"""Removes stop tokens from the ids of a sentence."""
import numpy as np

STOP = {0, 2, 7}
ids = np.array([0, 5, 7, 9, 2])


def without_stop():
    return ids[~np.isin(ids, STOP)]  # expect: TK402


def without_stop_list():
    return ids[~np.isin(ids, list(STOP))]  # ok: TK402


def without_stop_sorted():
    return ids[~np.isin(ids, sorted(STOP))], ids[~np.isin(ids, (0, 2, 7))]  # ok: TK402


def one_by_one():
    return np.array([token for token in ids if token not in STOP])  # ok: TK402


def only_special():
    special = frozenset([101, 102])
    return np.isin(ids, special).any()  # expect: TK402


print(without_stop(), without_stop_list(), without_stop_sorted(), one_by_one(), only_special())
