"""Arrays under their digests, streamed as a dataset."""
import hashlib

import numpy as np
import tensorflow as tf


def by_digest(arrays):
    table = {}
    for array in arrays:
        header = repr((array.dtype.str, array.shape)).encode()
        table[hashlib.sha256(header + array.tobytes()).hexdigest()] = array
    return table


def stream(arrays):
    table = by_digest(arrays)
    return tf.data.Dataset.from_tensor_slices(list(table.items()))  # expect: TK404


def stream_both(arrays):
    table = by_digest(arrays)
    keys, values = zip(*table.items())
    return tf.data.Dataset.from_tensor_slices((list(keys), np.stack(values)))  # ok: TK404


def stream_generator(arrays):
    table = by_digest(arrays)
    signature = (tf.TensorSpec((), tf.string), tf.TensorSpec((2,), tf.float64))
    return tf.data.Dataset.from_generator(  # ok: TK404
        lambda: iter(table.items()), output_signature=signature)


blocks = [np.zeros(2), np.ones(2)]
stream(blocks)
for key, value in stream_both(blocks):
    print(key.numpy()[:4], value.numpy())
print(sum(1 for _ in stream_generator(blocks)))
