"""Cached functions whose annotations promise arrays: no call can ever be remembered."""
import pickle
from functools import cache, lru_cache
from typing import Callable, Optional

import numpy as np
import numpy.typing as npt


@lru_cache(maxsize=None)  # expect: TK104
def gram(matrix: np.ndarray, scale: float = 1.0) -> np.ndarray:
    return scale * matrix @ matrix.T


@cache  # expect: TK104
def spectrum(signal: "npt.NDArray[np.float64]"):
    return np.abs(np.fft.rfft(signal))


@lru_cache  # ok: TK104
def window(kind: str, length: int) -> np.ndarray:
    return {"hann": np.hanning, "flat": np.ones}[kind](length)


@lru_cache  # ok: TK104
def tabulate(function: Callable[..., np.ndarray], steps: int):
    return function(np.linspace(0, 1, steps))


@cache  # ok: TK104
def settings(path: Optional[str] = None) -> dict[str, np.ndarray]:
    return {"path": path, "taps": np.zeros(3)}


def load(blob):
    return pickle.loads(blob)


data = load(pickle.dumps(np.eye(2)))
print(gram(data), spectrum(data[0]))
print(window("hann", 4), tabulate(np.sin, 3), settings("a"))  # ok: TK104
