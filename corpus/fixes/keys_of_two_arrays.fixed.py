# Two keys in one function, each long and written at several places: under one name, one array would find what
# belongs to the other.

import numpy as np


def count_both(rows, columns):
    left = np.zeros((2, 3)) + rows
    right = np.ones((2, 3)) * columns
    seen = {}
    key = (left.dtype.str, left.shape, left.tobytes())
    seen[key] = 1  # expect: TK101
    right_key = (right.dtype.str, right.shape, right.tobytes())
    seen[right_key] = 2  # expect: TK101
    return seen[key], seen[right_key], seen[key]  # expect: TK101, TK101, TK101


def two_tables(rows, columns):
    left = np.zeros((2, 3)) + rows
    right = np.ones((2, 3)) * columns
    first, second = {}, {}
    key = (left.dtype.str, left.shape, left.tobytes())
    first[key] = 1  # expect: TK101
    right_key = (right.dtype.str, right.shape, right.tobytes())
    second[right_key] = 2  # expect: TK101
    return first[key], second[right_key], first[key]  # expect: TK101, TK101, TK101


def both_tables_by_one(rows):
    left = np.zeros((2, 3)) + rows
    first, second = {}, {}
    key = (left.dtype.str, left.shape, left.tobytes())
    first[key] = 1  # expect: TK101
    left_key = (left.dtype.str, left.shape, left.tobytes())
    second[left_key] = 2  # expect: TK101
    return first[key], second[left_key]  # expect: TK101, TK101


def names_in_use(rows, columns, key):
    left = np.zeros((2, 3)) + rows
    right = np.ones((2, 3)) * columns
    left_key = {key: left}
    seen = {}
    seen[(left.dtype.str, left.shape, left.tobytes())] = left_key  # expect: TK101
    right_key = (right.dtype.str, right.shape, right.tobytes())
    seen[right_key] = 2  # expect: TK101
    return seen[(left.dtype.str, left.shape, left.tobytes())], seen[right_key]  # expect: TK101, TK101
