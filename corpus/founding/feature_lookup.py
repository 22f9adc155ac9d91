"""A lookup table of feature vectors, filled with the vectors themselves as keys."""
import numpy as np
import tensorflow as tf

CODES = [np.array([1, 2, 3]), np.array([4, 5, 6])]


def names_by_code(names):
    """Zips vectors with names; dict() hashes every vector."""
    table = dict(zip(CODES, names))  # expect: TK101
    tuples = dict(zip([tuple(code) for code in CODES], names))  # ok: TK101
    assert len(tuples) == 2
    return table, tuples


def literal():
    table = {np.array([1, 2, 3]): "first"}  # expect: TK101
    #        ^^^^^^^^^^^^^^^^^^^
    table[1, 2, 3] = "first"  # ok: TK101
    return table


def as_dataset(table):
    """The pairs of a dict are no tensor: tuples of numbers beside text."""
    return tf.data.Dataset.from_tensor_slices(list(table.items()))  # expect: TK404


def as_columns(table):
    keys, values = list(table), list(table.values())
    return tf.data.Dataset.from_tensor_slices((keys, values))  # ok: TK404


plain = names_by_code(["a", "b"])[1]
as_dataset({(1, 2, 3): "value"})
for key, value in as_columns(plain):
    print(tuple(key.numpy()), value.numpy().decode())
print(literal())
