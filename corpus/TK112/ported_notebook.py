"""A notebook of TensorFlow 1 that was ported by adding compat.v1, with eager tensors as feeds."""
import numpy as np
import tensorflow as tf

graph = tf.Graph()
image = tf.zeros((1, 4, 4))
weights = tf.Variable(tf.ones((4, 4)))
session = tf.compat.v1.Session(graph=graph)


def predict(picture):
    return session.run("out:0", feed_dict={image: picture})  # expect: TK112


def predict_named(picture):
    return dict(feed_dict={"image:0": picture, "scale:0": 2.0})  # ok: TK112


def feeds(picture):
    batch = {"image": picture}  # ok: TK112
    return dict(feed_dict=batch)


def feeds_by_variable(value):
    return dict(feed_dict={weights: value})  # expect: TK112


picture = np.ones((1, 4, 4), dtype=np.float32)
predict(picture)
assert len(predict_named(picture)["feed_dict"]) == 2
feeds(picture)
feeds_by_variable(picture)
