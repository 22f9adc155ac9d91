"""Loops over arrays: rows of matrices, scalars of vectors, and everything that pairs them."""
import numpy as np

line = np.arange(4)
grid = np.eye(4)
points = np.argwhere(grid)

for element in line:
    reveal_value(element)  # is: numpy.int64 definite
for row in grid:
    reveal_value(row)  # is: numpy.ndarray rank=1 dtype=float64 definite
    for cell in row:
        reveal_value(cell)  # is: numpy.float64 definite
for number, row in enumerate(grid):
    reveal_value(number)  # is: int definite
    reveal_value(row)  # is: numpy.ndarray rank=1 dtype=float64 definite
for element, row in zip(line, grid):
    reveal_value(element)  # is: numpy.int64 definite
    reveal_value(row)  # is: numpy.ndarray rank=1 dtype=float64 definite
for i, j in points:
    reveal_value(i)  # is: numpy.int64 definite
for pair in points:
    reveal_value(pair)  # is: numpy.ndarray rank=1 dtype=int64 definite
for row, word in zip(*(grid, "ab")):
    reveal_value(row)  # is: numpy.ndarray rank=1 dtype=float64 definite
    reveal_value(word)  # is: str definite
for triple in zip(*grid, range(3)):
    reveal_value(triple)  # is: tuple[int | numpy.float64, ...] definite
for pair in zip(*np.nonzero(grid)):
    reveal_value(pair[0])  # is: numpy.int64 definite
for place in np.ndindex(2, 2):
    reveal_value(place[0])  # is: int definite
for cell in grid.flat:
    reveal_value(cell)  # is: numpy.generic definite
for cell in np.nditer(line):
    reveal_value(cell)  # is: numpy.ndarray rank=0 definite
for column in grid.T:
    reveal_value(column)  # is: numpy.ndarray rank=1 dtype=float64 definite
for element in reversed(line):
    reveal_value(element)  # is: numpy.int64 definite
for element in sorted(line):
    reveal_value(element)  # is: numpy.int64 definite
for element in line.tolist():
    reveal_value(element)  # is: int definite
for chunk in np.array_split(grid, 2):
    reveal_value(chunk)  # is: numpy.ndarray rank=2 dtype=float64 definite

reveal_value([x for x in line])  # is: list[numpy.int64] definite
reveal_value([r * 2 for r in grid])  # is: list[numpy.ndarray rank=1 dtype=float64] definite
reveal_value(list(grid))  # is: list[numpy.ndarray rank=1 dtype=float64] definite
reveal_value(next(iter(grid)))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(max(line))  # is: numpy.int64 definite
