"""Tuples as keys and text as values, given to a dataset pair by pair."""
import tensorflow as tf

names = {(1, 2, 3): "first", (4, 5, 6): "second"}
numbers = {(1, 2): 3, (4, 5): 6}
squares = {n: n * n for n in range(4)}

pairs = tf.data.Dataset.from_tensor_slices(list(squares.items()))  # ok: TK404
print([tuple(p.numpy()) for p in pairs])

split = tf.data.Dataset.from_tensor_slices((list(names), list(names.values())))  # ok: TK404
for key, value in split:
    print(key.numpy(), value.numpy().decode())

broken = tf.data.Dataset.from_tensor_slices(list(names.items()))  # expect: TK404


def ragged(table):
    return tf.data.Dataset.from_tensor_slices(list(table.items()))  # expect: TK404


def regular(table):
    return tf.data.Dataset.from_tensor_slices((list(table.keys()), list(table.values())))  # ok: TK404


ragged(numbers)
print(len(regular(numbers)))
