"""Kernels over meshes, compiled per mesh description."""
from collections import namedtuple
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

Spec = namedtuple("Spec", ["cells", "width"])


class Mesh(NamedTuple):
    name: str
    nodes: np.ndarray
    spacing: float = 1.0


@partial(jax.jit, static_argnames=("mesh",))
def laplacian(values, *, mesh):
    return (jnp.roll(values, 1) - 2 * values + jnp.roll(values, -1)) / mesh[-1] ** 2


def run(values):
    line = Mesh("line", np.linspace(0.0, 1.0, 8), 0.125)
    laplacian(values, mesh=Spec(8, 0.125))  # ok: TK105
    laplacian(values, mesh=(line.name, line.spacing))  # ok: TK105
    laplacian(values, mesh=line._replace(nodes=tuple(line.nodes)))  # ok: TK105
    laplacian(values, mesh=line)  # expect: TK105
    laplacian(values, mesh=Spec(line.nodes, 0.125))  # expect: TK105
    laplacian(line.nodes, mesh=Spec(len(line.nodes), line[2]))  # ok: TK105
    try:
        laplacian(values, mesh=line)  # ok-raises: TK105
    except (TypeError, ValueError):
        laplacian(values, mesh=Spec(8, 0.5))  # ok: TK105


run(jnp.ones(8))
