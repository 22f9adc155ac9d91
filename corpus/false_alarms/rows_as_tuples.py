"""tuple(row) of a two-dimensional numpy array is a sound key."""
import numpy as np
import pandas as pd


def distinct_rows(matrix):
    return {tuple(row) for row in matrix}  # ok: TK102


def first_seen(matrix):
    seen = {}
    for index in range(matrix.shape[0]):
        seen.setdefault(tuple(matrix[index]), index)  # ok: TK101
        seen.setdefault(tuple(matrix[index, :2]), index)  # ok: TK101
    return seen


def simplices(faces):
    edges = set()
    for face in faces:
        for k in range(3):
            edges.add(tuple(sorted((face[k], face[(k + 1) % 3]))))  # ok: TK102
        edges.add(frozenset(face))  # ok: TK102
    return edges


def shapes(arrays):
    by_shape = {}
    for array in arrays:
        by_shape.setdefault(array.shape, []).append(array)  # ok: TK101
        by_shape.setdefault((array.ndim, array.dtype.name), []).append(array)  # ok: TK101
    return by_shape


def nested(matrix):
    return {tuple(map(tuple, matrix.tolist())): matrix}  # ok: TK101


frame = pd.DataFrame({"u": [0, 0, 1], "v": [1, 1, 2]})
print(distinct_rows(frame.to_numpy()), first_seen(np.arange(6).reshape(2, 3)))
print(simplices(np.array([[0, 1, 2], [1, 2, 3]])), shapes([np.eye(2), np.ones(3)]))
print(nested(np.eye(2)), {tuple(r): n for n, r in enumerate(frame.values)})  # ok: TK101
