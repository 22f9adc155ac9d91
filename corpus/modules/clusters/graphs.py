from itertools import combinations

import numpy as np


def distances(groups):
    table = {}
    for a, b in combinations(range(groups.count), 2):
        table[a, b] = float(np.linalg.norm(groups.centres[a] - groups.centres[b]))
    return table


def distances_of_centres(groups):
    table = {}
    for a, b in combinations(groups, 2):
        table[a, b] = float(np.linalg.norm(a - b))
    return table


def sizes(groups):
    counts = {}
    for label in groups.labels:
        counts[label] = counts.get(label, 0) + 1
    return counts


def together(rows):
    if all(isinstance(row, dict) for row in rows):
        return {key: [row[key] for row in rows] for key in rows[0]}
    return list(rows)
