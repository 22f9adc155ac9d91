"""A cache by content inside of compiled functions: nothing is known of the content there."""
import hashlib

import jax
import jax.numpy as jnp
import numpy as np
import tensorflow as tf

RESULTS = {}


@tf.function
def cached_square(x):
    key = hashlib.sha256(x.numpy().tobytes()).hexdigest()  # expect: TK309
    if key in RESULTS:
        return RESULTS[key]
    RESULTS[key] = x * x
    return x * x


@jax.jit
def cached_norm(x):
    key = tuple(x.tolist())  # expect: TK309
    return RESULTS.get(key, jnp.linalg.norm(x))


@jax.jit
def norm_by_layout(x):
    key = (x.shape, str(x.dtype))  # ok: TK309
    RESULTS[key] = x.size
    return jnp.linalg.norm(x)


def norm_outside(x):
    key = (x.shape, str(x.dtype), np.asarray(x).tobytes())  # ok: TK309
    if key not in RESULTS:
        RESULTS[key] = norm_by_layout(x)
    return RESULTS[key]


cached_square(tf.constant([1.0, 2.0]))
cached_norm(jnp.array([3.0, 4.0]))
assert norm_outside(jnp.array([3.0, 4.0])) == 5.0
