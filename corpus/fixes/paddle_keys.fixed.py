"""Keys made of tensors of paddle."""
import paddle


class Cache:
    """Results by whole arrays."""

    def __init__(self):
        self.results = {}

    def result(self, x: paddle.Tensor):
        key = (x.dtype, tuple(x.shape), x.numpy().tobytes())
        if key not in self.results:  # expect: TK201
            self.results[key] = x * 2  # expect: TK201
        return self.results[key]  # expect: TK201


def histogram(labels: paddle.Tensor, names):
    counts = {}
    for i in range(3):
        seen = counts.get(labels[i].item(), 0)  # expect: TK201
        counts[labels[i].item()] = seen + 1  # expect: TK201
    return counts, names.get(labels.argmax().item())  # expect: TK212


if __name__ == "__main__":
    print(Cache().result(paddle.ones([2, 2])), histogram(paddle.to_tensor([2, 0, 2]), {0: "a"}))
