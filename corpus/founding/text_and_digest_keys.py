"""Arrays filed under their text and under digests of their bytes, then streamed."""
import hashlib

import numpy as np
import tensorflow as tf

ARCHIVE = {}


def digest(array):
    """Forgets shape and type, so different arrays share a digest."""
    return hashlib.sha256(array.tobytes()).hexdigest()  # expect: TK302


def sound_digest(array):
    header = repr((array.dtype.str, array.shape)).encode()
    return hashlib.sha256(header + array.tobytes()).hexdigest()  # ok: TK302


def archive(arrays):
    for array in arrays:
        ARCHIVE[digest(array)] = array
        ARCHIVE["sound", sound_digest(array)] = array
    return len(ARCHIVE)


def by_text(measurements):
    """Float arrays print with eight digits."""
    return {str(m): m for m in measurements}  # expect: TK301


def by_small_integers():
    return {str(a): a for a in (np.array([1, 2]), np.array([3, 4]))}  # ok: TK301


def stream(table):
    return tf.data.Dataset.from_tensor_slices(list(table.items()))  # expect: TK404


def stream_columns(table):
    return tf.data.Dataset.from_tensor_slices((list(table), np.stack(list(table.values()))))  # ok: TK404


assert archive([np.zeros((2, 3)), np.zeros((3, 2)), np.zeros(6, dtype=np.int64)]) == 1 + 3
near = [np.array([0.1]), np.array([0.1 + 1e-12])]
assert len(by_text(near)) == 1
stream(by_small_integers())
print([key.numpy() for key, _ in stream_columns(by_small_integers())])
