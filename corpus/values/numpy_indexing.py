"""Subscripts: integers take a dimension, slices keep it, arrays and None add."""
import numpy as np

line = np.arange(10)
grid = np.ones((4, 5))
cube = np.zeros((2, 3, 4))
picks = np.array([0, 2])
mask = grid > 0
names = np.array(["a", "b"])
i = 1

reveal_value(line[0])  # is: numpy.int64 definite
reveal_value(line[-1])  # is: numpy.int64 definite
reveal_value(line[i])  # is: numpy.int64 definite
reveal_value(line[2:5])  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(line[::-1])  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(line[[0, 1]])  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(line[picks])  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(line[line > 3])  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(line[...])  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(line[0, ...])  # is: numpy.ndarray rank=0 dtype=int64 definite
reveal_value(line[line.argmax()])  # is: numpy.int64 definite
reveal_value(grid[0])  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(grid[0, 1])  # is: numpy.float64 definite
reveal_value(grid[0][1])  # is: numpy.float64 definite
reveal_value(grid[:, 0])  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(grid[1:, :2])  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(grid[picks])  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(grid[mask])  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(grid[..., None])  # is: numpy.ndarray rank=3 dtype=float64 definite
reveal_value(grid[picks, 0])  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(cube[0])  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(cube[0, :, 1])  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(cube[..., 0])  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(cube[0, 1, 2])  # is: numpy.float64 definite
reveal_value(names[0])  # is: numpy.str_ definite
reveal_value(line[0].item())  # is: int definite
reveal_value(grid[0, 0].item())  # is: float definite
reveal_value(np.array(3)[()])  # is: numpy.int64 definite
reveal_value(np.take(grid, 0, axis=1))  # is: numpy.ndarray rank=1 dtype=float64 definite

head, *rest = line
reveal_value(head)  # is: numpy.int64 definite
reveal_value(rest)  # is: list[numpy.int64] definite
top, middle, *_ = grid
reveal_value(top)  # is: numpy.ndarray rank=1 dtype=float64 definite

# Of a row of truth values, too, one dimension would be left.
reveal_value(grid[np.asarray(sorted(set(line.tolist()) & {1, 0}))])  # is: numpy.ndarray rank=2 dtype=float64
