"""Arrays several containers deep, and keys several brackets deep."""
import numpy as np

vectors = {"left": [np.zeros(2), np.ones(2)], "right": [np.full(2, 3.0)]}
index = {}

for side, rows in vectors.items():
    for n, row in enumerate(rows):
        index[(side, (n, (int(row[0]), "end")))] = row  # ok: TK101
        index[(side, (n, (row, "end")))] = n  # expect: TK101
        index[((((side))))] = n  # ok: TK101
        index[((((row))))] = n  # expect: TK101
        index[{"a": [row]}["a"][0].sum()] = n  # ok: TK101
        index[{"a": [row]}["a"][0]] = n  # expect: TK101

tree = {"depth": {"of": {"keys": {tuple(vectors["left"][0]): {1: {2: {3: vectors}}}}}}}  # ok: TK101
leaf = tree["depth"]["of"]["keys"][0.0, 0.0][1][2][3]["right"][0]  # ok: TK101
print(index.get(leaf[0]), index.get(tuple(leaf)), index.get((leaf,)))  # expect: TK101
print([[{(i, j): {k for k in row} for j, row in enumerate(eye)}  # ok: TK101, TK102
       for i, eye in enumerate([np.eye(2), np.ones((1, 2))])] for _ in range(1)])
