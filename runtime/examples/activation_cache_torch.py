"""Activations of a frozen torch module, computed once per distinct input.

A tensor cannot be the key of a dict by content: torch hashes identity, so an equal tensor misses.
tkhash.cached compares dtype, shape and elements.  The parameters are part of the key: an update
of the weights must not return old activations.

    python3 activation_cache_torch.py
"""

import torch

import tkhash


class CachedModule(torch.nn.Module):
    """Runs `module` without gradients; remembers its last `maxsize` different inputs."""

    def __init__(self, module: torch.nn.Module, maxsize: int = 32) -> None:
        super().__init__()
        self.module = module
        self.runs = 0
        self._cached = tkhash.cached(maxsize=maxsize)(self._run)
        self._weights_seen: list[tuple[torch.Tensor, int]] = []
        self._weights_key = tkhash.Keys(b"")

    def _weights(self) -> bytes:
        """Content of all parameters, hashed again only after torch has counted a change."""
        tensors = [*self.module.parameters(), *self.module.buffers()]
        unchanged = len(tensors) == len(self._weights_seen) and all(
            t is seen and t._version == version
            for t, (seen, version) in zip(tensors, self._weights_seen))
        if not unchanged:
            self._weights_seen = [(t, t._version) for t in tensors]
            self._weights_key = tkhash.keys(tensors)
        return self._weights_key.tobytes()

    def _run(self, x: torch.Tensor, weights: bytes) -> torch.Tensor:
        self.runs += 1
        with torch.no_grad():
            return self.module(x)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self._cached(x, self._weights())

    def info(self) -> tkhash.CacheInfo:
        return self._cached.cache_info()


def main() -> None:
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(28 * 28, 64), torch.nn.ReLU())
    model = CachedModule(net, maxsize=4)
    images = torch.rand(3, 28 * 28)

    first = [model(image) for image in images]
    again = [model(image.clone()) for image in images]
    assert all(a is b for a, b in zip(first, again))
    assert all(torch.equal(y, net(x)) for x, y in zip(images, first))
    print("three inputs twice:", model.info())

    assert not torch.equal(model(images[0] + 1e-6), first[0])
    with torch.no_grad():
        net[0].weight.mul_(2)
    assert torch.equal(model(images[0]), net(images[0]))
    assert not torch.equal(model(images[0]), first[0])
    net[0].weight = torch.nn.Parameter(net[0].weight / 2)
    assert torch.equal(model(images[0]), first[0])
    print("after a change of input and of weights:", model.info())

    for _ in range(100):
        model(torch.rand(28 * 28))
    print("after 100 more inputs:", model.info())
    assert model.info().currsize == 4 and model.runs == model.info().misses


if __name__ == "__main__":
    main()
