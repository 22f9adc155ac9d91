"""Joins, guards, early exits and rebinding: what is known where."""
import numpy as np
import torch


def convert(x: np.ndarray, flag: bool):
    reveal_value(x)  # is: numpy.ndarray rank=1 likely
    if flag:
        x = x.shape
        reveal_value(x)  # is: tuple[int] likely
    else:
        x = x.tobytes()
        reveal_value(x)  # is: bytes
    return x


def guarded(value):
    if isinstance(value, np.ndarray):
        reveal_value(value)  # is: numpy.ndarray rank=1 dtype=float64
        return value.size
    if isinstance(value, (str, int)):
        return 0
    if torch.is_tensor(value):
        reveal_value(value)  # is: torch.Tensor rank=1 dtype=float32
    return 1


def ranks(flag):
    a = np.zeros(3) if flag else np.zeros((3, 3))
    reveal_value(a)  # is: numpy.ndarray dtype=float64 definite
    b = np.zeros(3) if flag else np.arange(3)
    reveal_value(b)  # is: numpy.ndarray rank=1 definite
    if a.ndim == 2:
        reveal_value(a)  # is: numpy.ndarray rank=2 dtype=float64 definite
    return a, b


def rebound(x):
    x = torch.tensor(x)
    reveal_value(x)  # is: torch.Tensor rank=1 dtype=int64
    x = x.flatten()
    reveal_value(x)  # is: torch.Tensor rank=1 dtype=int64
    x = x[0]
    reveal_value(x)  # is: torch.Tensor rank=0 dtype=int64
    x = int(x)
    reveal_value(x)  # is: int definite


def returns(flag):
    if flag:
        return np.eye(2)
    raise ValueError(flag)


def maybe(found=None):
    if found is None:
        found = np.zeros(2)
    return found


convert(np.ones(2), True)
convert(np.ones(2), False)
for argument in (np.ones(2), "s", torch.ones(1), 2.5):
    guarded(argument)
ranks(True)
ranks(False)
rebound([1, 2])
reveal_value(returns(True))  # is: numpy.ndarray rank=2 dtype=float64
reveal_value(maybe())  # is: numpy.ndarray rank=1 dtype=float64
value = np.zeros(2)
del value
value = "again"
reveal_value(value)  # is: str definite
try:
    number = int("3")
except ValueError:
    number = 0
reveal_value(number)  # is: int definite
