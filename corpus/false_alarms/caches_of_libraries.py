"""Caches of other libraries, which take arrays or are told how to make a key."""
import tempfile

import joblib
import numpy as np
from cachetools import LRUCache, TTLCache, cached
from cachetools.keys import hashkey

memory = joblib.Memory(tempfile.mkdtemp(), verbose=0)


def content_key(array, *rest):
    return hashkey(array.dtype.str, array.shape, array.tobytes(), *rest)


@memory.cache
def eigenvalues(matrix: np.ndarray):
    return np.linalg.eigvalsh(matrix)


@cached(cache=LRUCache(maxsize=8), key=content_key)
def norms(matrix: np.ndarray, order=2):
    return np.linalg.norm(matrix, ord=order, axis=1)


@cached(TTLCache(maxsize=4, ttl=60))
def constants(name, size):
    return {"zeros": np.zeros, "ones": np.ones}[name](size)  # ok: TK101


def digests(arrays):
    return {joblib.hash(a): a for a in arrays}  # ok: TK101


matrix = np.eye(3)
print(eigenvalues(matrix), norms(matrix), norms(matrix, 1))  # ok: TK104
print(constants("ones", 2), constants("zeros", len(matrix)), len(digests([matrix, matrix])))  # ok: TK104
