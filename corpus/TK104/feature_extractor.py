"""Methods under lru_cache: `self` is part of the key, and so is every argument."""
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np


class Extractor:
    def __init__(self, filters):
        self.filters = filters

    @lru_cache(maxsize=32)
    def respond(self, patch):
        return float(self.filters[0] @ np.asarray(patch))

    @lru_cache
    def kernel(self, size):
        return np.outer(np.hanning(size), np.hanning(size))

    @staticmethod
    @lru_cache
    def basis(n):
        return np.eye(n)

    @cached_property
    def energy(self):
        return float((self.filters ** 2).sum())

    def run(self, image):
        total = 0.0
        for row in image:
            total += self.respond(tuple(row))  # ok: TK104
            total += self.respond(row) or 0.0  # expect: TK104
            total += self.kernel(row.size).sum()  # ok: TK104
        return total + self.basis(3).sum() + self.energy  # ok: TK104


@dataclass
class Pipeline:
    """Compares by value, so `self` itself does not hash."""

    name: str

    @lru_cache
    def steps(self, n):
        return [self.name] * n


extractor = Extractor(np.ones((2, 3)))
print(extractor.run(np.eye(3)))
pipeline = Pipeline("resize")
print(pipeline.name, pipeline == Pipeline("resize"))
print(pipeline.steps(2))  # expect: TK104
