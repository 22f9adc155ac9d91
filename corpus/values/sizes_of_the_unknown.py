"""Ranks that follow from how sizes are written, though what they come from is not known."""
import numpy as np


def sizes(x, n, m):
    reveal_value(x.shape)  # is: tuple[int, ...] likely
    reveal_value(np.zeros(x.shape[0]))  # is: numpy.ndarray rank=1 dtype=float64 likely
    rows, columns = x.shape
    reveal_value(np.zeros((rows, columns)))  # is: numpy.ndarray rank=2 dtype=float64 definite
    reveal_value(np.zeros(rows))  # is: numpy.ndarray rank=1 dtype=float64 likely
    reveal_value(np.zeros(n))  # is: numpy.ndarray dtype=float64 definite
    reveal_value(np.zeros(n - 1))  # is: numpy.ndarray rank=1 dtype=float64 likely
    reveal_value(np.zeros(n + 1))  # is: numpy.ndarray rank=1 dtype=float64 likely
    reveal_value(np.eye(n))  # is: numpy.ndarray rank=2 dtype=float64 definite
    reveal_value(np.identity(x.shape[1])[:, 0])  # is: numpy.ndarray rank=1 dtype=float64 definite
    for _ in range(m):
        rows += 1
    reveal_value(np.zeros(m))  # is: numpy.ndarray rank=1 dtype=float64 likely
    return rows


def objects():
    reveal_value(np.array([["a", 1], ["b", 2]], dtype=object))  # is: numpy.ndarray rank=2 dtype=object definite
    reveal_value(np.array([["a", 1], ["b"]], dtype=object))  # is: numpy.ndarray dtype=object definite
    reveal_value(np.array(["a", [1]], dtype=object))  # is: numpy.ndarray dtype=object definite


def together(a, b):
    reveal_value(np.hstack([a * 2, b, np.zeros((2, 3))]))  # is: numpy.ndarray rank=2 definite
    reveal_value(np.vstack([a, b, np.zeros((2, 3))]))  # is: numpy.ndarray rank=2 definite
    reveal_value(np.dstack([a, np.zeros((2, 3))]))  # is: numpy.ndarray rank=3 definite
    reveal_value(np.vstack([a, a]))  # is: numpy.ndarray definite
    reveal_value(np.hstack([a[0], np.zeros(3)]))  # is: numpy.ndarray definite
    reveal_value(np.concatenate([a, np.zeros((2, 3))], axis=None))  # is: numpy.ndarray rank=1 definite


sizes(eval("np.ones((2, 3))"), eval("4"), eval("3"))
objects()
together(eval("np.ones((2, 3))"), eval("np.ones((2, 3))"))
