"""A function that remembers its results, in a project that has the hashing library."""
import tkhash
from functools import lru_cache

import numpy as np


@tkhash.cached(maxsize=32)
def spectrum(signal):
    return np.abs(np.fft.fft(signal))


print(spectrum(np.arange(8.0)), tkhash.key(np.arange(3)))  # expect: TK104
