"""A training step on all devices: what differs between programs is static, what differs between steps is not."""
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

BATCH = jnp.ones((jax.local_device_count(), 4))


@partial(jax.pmap, static_broadcasted_argnums=1)
def scaled(batch, powers):
    return sum(batch ** power for power in powers)


def train(powers):
    good = scaled(BATCH, tuple(powers.tolist()))  # ok: TK105
    bad = scaled(BATCH, powers)  # expect: TK105
    return good, bad


def train_with_options(width):
    step = jax.pmap(lambda batch, size: batch.sum() + jnp.zeros(size), static_broadcasted_argnums=(1,))
    whole = step(BATCH, int(width[0]))  # ok: TK105
    wrong = step(BATCH, width)  # expect: TK105
    return whole, wrong


def plain(weights):
    apply = jax.pmap(lambda batch, w: batch @ w, in_axes=(0, None))
    return apply(BATCH, weights)  # ok: TK105


print(train(np.array([1, 2])), train_with_options(np.array([2, 3])), plain(np.ones(4)))
