"""Functions under tf.function that keep sets of what they have seen."""
import numpy as np
import tensorflow as tf

SEEN = set()
STOP = {0, 1}


@tf.function
def remember(batch):
    SEEN.add(np.array(batch).tobytes())  # expect: TK309
    return tf.reduce_sum(batch)


@tf.function
def remember_shape(batch):
    SEEN.add(tuple(batch.shape))  # ok: TK309
    SEEN.add(batch.dtype.name)  # ok: TK309
    return tf.reduce_sum(batch)


@tf.function
def skip(tokens):
    first = tokens[0].numpy() in STOP  # expect: TK309
    return tf.constant(bool(first))


@tf.function
def skip_in_graph(tokens):
    return tf.reduce_any(tf.equal(tokens[0], sorted(STOP)))  # ok: TK309


def count(batches):
    for batch in batches:
        SEEN.add(batch.numpy().tobytes())  # ok: TK309
    return len(SEEN)


tokens = tf.constant([1, 5])
remember(tokens), remember_shape(tokens), skip(tokens)
assert bool(skip_in_graph(tokens))
assert count([tokens, tokens + 1]) == 4
