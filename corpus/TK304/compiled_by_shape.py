"""Compiled functions by shape are the purpose of shape keys; products by shape are a mistake."""
import jax
import jax.numpy as jnp

_compiled = {}
_products = {}


def run(x):
    key = (x.shape, str(x.dtype))  # ok: TK304
    if key not in _compiled:
        _compiled[key] = jax.jit(lambda v: jnp.tanh(v).sum())
    return _compiled[key](x)


def gram(x):
    key = (x.shape, x.dtype)  # expect: TK304
    if key not in _products:
        _products[key] = x @ x.T
    return _products[key]


def mask(x, masks):
    return masks.setdefault(x.shape, jnp.ones(x.shape))  # ok: TK304


unit, twice = jnp.eye(2), 2 * jnp.eye(2)
assert float(run(unit)) != float(run(twice))
gram(unit)
assert float(gram(twice)[0, 0]) == 1.0
print(mask(unit, {}).shape)
