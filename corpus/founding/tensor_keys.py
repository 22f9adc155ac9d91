"""Eager TensorFlow tensors as keys: the display raises before any handler is entered."""
import hashlib
import json

import tensorflow as tf


def remember(value):
    key = tf.constant([1, 2, 3])
    table = {key: value}  # expect: TK101
    try:
        return table[key]  # ok-raises: TK101
    except TypeError as error:
        return f"not hashable: {error}"


def remember_tuple(value):
    key = tf.constant([1, 2, 3])
    table = {tuple(key.numpy()): value}  # ok: TK101
    return table[tuple(key.numpy())]  # ok: TK101


def remember_matrix(value):
    """tuple() of a matrix is a tuple of arrays."""
    key = tf.constant([[1, 2], [3, 4]])
    table = {}
    table[tuple(key.numpy())] = value  # expect: TK101
    table[tuple(map(tuple, key.numpy().tolist()))] = value  # ok: TK101
    return table


def remember_serialized(value):
    key = tf.io.serialize_tensor(tf.constant([1, 2, 3])).numpy()
    return {hashlib.sha256(key).hexdigest(): value}  # ok: TK101, TK302


def structured(tensor):
    content = {"shape": tensor.shape.as_list(), "data": tensor.numpy().tolist()}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()  # ok: TK302


def weights_seen(variables):
    seen = set()
    for variable in variables:
        seen.add(variable)  # expect: TK102
        seen.add(variable.ref())  # ok: TK102
    return seen


print(remember("v"), remember_tuple("v"), remember_matrix("v"), len(remember_serialized("v")))
one, other = tf.constant([[1, 2], [3, 4]]), tf.constant([[1, 2, 3, 4]])
assert structured(one) != structured(other)
print(len(weights_seen([tf.Variable(1.0)])))
