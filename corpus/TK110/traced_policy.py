"""A policy compiled with jax.jit; tables are consulted while it is traced."""
import jax
import jax.numpy as jnp

REWARD = {0: 1.0, 1: -1.0}
TABLE = jnp.array([1.0, -1.0])
ACTIVATIONS = {"relu": jax.nn.relu, "tanh": jnp.tanh}


@jax.jit
def step(state, action):
    reward = REWARD[action]  # expect: TK110
    return state + 1, reward


@jax.jit
def step_by_array(state, action):
    return state + 1, TABLE[action]  # ok: TK110


def apply(x, name):
    return ACTIVATIONS[name](x)  # ok: TK110


compiled = jax.jit(apply, static_argnames="name")


@jax.jit
def by_shape(x):
    scale = {2: 0.5, 3: 0.25}.get(x.shape[0], 1.0)  # ok: TK110
    return x * scale


@jax.jit
def visited(x):
    seen = set()
    for row in x:
        seen.add(row)  # expect: TK110
        seen.add(row.shape)  # ok: TK110
    return x.sum()


print(step_by_array(jnp.zeros(2), 1), compiled(jnp.ones(2), "relu"))
print(by_shape(jnp.ones(3)), visited(jnp.eye(2)))
step(jnp.zeros(2), 0)
