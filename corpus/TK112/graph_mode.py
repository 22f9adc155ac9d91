"""Placeholders of a graph are what a feed_dict is keyed by."""
import numpy as np
import tensorflow as tf

graph = tf.Graph()
with graph.as_default():
    inputs = tf.compat.v1.placeholder(tf.float32, (None, 3), name="inputs")
    scale = tf.constant(2.0)
    outputs = tf.reduce_sum(inputs * scale, axis=1)


def run(values, factor=None):
    feed = {inputs: values}  # ok: TK112
    if factor is not None:
        feed[scale] = factor  # ok: TK112
    with tf.compat.v1.Session(graph=graph) as session:
        return session.run(outputs, feed_dict=feed)


def run_list(values):
    with tf.compat.v1.Session(graph=graph) as session:
        return session.run(outputs, feed_dict={[inputs]: values})  # expect: TK112


values = np.ones((2, 3), dtype=np.float32)
assert run(values).tolist() == [6.0, 6.0]
assert run(values, 1.0).tolist() == [3.0, 3.0]
run_list(values)
