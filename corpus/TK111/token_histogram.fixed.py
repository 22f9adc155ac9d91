"""Token frequencies over batches of JAX and TensorFlow."""
from collections import Counter

import jax.numpy as jnp
import tensorflow as tf


def of_jax(tokens):
    good = Counter(tokens.tolist())  # ok: TK111
    also = Counter(int(t) for t in tokens)  # ok: TK111
    bad = Counter(tokens.tolist())  # expect: TK111
    pairs = Counter(zip(tokens.tolist(), tokens[1:].tolist()))  # expect: TK111
    return good, also, bad, pairs


def of_tensorflow(batch):
    good = Counter(batch.numpy().ravel())  # ok: TK111
    rows = Counter(map(tuple, batch.numpy().tolist()))  # expect: TK111
    nested = Counter(map(tuple, batch.numpy().tolist()))  # ok: TK111
    return good, rows, nested


def of_lines(lines):
    words = [line.split() for line in lines]
    return Counter(w for line in words for w in line), Counter(map(tuple, words))  # expect: TK111


print(of_jax(jnp.array([1, 1, 2])), of_tensorflow(tf.constant([[1, 2], [1, 2]])))
print(of_lines(["a b a", "b"]))
