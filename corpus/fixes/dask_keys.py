"""Keys made of arrays of dask, which are computed for that."""
import dask.array as da
import numpy as np


class Cache:
    """Results by whole arrays."""

    def __init__(self):
        self.results = {}

    def result(self, x: da.Array):
        if x not in self.results:  # expect: TK101
            self.results[x] = x * 2  # expect: TK101
        return self.results[x]  # expect: TK101


def histogram(labels: da.Array, names):
    counts = {}
    for i in range(3):
        seen = counts.get(labels[i], 0)  # expect: TK101
        counts[labels[i]] = seen + 1  # expect: TK101
    return counts, names.get(labels.argmax())  # expect: TK101


if __name__ == "__main__":
    print(Cache().result(da.ones((2, 2))), histogram(da.from_array(np.array([2, 0, 2])), {0: "a"}))
