"""Activations of a keras layer, computed once per distinct input; any keras backend, eager mode.

    KERAS_BACKEND=torch python3 activation_cache_keras.py
"""

import keras
import numpy as np

import tkhash


class ActivationCache(keras.layers.Layer):
    """Wraps a layer whose weights are frozen; remembers its last `maxsize` different inputs."""

    def __init__(self, layer: keras.layers.Layer, maxsize: int = 32) -> None:
        super().__init__()
        self.layer = layer
        self.layer.trainable = False
        self._cached = tkhash.cached(maxsize=maxsize)(self._run)

    def _run(self, inputs):
        return self.layer(inputs)

    def call(self, inputs):
        return self._cached(inputs)

    def info(self) -> tkhash.CacheInfo:
        return self._cached.cache_info()

    def clear(self) -> None:
        """To be called after the wrapped layer's weights were set."""
        self._cached.cache_clear()


def main() -> None:
    keras.utils.set_random_seed(0)
    dense = keras.layers.Dense(3, activation="relu")
    dense.build((None, 2))
    cache = ActivationCache(dense, maxsize=4)
    a = keras.ops.convert_to_tensor([[1.0, 2.0], [3.0, 4.0]])
    same = keras.ops.convert_to_tensor([[1.0, 2.0], [3.0, 4.0]])
    other = keras.ops.convert_to_tensor([[5.0, 6.0], [7.0, 8.0]])

    first, second, third = cache(a), cache(same), cache(other)
    assert first is second
    for x, y in ((a, first), (other, third)):
        assert np.array_equal(keras.ops.convert_to_numpy(y), keras.ops.convert_to_numpy(dense(x)))
    print("two equal inputs and a different one:", cache.info())

    wide = keras.ops.reshape(a, (1, 4))
    assert tkhash.key(wide) != tkhash.key(a)
    for i in range(100):
        cache(a + i)
    print("after 100 more inputs:", cache.info())
    assert cache.info().currsize == 4


if __name__ == "__main__":
    main()
