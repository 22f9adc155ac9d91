"""After a loop that certainly runs, what was there before it is gone; after one that may not, it is not."""
import numpy as np


def best_row(grid):
    best = None
    for row in grid:
        if best is None or row.sum() > best.sum():
            best = row
    return best


reveal_value(best_row(np.eye(3)))  # is: numpy.ndarray rank=1 dtype=float64
reveal_value(best_row(np.arange(12.0).reshape(3, 4)))  # is: numpy.ndarray rank=1 dtype=float64
some = np.eye(3)[np.arange(3) > 0]
reveal_value(best_row(some))  # is: None | numpy.ndarray rank=1 dtype=float64

total = "none"
for step in [1, 2]:
    total = step
reveal_value(total)  # is: int

found = None
for row in np.eye(3):
    if row[0] > 2:
        found = row
        break
reveal_value(found)  # is: None | numpy.ndarray rank=1 dtype=float64

rows = ([1, 2], [3, 4])
reveal_value(np.vstack(rows)[0])  # is: numpy.ndarray rank=1 dtype=int64
