"""Rows of arrays as keys, in every kind of container."""
from collections import Counter

import numpy as np


def index_rows(points):
    index = {}
    for i, row in enumerate(np.asarray(points)):
        index[row[:2]] = i  # expect: TK101
    return index


def explore(moves):
    visited = set()
    position = np.zeros(2)
    for _ in range(moves):
        if position in visited:  # expect: TK102
            break
        visited.add(position)  # expect: TK102
        position = position + 1
    return len(visited)


def histogram():
    table = np.array([[0, 1], [2, 0], [0, 1]])
    return Counter(table), dict.fromkeys(table, 0)  # expect: TK111, TK101


def corners(box):
    low, high = np.array(box[0]), np.array(box[1])
    return {low, high}  # expect: TK102, TK102


def nested(step):
    table = {}
    key = (step, np.zeros(3))
    table[key] = 1  # expect: TK101
    return table.get(key)  # expect: TK101


print(index_rows([[1, 2, 3], [4, 5, 6]]))
