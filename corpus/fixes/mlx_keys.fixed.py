"""Keys made of arrays of mlx."""
import mlx.core as mx


class Cache:
    """Results by whole arrays."""

    def __init__(self):
        self.results = {}

    def result(self, x: mx.array):
        key = (x.dtype, tuple(x.shape), bytes(memoryview(x)))
        if key not in self.results:  # expect: TK201
            self.results[key] = x * 2  # expect: TK201
        return self.results[key]  # expect: TK201


def histogram(labels: mx.array, names):
    counts = {}
    for i in range(3):
        seen = counts.get(labels[i].item(), 0)  # expect: TK201
        counts[labels[i].item()] = seen + 1  # expect: TK201
    return counts, names.get(mx.argmax(labels).item())  # expect: TK212


if __name__ == "__main__":
    print(Cache().result(mx.array([[1.0, 2.0]])), histogram(mx.array([2, 0, 2]), {0: "a"}))
