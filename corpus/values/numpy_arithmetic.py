"""Elementwise operations, broadcasting, comparisons, and what a dtype becomes."""
import numpy as np

ints = np.arange(6)
floats = np.linspace(0.0, 1.0, 6)
table = np.ones((4, 6), dtype=np.float32)
zero_dim = np.array(2)

reveal_value(ints + 1)  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(2 * ints)  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(ints / 2)  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(ints // 2)  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(ints + floats)  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(table * 2)  # is: numpy.ndarray rank=2 dtype=float32 definite
reveal_value(table + floats)  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(floats[:, None] - ints[None, :])  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(ints > 2)  # is: numpy.ndarray rank=1 dtype=bool definite
reveal_value((ints > 2) & (ints < 5))  # is: numpy.ndarray rank=1 dtype=bool definite
reveal_value(~(table == 1))  # is: numpy.ndarray rank=2 dtype=bool definite
reveal_value(-floats)  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(np.exp(ints))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(np.sqrt(table))  # is: numpy.ndarray rank=2 dtype=float32 definite
reveal_value(np.maximum(ints, 3))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(np.clip(floats, 0.1, 0.9))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(np.where(ints > 2, floats, 0.0))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(zero_dim + 1)  # is: numpy.int64 definite
reveal_value(zero_dim * 0.5)  # is: numpy.float64 definite
reveal_value(ints[0] + 1)  # is: numpy.int64 definite
reveal_value(ints[0] / 2)  # is: numpy.float64 definite
reveal_value(ints.astype(float))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(floats.astype(np.int32))  # is: numpy.ndarray rank=1 dtype=int32 definite
reveal_value(np.isnan(floats))  # is: numpy.ndarray rank=1 dtype=bool definite
reveal_value(floats @ floats)  # is: numpy.float64 definite
reveal_value(table @ np.ones((6, 2), dtype=np.float32))  # is: numpy.ndarray rank=2 dtype=float32 definite
reveal_value(table @ np.ones(6, dtype=np.float32))  # is: numpy.ndarray rank=1 dtype=float32 definite

total = ints
for _ in range(3):
    total = total + 0.5
reveal_value(total)  # is: numpy.ndarray rank=1 definite
running = np.zeros(3)
running += 1
reveal_value(running)  # is: numpy.ndarray rank=1 dtype=float64 definite
