"""reshape and its relations, joining and splitting."""
import numpy as np

line = np.arange(12)
grid = line.reshape(3, 4)
column = line.reshape(-1, 1)
pair = [np.zeros(3), np.ones(3)]

reveal_value(grid)  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(column)  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(line.reshape((2, 2, 3)))  # is: numpy.ndarray rank=3 dtype=int64 definite
reveal_value(np.reshape(grid, -1))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(grid.ravel())  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(grid.flatten())  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(grid.T)  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(grid.transpose(1, 0))  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(line[:, np.newaxis])  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(line[None])  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(np.expand_dims(grid, 0))  # is: numpy.ndarray rank=3 dtype=int64 definite
reveal_value(column.squeeze(1))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(np.squeeze(column, axis=1))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(np.atleast_2d(line))  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(np.stack(pair))  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(np.stack([grid, grid], axis=-1))  # is: numpy.ndarray rank=3 dtype=int64 definite
reveal_value(np.concatenate(pair))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(np.concatenate([grid, grid], axis=1))  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(np.vstack(pair))  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(np.hstack([line, line]))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(np.column_stack(pair))  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(np.array_split(line, 3)[0])  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(np.tile(line, 2))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(np.repeat(grid, 2))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(np.repeat(grid, 2, axis=0))  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(np.diag(line))  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(np.diag(grid))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(np.outer(line, line))  # todo-is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(grid.shape)  # is: tuple[int, int] definite
reveal_value(grid.tolist())  # is: list[list[int]] definite
reveal_value(line.tolist())  # is: list[int] definite
reveal_value(grid.tobytes())  # is: bytes definite
first, second = np.meshgrid(line, line)
reveal_value(first)  # todo-is: numpy.ndarray rank=2 dtype=int64 definite
