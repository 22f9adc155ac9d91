"""A grid search that files its results under the settings of each run."""
from dataclasses import dataclass, field
from itertools import product

import numpy as np


@dataclass
class Setting:
    layers: list = field(default_factory=list)
    rate: float = 0.1


@dataclass(frozen=True)
class Fixed:
    depth: int
    rate: float


class Interval:
    """Compares by its ends and so, in Python, no longer hashes."""

    def __init__(self, low, high):
        self.low, self.high = low, high

    def __eq__(self, other):
        return (self.low, self.high) == (other.low, other.high)


class Label:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return self.text == other.text

    def __hash__(self):
        return hash(self.text)


def search():
    scores = {}
    for depth, rate in product([1, 2], np.geomspace(0.01, 0.1, 2)):
        scores[depth, rate] = depth * rate  # ok: TK101
        scores[[depth, rate]] = depth * rate  # expect: TK101
        #      ^^^^^^^^^^^^^
        scores[Setting([depth], rate)] = 0.0  # expect: TK101
        scores[Fixed(depth, rate)] = 0.0  # ok: TK101
        scores[Interval(0, depth)] = 0.0  # expect: TK101
        scores[Label(f"depth {depth}")] = 0.0  # ok: TK101
        scores[type(depth)] = "a class"  # ok: TK101
        scores[{"depth": depth}.items()] = 1  # expect: TK101
        scores[frozenset({depth, rate})] = 1  # ok: TK101
        scores[bytearray(b"ab")] = 1  # expect: TK101
    return scores


print(len(search()))
