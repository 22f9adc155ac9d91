"""Keys made of arrays of dask, which are computed for that."""
import dask.array as da
import numpy as np


class Cache:
    """Results by whole arrays."""

    def __init__(self):
        self.results = {}

    def result(self, x: da.Array):
        key = (x.dtype.str, x.shape, x.compute().tobytes())
        if key not in self.results:  # expect: TK101
            self.results[key] = x * 2  # expect: TK101
        return self.results[key]  # expect: TK101


def histogram(labels: da.Array, names):
    counts = {}
    for i in range(3):
        seen = counts.get(labels[i].compute().item(), 0)  # expect: TK101
        counts[labels[i].compute().item()] = seen + 1  # expect: TK101
    return counts, names.get(labels.argmax().compute().item())  # expect: TK101


if __name__ == "__main__":
    print(Cache().result(da.ones((2, 2))), histogram(da.from_array(np.array([2, 0, 2])), {0: "a"}))
