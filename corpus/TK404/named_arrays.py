"""Items of a dict as a dataset: names and arrays do not make one tensor."""
import numpy as np
import tensorflow as tf

features = {"age": np.array([31.0, 45.0]), "height": np.array([1.7, 1.8])}


def from_items(table):
    return tf.data.Dataset.from_tensor_slices(list(table.items()))  # expect: TK404


def from_parts(table):
    names, values = list(table), np.stack(list(table.values()))
    return tf.data.Dataset.from_tensor_slices((names, values))  # ok: TK404


def from_dict(table):
    return tf.data.Dataset.from_tensor_slices(table)  # ok: TK404


def from_columns(table):
    return tf.data.Dataset.from_tensor_slices(dict(table))  # ok: TK404


from_items(features)
for name, values in from_parts(features):
    print(name.numpy().decode(), values.numpy())
for row in from_dict(features):
    print(float(row["age"]), sorted(from_columns(features).element_spec))
