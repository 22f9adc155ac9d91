"""Keys made of tensors of mindspore."""
import mindspore


class Cache:
    """Results by whole arrays."""

    def __init__(self):
        self.results = {}

    def result(self, x: mindspore.Tensor):
        key = (str(x.dtype), x.shape, x.asnumpy().tobytes())
        if key not in self.results:  # expect: TK201
            self.results[key] = x * 2  # expect: TK201
        return self.results[key]  # expect: TK201


def histogram(labels: mindspore.Tensor, names):
    counts = {}
    for i in range(3):
        seen = counts.get(labels[i].asnumpy().item(), 0)  # expect: TK201
        counts[labels[i].asnumpy().item()] = seen + 1  # expect: TK201
    return counts, names.get(labels.argmax().asnumpy().item())  # expect: TK212


if __name__ == "__main__":
    print(Cache().result(mindspore.Tensor([[1.0, 2.0]])), histogram(mindspore.Tensor([2, 0, 2]), {0: "a"}))
