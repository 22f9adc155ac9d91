"""Elements of one-dimensional arrays hash by value; nothing here is a mistake."""
from collections import Counter, defaultdict

import numpy as np

rng = np.random.default_rng(11)
y_true = rng.integers(0, 3, size=30)
y_pred = rng.integers(0, 3, size=30)
names = np.array(["low", "mid", "high"])


def confusion():
    table = defaultdict(int)
    for t, p in zip(y_true, y_pred):
        table[t, p] += 1  # ok: TK101
        table[names[t], names[p]] += 1  # ok: TK101
    return table


def class_weights():
    values, counts = np.unique(y_true, return_counts=True)
    weights = dict(zip(values, counts.sum() / counts))  # ok: TK101
    return np.array([weights[v] for v in y_true])  # ok: TK101


def groups():
    index = {}
    for position in np.argsort(y_true):
        index.setdefault(y_true[position], []).append(position)  # ok: TK101
    return {k: index[k] for k in set(y_true)}  # ok: TK101, TK102


def extremes(matrix):
    best = matrix.argmax()
    notes = {best: "position", matrix.max(): "value", matrix.mean(): "mean"}  # ok: TK101
    row, column = np.unravel_index(best, matrix.shape)
    notes[row, column] = "place"  # ok: TK101
    for i, j in np.argwhere(matrix > 0.5):
        notes[i, j] = "large"  # ok: TK101
    for pair in zip(*np.nonzero(matrix > 0.5)):
        notes[pair] = "large"  # ok: TK101
    return notes


def coil_kinds(rows):
    table = np.array([(row["kind"], row["accuracy"]) for row in rows], int)
    kinds = table[table[:, 1] == 2, 0]
    return {kind: names[kind] for kind in kinds}  # ok: TK101


def nearest(matrix):
    limits = (matrix.min(axis=0), matrix.argmin(axis=0))
    return {(j, int(i)): d for d, i, j in zip(*limits, range(len(matrix)))}  # ok: TK101


print(coil_kinds([{"kind": 1, "accuracy": 2}]), nearest(np.eye(3)))
print(confusion(), class_weights().sum(), len(groups()), Counter(y_pred))  # ok: TK111
print(len(extremes(rng.uniform(size=(3, 4)))))
mapping = {0: "low", 1: "mid", 2: "high"}
print(list(map(mapping.get, y_true))[:3])  # ok: TK101
print([mapping[v] for v in np.random.permutation(3)])  # ok: TK101
print(mapping[np.random.randint(3)], mapping.get(np.dot([1, 0], [1, 1])))  # ok: TK101
