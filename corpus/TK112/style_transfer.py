"""Gradient steps on an image, written for sessions and run eagerly."""
import numpy as np
import tensorflow as tf


class Painter:
    def __init__(self, content):
        self.content = tf.constant(content)
        self.session = tf.compat.v1.Session(graph=tf.Graph())
        self.step = 0

    def loss(self, picture):
        feed = {}
        feed[self.content] = picture  # expect: TK112
        return self.session.run("loss:0", feed_dict=feed)

    def loss_eager(self, picture):
        history = {self.step: picture}  # ok: TK112
        self.step += 1
        return tf.reduce_mean((self.content - picture) ** 2), history

    def options(self, picture):
        return dict(feed_dict={"content:0": picture}, fetches=["loss:0"])  # ok: TK112


painter = Painter(np.zeros((2, 2), dtype=np.float32))
picture = np.ones((2, 2), dtype=np.float32)
assert float(painter.loss_eager(picture)[0]) == 1.0
assert "feed_dict" in painter.options(picture)
try:
    painter.loss(picture)
except RuntimeError:
    print("the graph is empty")
