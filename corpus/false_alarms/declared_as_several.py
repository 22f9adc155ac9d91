"""Declarations that allow more than a file shows: fields of several types, mappings that are arrays, wrappers of several functions."""
import functools
import threading
from dataclasses import dataclass
from typing import Any, List, Union

import jax
import torch
from torch import nn


@dataclass
class Hypothesis:
    tokens: Union[List[int], torch.Tensor]
    score: float = 0.0


def packed(rows):
    return [Hypothesis(tokens=row) for row in rows]


def rescore(hypothesis: Hypothesis, cache):
    key = tuple(hypothesis.tokens)
    if key not in cache:  # ok: TK201
        cache[key] = hypothesis.score  # ok: TK201
    return cache[key]  # ok: TK201


def centres(boxes: dict[str, Any]):
    return boxes[:, [0, 2]].mean(dim=-1)  # ok: TK101


def locked(method):
    @functools.wraps(method)
    def wrapper(self, *args):
        with self.lock:
            return method(self, *args)

    return wrapper


class Nodes:
    def __init__(self):
        self.lock = threading.RLock()
        self.tags = {}

    @locked
    def matching(self, wanted):
        return [name for name, tags in self.tags.items() if wanted.items() <= tags.items()]

    @locked
    def set_tags(self, name, tags):
        self.tags[name] = tags  # ok: TK101


class Experts(nn.ModuleDict):
    def forward(self, chosen):
        for place in torch.greater(chosen, 0).nonzero():
            chosen = self[f"expert_{place[0]}"](chosen)  # ok: TK403
        return chosen


def merged(parameters, state):
    parameters = dict(parameters)
    parameters.update(jax.lax.stop_gradient(state))  # ok: TK101
    return parameters


def space(**options):
    if "default" in options:
        return dict(options["default"])
    return {options["name"]: 1}  # ok: TK101


def checked(symbol, value=None, **flags):
    if value is not None:
        symbol = {symbol: value}  # ok: TK101
    return len(symbol) + len(flags)


def all_checked(**flags):
    return [checked({"x": n}, **flags) for n in range(2)]


nodes = Nodes()
nodes.set_tags("a", {"role": "head"})
assert nodes.matching({}) == ["a"]
assert rescore(Hypothesis([1, 2], 0.5), {}) == 0.5 and packed(torch.ones(1, 2))[0].score == 0.0
assert centres(torch.ones(2, 4)).shape == (2,) and merged({"a": 1}, {"b": 2}) == {"a": 1, "b": 2}
print(Experts({"expert_0": nn.Identity()})(torch.ones(1)))
assert space(default={"a": 1}) == {"a": 1} and space(name="x") == {"x": 1}
assert all_checked(quick=True) == [2, 2] and checked("x", 1) == 1
