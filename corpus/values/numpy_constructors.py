"""Arrays by the ways that they are made: rank from nesting and shapes, dtype from contents."""
import numpy as np
from numpy import linspace, zeros as blank

N, SHAPE = 4, (2, 3)
rng = np.random.default_rng(0)

reveal_value(np.array([1, 2, 3]))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(np.array([1, 2.5]))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(np.array([[1, 2], [3, 4]]))  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(np.array([True, False]))  # is: numpy.ndarray rank=1 dtype=bool definite
reveal_value(np.array(5))  # is: numpy.ndarray rank=0 dtype=int64 definite
reveal_value(np.array([1, 2], dtype=np.float32))  # is: numpy.ndarray rank=1 dtype=float32 definite
reveal_value(np.array([[1], [2]], dtype="int8"))  # is: numpy.ndarray rank=2 dtype=int8 definite
reveal_value(np.asarray([(1, 2), (3, 4)]))  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(np.zeros(3))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(np.zeros((2, 3)))  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(np.ones(SHAPE, dtype=int))  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(np.empty([2, 3, 4]))  # is: numpy.ndarray rank=3 dtype=float64 definite
reveal_value(np.full((2, 2), 7))  # is: numpy.ndarray rank=2 dtype=int64 definite
reveal_value(np.full(3, 0.5))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(np.zeros_like(np.eye(2), dtype=bool))  # is: numpy.ndarray rank=2 dtype=bool definite
reveal_value(np.arange(N))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(np.arange(0.0, 1.0, 0.25))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(linspace(0, 1, N))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(np.eye(N))  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(np.identity(N, dtype=np.int32))  # is: numpy.ndarray rank=2 dtype=int32 definite
reveal_value(blank(N))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(rng.normal(size=(3, 2)))  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(rng.integers(0, 9, size=5))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(rng.random())  # is: float definite
reveal_value(np.random.randint(5))  # is: int definite
reveal_value(np.random.randint(5, size=3))  # is: numpy.ndarray rank=1 dtype=int64 definite
reveal_value(np.random.rand(2, 2))  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(np.array([np.zeros(2), np.ones(2)]))  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(np.float32(1.5))  # is: numpy.float32 definite
reveal_value(np.int64(3))  # is: numpy.int64 definite

# Another kind of result is asked for.
reveal_value(np.average(np.zeros(3), returned=True))  # is: unknown
reveal_value(np.polyfit(np.arange(3.0), np.zeros(3), 1, full=True))  # is: unknown
reveal_value(np.polyfit(np.arange(3.0), np.zeros(3), 1))  # is: numpy.ndarray rank=1 dtype=float64 definite
