"""A small network whose layer sizes choose the program: lists and dicts of settings cannot."""
import functools

import jax
import jax.numpy as jnp


def init(key, sizes):
    keys = jax.random.split(key, len(sizes))
    return [jax.random.normal(k, (n, m)) for k, n, m in zip(keys, sizes[:-1], sizes[1:])]


def apply(weights, x, activations, scale=1.0):
    for weight, name in zip(weights, activations):
        x = getattr(jnp, name)(x @ weight) * scale
    return x


forward = jax.jit(apply, static_argnums=(2,))
scaled = jax.jit(apply, static_argnames=["activations"])


@functools.partial(jax.jit, static_argnames="options")
def loss(weights, x, y, options):
    error = (apply(weights, x, ("tanh", "tanh")) - y) ** 2
    return error.mean() if dict(options)["mean"] else error.sum()


weights = init(jax.random.PRNGKey(0), [3, 4, 2])
batch = jnp.ones((5, 3))
out = forward(weights, batch, ("tanh", "sin"))  # ok: TK105
out = forward(weights, batch, ["tanh", "sin"])  # expect: TK105
out = forward(weights, batch, ("tanh", "sin"), 2.0)  # ok: TK105
out = scaled(weights, batch, activations=("cos", "cos"))  # ok: TK105
value = loss(weights, batch, out, (("mean", True),))  # ok: TK105
value = loss(weights, batch, out, {"mean": True})  # expect: TK105
value = loss(weights, batch, out, options=frozenset({("mean", False)}))  # ok: TK105
