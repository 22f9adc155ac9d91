"""Compiled filters whose taps are declared static, although they are arrays."""
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np


@partial(jax.jit, static_argnames=("taps", "mode"))
def convolve(signal, taps, mode="same"):
    return jnp.convolve(signal, jnp.asarray(taps), mode=mode)


@partial(jax.jit, static_argnums=1)
def decimate(signal, factor):
    return signal[::factor]


@jax.jit
def correlate(signal, pattern):
    return jnp.correlate(signal, pattern)


signal = jnp.sin(jnp.arange(32.0))
binomial = np.array([0.25, 0.5, 0.25])
smooth = convolve(signal, (0.25, 0.5, 0.25))  # ok: TK105
smooth = convolve(signal, tuple(binomial.tolist()), mode="valid")  # ok: TK105
smooth = convolve(signal, binomial)  # expect: TK105
#                         ^^^^^^^^
smooth = convolve(signal, taps=binomial / 2)  # expect: TK105
matched = correlate(signal, binomial)  # ok: TK105
short = decimate(signal, 2)  # ok: TK105
short = decimate(signal, np.int64(4))  # ok: TK105
short = decimate(signal, np.asarray(4))  # expect: TK105
short = decimate(signal, jnp.argmax(signal))  # expect: TK105
