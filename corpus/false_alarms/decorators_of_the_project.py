"""Decorators named cache and memoize that hash content themselves."""
import functools

import numpy as np


def cache(function):
    """Keys by dtype, shape and bytes; arrays are welcome."""
    store = {}

    @functools.wraps(function)
    def wrapper(*args):
        key = tuple((a.dtype.str, a.shape, a.tobytes()) for a in args)
        if key not in store:  # ok: TK101
            store[key] = function(*args)  # ok: TK101
        return store[key]  # ok: TK101
    return wrapper


def memoize(key):
    def decorate(function):
        store = {}

        @functools.wraps(function)
        def wrapper(x):
            k = key(x)
            return store.setdefault(k, function(x))  # ok: TK101
        return wrapper
    return decorate


class lru_cache:
    """Not functools' one: remembers the last result only, and compares contents."""

    def __init__(self, function):
        self.function, self.last = function, None

    def __call__(self, x):
        if self.last is None or not np.array_equal(self.last[0], x):
            self.last = (x, self.function(x))
        return self.last[1]


@cache
def gram(matrix):
    return matrix @ matrix.T


@memoize(key=lambda x: float(x.sum()))
def normalise(vector):
    return vector / vector.sum()


@lru_cache
def spectrum(signal: np.ndarray):
    return np.abs(np.fft.rfft(signal))


class Grid:
    def __init__(self, n):
        self.n = n

    @functools.cached_property
    def axes(self):
        return np.linspace(0, 1, self.n)


@functools.singledispatch
def describe(x):
    return "object"


@describe.register
def _(x: np.ndarray):
    return f"array of {x.size}"


print(gram(np.eye(2)), normalise(np.ones(4)), spectrum(np.ones(8)))  # ok: TK104
print(Grid(3).axes, describe(np.zeros(5)), functools.partial(np.add, np.ones(2))(1))  # ok: TK104
