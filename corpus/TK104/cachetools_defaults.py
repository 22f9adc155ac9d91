"""cachetools without a key function hashes the arguments as they come."""
import cachetools
import numpy as np
from cachetools import LRUCache, cached
from cachetools.keys import hashkey

store = LRUCache(maxsize=16)


@cached(store)
def smooth(signal, width=3):
    return np.convolve(signal, np.ones(width) / width, mode="valid")


@cachetools.cached(cache={}, key=lambda signal: hashkey(signal.shape, signal.tobytes()))
def power(signal):
    return float((signal ** 2).sum())


@cachetools.cached(cache={})
def window(name, length):
    return getattr(np, name)(length)


def analyse(signals):
    results = []
    for signal in signals:
        results.append(power(signal))  # ok: TK104
        results.append(window("hanning", signal.size))  # ok: TK104
        results.append(smooth(tuple(signal), width=2))  # ok: TK104
        results.append(smooth(signal))  # expect: TK104
    return results


print(len(analyse([np.arange(4.0), np.ones(5)])))
print(smooth(np.arange(6.0), width=2))  # expect: TK104
print(window("hamming", np.array(4)))  # expect: TK104
