"""Attributes of types.SimpleNamespace: what was passed, what was set, and what nobody can know."""
from types import SimpleNamespace

import numpy as np
import torch


def build(width):
    state = SimpleNamespace(weights=torch.ones(width), steps=0)
    state.bias = torch.zeros(2, width)
    return state


def forget(space):
    space.__dict__.update(table=3)
    return space


class Model:
    def __init__(self):
        self.state = SimpleNamespace(scale=np.ones(3))

    def run(self):
        reveal_value(self.state.scale)  # is: numpy.ndarray rank=1 dtype=float64 likely


state = build(3)
reveal_value(state)  # is: types.SimpleNamespace definite
Model().run()


def train():
    inner = build(4)
    reveal_value(inner.weights)  # is: torch.Tensor rank=1 dtype=float32 likely
    reveal_value(inner.bias)  # is: torch.Tensor rank=2 dtype=float32 likely
    reveal_value(inner.steps)  # is: int likely
    seen = {row: None for row in inner.bias}  # expect: TK201
    counted = {inner.steps: inner.bias}  # ok: TK201
    open_space = SimpleNamespace(table=np.ones(2))
    setattr(open_space, "table", 3)
    reveal_value(open_space.table)  # is: int | numpy.ndarray rank=1 dtype=float64 likely
    reveal_value(forget(SimpleNamespace(table=np.ones(2))).table)  # is: unknown
    return seen, counted


train()
