"""Cluster centres, iterated and turned into graphs by another module."""
import numpy as np


class Groups:
    def __init__(self, count, seed=0):
        self.count = count
        self.rng = np.random.default_rng(seed)

    def scatter(self, size):
        self.centres = self.rng.normal(size=(self.count, 2))
        self.labels = np.repeat(np.arange(self.count), size)
        return self

    def __iter__(self):
        for centre in self.centres:
            yield centre
