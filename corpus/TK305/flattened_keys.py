"""Keys by the flat contents: a row and a column of the same numbers are one key."""
import numpy as np

CACHE = {}


def transpose_cached(matrix):
    key = tuple(matrix.flatten())  # expect: TK305
    if key not in CACHE:
        CACHE[key] = matrix.T.copy()
    return CACHE[key]


def nested_key(matrix):
    return tuple(map(tuple, matrix.tolist()))  # ok: TK305


def shaped_key(matrix):
    return (matrix.shape, tuple(matrix.ravel()))  # ok: TK305


def boards(n):
    """Boards of one size: flat contents tell them apart."""
    seen = set()
    for cell in range(n * n):
        board = np.zeros((3, 3), dtype=int)
        board.flat[cell] = 1
        seen.add(tuple(board.ravel()))  # ok: TK305
    return seen


wide, tall = np.arange(6).reshape(2, 3), np.arange(6).reshape(3, 2)
transpose_cached(wide)
assert transpose_cached(tall).shape == (3, 2)
assert nested_key(wide) != nested_key(tall) and shaped_key(wide) != shaped_key(tall)
print(len(boards(3)))
