"""Rows of sensors given to a dataset: names beside numbers, numbers beside vectors, and columns."""
import numpy as np
import tensorflow as tf

readings = {"door": [0.1, 0.2], "roof": [0.3, 0.5]}
limits = [(1, [0.5, 0.6]), (2, [0.7, 0.8])]


def pairs():
    rows = [(name, values) for name, values in readings.items()]
    return tf.data.Dataset.from_tensor_slices(rows)  # expect: TK404


def columns():
    names, values = list(readings), np.array(list(readings.values()))
    return tf.data.Dataset.from_tensor_slices((names, values))  # ok: TK404


def named_columns():
    return tf.data.Dataset.from_tensor_slices({"name": list(readings), "x": [0.1, 0.3]})  # ok: TK404


def numbers():
    return tf.data.Dataset.from_tensor_slices(limits)  # expect: TK404


def regular():
    return tf.data.Dataset.from_tensor_slices([(1.0, 0.5), (2.0, 0.7)])  # ok: TK404


pairs(), numbers()
for name, values in columns():
    print(name.numpy(), values.numpy())
assert [int(row[0]) for row in regular()] == [1, 2]
assert next(iter(named_columns()))["name"].numpy() == b"door"
