"""Branches of a compiled policy: what is static can be a key, what is traced cannot."""
from functools import partial

import jax
import jax.numpy as jnp

GAINS = {"soft": 0.1, "hard": 1.0}
LIMITS = {0: 1.0, 1: 2.0}


@partial(jax.jit, static_argnames=("mode",))
def control(state, mode):
    return state * GAINS[mode]  # ok: TK309


@partial(jax.jit, static_argnums=1)
def limit(state, level):
    return jnp.clip(state, -LIMITS[level], LIMITS[level])  # ok: TK309


@jax.jit
def limit_traced(state, level):
    top = LIMITS[level.tolist()]  # expect: TK309
    return jnp.clip(state, -1.0, top or 1.0)


@jax.jit
def limit_by_choice(state, level):
    top = jnp.where(level == 0, LIMITS[0], LIMITS[1])  # ok: TK309
    return jnp.clip(state, -top, top)


def outside(state, level):
    return limit(state, level.item())  # ok: TK309


state = jnp.array([3.0, -3.0])
control(state, "soft"), limit(state, 1)
limit_traced(state, jnp.array(1))
assert jnp.array_equal(limit_by_choice(state, jnp.array(1)), outside(state, jnp.array(1)))
