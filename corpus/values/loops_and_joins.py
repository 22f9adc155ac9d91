"""Values that grow in loops, change class in branches, or leave by several ways."""
import numpy as np
import torch


def grow(n):
    rows = np.zeros((1, 3))
    for _ in range(n):
        rows = np.vstack([rows, np.ones(3)])
    reveal_value(rows)  # is: numpy.ndarray rank=2 dtype=float64 definite
    return rows


def deepen(n):
    x = np.zeros(2)
    for _ in range(n):
        x = x[None]
    reveal_value(x)  # is: numpy.ndarray dtype=float64
    return x


def either(flag):
    if flag:
        value = np.zeros(2)
    else:
        value = torch.zeros(2)
    reveal_value(value)  # is: numpy.ndarray rank=1 dtype=float64 | torch.Tensor rank=1 dtype=float32
    return value


def found(rows, wanted):
    best = None
    for row in np.eye(3):
        if row[0] == wanted:
            best = row
            break
    reveal_value(best)  # is: None | numpy.ndarray rank=1 dtype=float64
    if best is not None:
        reveal_value(best)  # is: numpy.ndarray rank=1 dtype=float64
    return best


def converge(x):
    weights = torch.zeros(3)
    while weights.sum() < 2:
        previous = weights
        weights = weights + 1
        reveal_value(previous)  # is: torch.Tensor rank=1 dtype=float32
    else:
        reveal_value(weights)  # is: torch.Tensor rank=1 dtype=float32
    return weights


def last_of(n):
    for i in range(n):
        row = np.full(2, i)
    return row


def cleaned(values):
    try:
        total = values.sum()
    except AttributeError:
        total = 0
    finally:
        done = True
    reveal_value(done)  # is: bool
    return total


grow(2), deepen(2), deepen(0), converge(None)
print(either(True), either(False), found(None, 1.0), found(None, 5.0), cleaned(np.ones(2)))
reveal_value(last_of(2))  # is: numpy.ndarray rank=1 dtype=int64
