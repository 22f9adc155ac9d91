"""Results filed under the text of weight vectors: long ones print with `...` in the middle."""
import numpy as np


def evaluate(weights):
    return float((weights ** 2).sum())


def search(rounds):
    results, exact = {}, {}
    for step in range(rounds):
        weights = np.zeros(1500)
        weights[700] = step
        key = (weights.dtype.str, weights.shape, weights.tobytes())  # expect: TK301
        #     ^^^^^^^^^^^^
        if key not in results:
            results[key] = evaluate(weights)
        exact[weights.tobytes()] = evaluate(weights)  # ok: TK302
        exact[str(weights.shape)] = step  # ok: TK301
        exact[f"round {step}"] = step  # ok: TK301
    return results, exact


def small_grids():
    seen = {}
    for cells in np.ndindex(2, 2):
        board = np.zeros((2, 2), dtype=int)
        board[cells] = 1
        seen[str(board)] = cells  # ok: TK301
        seen[str(board.tolist())] = cells  # ok: TK301
        seen[np.array2string(board)] = cells  # ok: TK301
    return seen


found, right = search(3)
assert len(found) == 1 and len(right) == 7
print(len(small_grids()))
