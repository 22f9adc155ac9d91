"""Step sizes of a solver looked up while jax compiles the step."""
import jax
import jax.numpy as jnp
import numpy as np

SIZES = {0: 0.1, 1: 0.01}
ARRAY = jnp.array([0.1, 0.01])
START = jnp.array(0)


@jax.jit
def step(x, stage):
    size = SIZES[stage.item()]  # expect: TK309
    return x - (size or 0.0) * x


@jax.jit
def step_by_array(x, stage):
    first = SIZES[START.item()]  # ok: TK309
    return x - ARRAY[stage] * first * x


@jax.jit
def step_by_rank(x, stage):
    return x - SIZES.get(x.ndim, 0.5) * x  # ok: TK309


@jax.jit
def seen_before(x):
    known = np.asarray(x).tobytes() in SIZES  # expect: TK309
    return x * (1.0 if known else 2.0)


x = jnp.ones(3)
step(x, START)
print(step_by_array(x, START), step_by_rank(x, START), seen_before(x))
print(SIZES[START.item()], np.asarray(x).tobytes() in SIZES)  # ok: TK309
