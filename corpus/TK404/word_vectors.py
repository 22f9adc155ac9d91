"""Word vectors as dataset elements, and other lists that are regular enough."""
import numpy as np
import tensorflow as tf

vectors = {word: np.full(3, n, dtype=np.float32) for n, word in enumerate(("red", "fish"))}
counts = {"red": 2, "fish": 5}


def lists(table):
    rows = [[k, v] for k, v in table.items()]
    return tf.data.Dataset.from_tensor_slices(rows)  # expect: TK404


def texts(table):
    rows = [[k, str(v)] for k, v in table.items()]
    return tf.data.Dataset.from_tensor_slices(rows)  # ok: TK404


def values(table):
    return tf.data.Dataset.from_tensor_slices(list(table.values()))  # ok: TK404


def keys(table):
    return tf.data.Dataset.from_tensor_slices(list(table))  # ok: TK404


def zipped(table):
    return tf.data.Dataset.zip((keys(table), values(table)))  # ok: TK404


lists(counts)
print([t.numpy().tolist() for t in texts(counts)])
print(len(values(vectors)), [w.numpy() for w in keys(vectors)])
for word, vector in zipped(vectors):
    print(word.numpy().decode(), vector.numpy())
mixed = tf.data.Dataset.from_tensor_slices(list(vectors.items()))  # expect: TK404
