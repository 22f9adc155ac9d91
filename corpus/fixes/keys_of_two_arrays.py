# Two keys in one function, each long and written at several places: under one name, one array would find what
# belongs to the other.

import numpy as np


def count_both(rows, columns):
    left = np.zeros((2, 3)) + rows
    right = np.ones((2, 3)) * columns
    seen = {}
    seen[left] = 1  # expect: TK101
    seen[right] = 2  # expect: TK101
    return seen[left], seen[right], seen[left]  # expect: TK101, TK101, TK101


def two_tables(rows, columns):
    left = np.zeros((2, 3)) + rows
    right = np.ones((2, 3)) * columns
    first, second = {}, {}
    first[left] = 1  # expect: TK101
    second[right] = 2  # expect: TK101
    return first[left], second[right], first[left]  # expect: TK101, TK101, TK101


def both_tables_by_one(rows):
    left = np.zeros((2, 3)) + rows
    first, second = {}, {}
    first[left] = 1  # expect: TK101
    second[left] = 2  # expect: TK101
    return first[left], second[left]  # expect: TK101, TK101


def names_in_use(rows, columns, key):
    left = np.zeros((2, 3)) + rows
    right = np.ones((2, 3)) * columns
    left_key = {key: left}
    seen = {}
    seen[left] = left_key  # expect: TK101
    seen[right] = 2  # expect: TK101
    return seen[left], seen[right]  # expect: TK101, TK101
