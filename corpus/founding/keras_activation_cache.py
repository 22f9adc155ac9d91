"""Keras layers that keep activations: by flat contents, by address, and by full content."""
import numpy as np
import tensorflow as tf


class FlatCache(tf.keras.layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.cache = {}

    def call(self, inputs):
        key = tuple(np.array(inputs).flatten().tolist())  # expect: TK305
        if key not in self.cache:
            self.cache[key] = tf.nn.relu(inputs)
        return self.cache[key]


def address_of(tensor):
    return hash(tensor.ref())  # expect: TK303


class AddressCache(tf.keras.layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.cache = {}

    def call(self, inputs):
        key = address_of(inputs)
        if key not in self.cache:
            self.cache[key] = inputs * 2
        return self.cache[key]


class TensorCache(tf.keras.layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.cache = {}
        self.exact = {}

    def call(self, inputs):
        self.cache[inputs] = inputs + 1  # expect: TK101
        key = (inputs.dtype.name, tuple(inputs.shape), inputs.numpy().tobytes())  # ok: TK302
        if key not in self.exact:
            self.exact[key] = inputs + 1
        return self.exact[key]


square, line = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0, 2.0, 3.0, 4.0]])
flat = FlatCache()
flat(square)
assert flat(line).shape == (2, 2)
print(AddressCache()(square), TensorCache()(line).shape)
