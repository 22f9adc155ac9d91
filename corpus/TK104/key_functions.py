"""Kernels cached by cachetools with keys made by a function: what it gives is what is hashed."""
import operator
from functools import partial

import cachetools
import numpy as np
from cachetools.keys import hashkey, methodkey, typedkey

kernels = cachetools.LRUCache(maxsize=32)


@cachetools.cached(kernels, key=hashkey)
def smoothed(signal, width):
    return np.convolve(signal, np.ones(width) / width)


@cachetools.cached({}, key=lambda signal, width: hashkey(signal.tobytes(), signal.dtype.str, signal.shape, width))
def sharpened(signal, width):
    return signal - np.convolve(signal, np.ones(width) / width, "same")


@cachetools.cached({}, key=lambda signal, width: (width, signal))
def centred(signal, width):
    return signal - signal.mean() * width


@cachetools.cached({}, key=partial(hashkey, "window"))
def window(width):
    return np.hanning(width)


class Filters:
    def __init__(self, taps):
        self.taps = taps
        self.results = {}

    @cachetools.cachedmethod(operator.attrgetter("results"))
    def applied(self, signal):
        return np.convolve(signal, self.taps)

    @cachetools.cachedmethod(lambda self: self.results, key=lambda self, signal: methodkey(self, signal.tobytes()))
    def remembered(self, signal):
        return np.convolve(signal, self.taps)

    __hash__ = None


signal = np.sin(np.arange(16.0))
smoothed((1.0, 2.0, 3.0), 2)  # ok: TK104
smoothed(signal, 3)  # expect: TK104
#        ^^^^^^
sharpened(signal, 3)  # ok: TK104
centred(signal, 3)  # expect: TK104
window(8)  # ok: TK104
window(np.array(8))  # expect: TK104
filters = Filters(np.ones(3))
filters.applied((1.0, 2.0))  # ok: TK104
filters.applied(signal)  # expect: TK104
filters.remembered(signal)  # ok: TK104

table = {hashkey("a", 3): 1, typedkey(3): 2}  # ok: TK101
table[hashkey(signal, 3)] = 3  # expect: TK101
table[methodkey(signal, 3)] = 4  # ok: TK101
