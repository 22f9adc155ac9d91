"""Dataclasses that jax is told of: fields named as metadata, or marked in place, are parts of the program."""
import dataclasses
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np


@partial(jax.tree_util.register_dataclass, data_fields=["weights"], meta_fields=["edges", "unit", "order"])
@dataclasses.dataclass
class Spline:
    weights: jax.Array  # ok: TK105
    edges: np.ndarray  # expect: TK105
    unit: str = "mm"  # ok: TK105
    order: int = 3  # ok: TK105


@jax.tree_util.register_dataclass
@dataclasses.dataclass
class Camera:
    pose: jax.Array  # ok: TK105
    calibration: jax.Array = dataclasses.field(metadata={"static": True})  # expect: TK105
    size: tuple = dataclasses.field(default=(640, 480), metadata=dict(static=True))  # ok: TK105
    mask: np.ndarray = dataclasses.field(default=None, metadata={"static": False})  # ok: TK105


@dataclasses.dataclass
class Report:
    losses: np.ndarray = dataclasses.field(metadata={"static": True})  # ok: TK105


@jax.jit
def bend(spline, x):
    return spline.weights * x


@jax.jit
def project(camera, x):
    return camera.pose @ x


x = jnp.ones(3)
first, second = (Spline(x, np.linspace(0.0, 1.0, 4)) for _ in range(2))
bend(first, x)
try:
    bend(second, x)  # ok-raises: TK105
except ValueError as error:
    print(error)
cameras = [Camera(jnp.eye(3), jnp.eye(3)) for _ in range(2)]
project(cameras[0], x)
try:
    project(cameras[1], x)  # ok-raises: TK105
except ValueError as error:
    print(error)
print(Report(np.zeros(2)).losses)
