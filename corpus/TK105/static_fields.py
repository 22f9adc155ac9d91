"""Parameters of a model as pytrees: some fields are static, and arrays among these end in an error."""
import equinox
import flax.struct
import jax
import jax.numpy as jnp
import numpy as np


@flax.struct.dataclass
class Normaliser:
    mean: jax.Array
    bounds: np.ndarray = flax.struct.field(pytree_node=False)  # expect: TK105
    name: str = flax.struct.field(pytree_node=False, default="input")  # ok: TK105
    axes: tuple = flax.struct.field(pytree_node=False, default=(0,))  # ok: TK105


@flax.struct.dataclass
class Scaler:
    factor: jax.Array
    offset: np.ndarray = flax.struct.field(default=None)  # ok: TK105
    power: int = flax.struct.field(pytree_node=False, default=1)  # ok: TK105


class Fourier(equinox.Module):
    weight: jax.Array
    frequencies: jax.Array = equinox.field(static=True)  # expect: TK105
#                ^^^^^^^^^
    bands: int = equinox.field(static=True, default=4)  # ok: TK105
    phase: jax.Array = equinox.field(default=0.0)  # ok: TK105


@jax.jit
def centre(normaliser, x):
    return x - normaliser.mean


@jax.jit
def encode(fourier, x):
    return fourier.weight * x


x = jnp.arange(3.0)
for shift in (0.0, 1.0):
    scaled = jax.jit(lambda s, v: s.factor * v)(Scaler(x + shift, np.ones(2)), x)
first, second = (Normaliser(x, np.array([0.0, 1.0])) for _ in range(2))
centre(first, x)
try:
    centre(second, x)  # ok-raises: TK105
except ValueError as error:
    print(error)
waves = [Fourier(x, jnp.arange(4.0)) for _ in range(2)]
encode(waves[0], x)
try:
    encode(waves[1], x)  # ok-raises: TK105
except ValueError as error:
    print(error)
