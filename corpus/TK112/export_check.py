"""Checks an exported graph against the eager model, batch by batch."""
import numpy as np
import tensorflow as tf

batches = tf.data.Dataset.from_tensor_slices(np.arange(6.0, dtype=np.float32).reshape(3, 2))


def eager(batch):
    return tf.reduce_sum(batch * 2.0)


def exported(session, batch):
    return session.run(["total:0"], feed_dict={batch: batch.numpy()})  # expect: TK112


def exported_by_name(session, batch):
    feed = {"batch:0": batch.numpy()}  # ok: TK112
    return (session, feed)


def compare(session):
    totals = {}
    for number, batch in enumerate(batches):
        totals[number] = float(eager(batch))  # ok: TK112
        exported(session, batch)
        exported_by_name(session, batch)
    return totals


session = tf.compat.v1.Session(graph=tf.Graph())
assert compare(session) == {0: 2.0, 1: 10.0, 2: 18.0}
