"""Caches whose results are remembered by what arrays hold: a key function for cachetools, and what is only shown for jax."""
from functools import partial

import cachetools
import jax
import jax.numpy as jnp
import numpy as np
import torch
from cachetools import LRUCache, TTLCache, cached


@cached(cache=LRUCache(maxsize=32), key=lambda signal: (signal.dtype.str, signal.shape, signal.tobytes()))
def spectrum(signal):
    return np.abs(np.fft.rfft(signal))


@cachetools.cached(TTLCache(10, 60), key=lambda rows, axis=0, *, factor=1.0: (rows.dtype.str, rows.shape, rows.tobytes(), axis, factor))  # expect: TK104
def scaled(rows: np.ndarray, axis=0, *, factor=1.0):
    return rows.sum(axis) * factor


@cached({}, key=lambda weights: (weights.dtype, weights.shape, weights.detach().cpu().contiguous().flatten().view(torch.uint8).numpy().tobytes()))  # expect: TK204
def gram(weights: torch.Tensor):
    return weights @ weights.T


@cached(cache={}, key=lambda rows: rows.tobytes())
def keyed(rows):
    return rows * 2


@partial(jax.jit, static_argnums=(1,))
def reshaped(values, shape):
    return values.reshape(shape)


def first(values):
    return reshaped(values, jnp.array([2, 2]))  # expect: TK105


if __name__ == "__main__":
    spectrum(np.ones(8))  # expect: TK104
    scaled(np.ones((3, 2)), axis=1)  # expect: TK104
    scaled(np.ones((3, 2)), factor=2.0)  # expect: TK104
    gram(torch.ones(2, 2, requires_grad=True))  # expect: TK204
    keyed(np.ones(3))
    first(jnp.ones(4))
