"""Reductions: no axis gives a scalar, an axis takes one dimension, keepdims keeps it."""
import numpy as np

vector = np.arange(5)
matrix = np.ones((3, 4))
cube = np.zeros((2, 3, 4), dtype=np.float32)

reveal_value(vector.sum())  # is: numpy.int64 definite
reveal_value(vector.mean())  # is: numpy.float64 definite
reveal_value(vector.max())  # is: numpy.int64 definite
reveal_value(vector.argmax())  # is: numpy.int64 definite
reveal_value((vector == vector).all())  # is: numpy.bool_ definite
reveal_value(matrix.sum())  # is: numpy.float64 definite
reveal_value(matrix.sum(axis=0))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(matrix.argmax(axis=1))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(matrix.argmax(1))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(matrix.mean(axis=1, keepdims=True))  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(matrix.max(keepdims=True))  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(cube.sum(axis=(0, 1)))  # is: numpy.ndarray rank=1 dtype=float32 definite
reveal_value(cube.std(axis=-1))  # is: numpy.ndarray rank=2 dtype=float32 definite
reveal_value(np.sum(matrix, axis=0))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(np.sum(matrix, 0).sum())  # is: numpy.float64 definite
reveal_value(np.mean(vector))  # is: numpy.float64 definite
reveal_value(np.any(matrix > 1, axis=1))  # is: numpy.ndarray rank=1 dtype=bool definite
reveal_value(np.argmin(vector))  # is: numpy.int64 definite
reveal_value(np.linalg.norm(matrix, axis=1))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(np.linalg.norm(vector))  # is: numpy.float64 definite
reveal_value(np.dot(vector, vector))  # is: numpy.int64 definite
reveal_value(np.cumsum(vector))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(matrix.cumsum())  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(matrix.cumsum(axis=0))  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(np.unique(matrix))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(np.unique(matrix, axis=0))  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(np.argsort(matrix[0]))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(np.nonzero(matrix))  # is: tuple[numpy.ndarray rank=1 dtype=int64, numpy.ndarray rank=1 dtype=int64] definite
reveal_value(np.argwhere(matrix))  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(np.array_equal(matrix, cube))  # is: bool definite
reveal_value(len(vector))  # is: int definite

values, counts = np.unique(vector, return_counts=True)
reveal_value(values)  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(counts)  # is: numpy.ndarray rank=1 dtype=int64 definite
