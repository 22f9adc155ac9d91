"""Labels of rewards and thresholds as dict keys: rounded floats, exact integers, exact reprs."""
import numpy as np
import torch

best = {}


def by_threshold(thresholds: np.ndarray):
    key = str(thresholds)  # expect: TK301
    if key not in best:
        best[key] = float(thresholds.max())
    return best[key]


def by_exact_threshold(thresholds: np.ndarray):
    key = repr((thresholds.dtype.str, thresholds.shape, thresholds.tolist()))  # ok: TK301
    if key not in best:
        best[key] = float(thresholds.max())
    return best[key]


def by_action(action):
    table = {"0": "left", "1": "right"}
    name = table.get(str(action))  # expect: TK301
    return name, table.get(str(action.item())), table.get(f"{action}")  # ok: TK301


def by_cells(board):
    cells = np.asarray(board, dtype=np.int64).reshape(3, 3)
    best[str(cells)] = int(cells.sum())  # ok: TK301
    print(f"board {cells}")
    return best[str(cells)]  # ok: TK301


first = np.array([0.1, 0.2])
assert by_threshold(first) == by_threshold(first + 1e-12)
assert by_exact_threshold(first) != by_exact_threshold(first + 1e-12)
assert by_action(torch.tensor([0, 1]).argmax()) == (None, "right", "right")
assert by_cells(range(9)) == 36
