"""Settings of a solver as the static receiver of compiled methods."""
from dataclasses import dataclass, field
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np


@dataclass
class Mutable:
    steps: int

    @partial(jax.jit, static_argnums=0)
    def solve(self, x):
        return x / self.steps


@dataclass(frozen=True)
class Frozen:
    steps: int
    label: str = field(default="euler", compare=False)

    @partial(jax.jit, static_argnums=0)
    def solve(self, x):
        return x / self.steps


@dataclass(frozen=True)
class Weighted:
    steps: int
    weights: np.ndarray

    @partial(jax.jit, static_argnums=(0,))
    def solve(self, x):
        return x * self.weights.sum() / self.steps


class Plain:
    def __init__(self, steps):
        self.steps = steps

    @partial(jax.jit, static_argnums=0)
    def solve(self, x):
        return x / self.steps


x = jnp.ones(4)
answers = [Plain(4).solve(x), Frozen(4).solve(x)]  # ok: TK105
answers.append(Frozen(4, label="heun").solve(x))  # ok: TK105
answers.append(Mutable(4).solve(x))  # expect: TK105
answers.append(Weighted(4, (0.5, 0.5)).steps * x)  # ok: TK105
answers.append(Weighted(4, np.ones(2)).solve(x))  # expect: TK105
