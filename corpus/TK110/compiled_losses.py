"""Losses inside tf.function; what is a Python value there, and what is not."""
import tensorflow as tf

LOSSES = {"mse": tf.keras.losses.MeanSquaredError(), "mae": tf.keras.losses.MeanAbsoluteError()}
MARGIN = {1: 0.1, 2: 0.2}


@tf.function
def loss(name, target, predicted):
    return LOSSES[name](target, predicted)  # ok: TK110


@tf.function
def margin_loss(target, predicted):
    label = tf.argmax(target, axis=-1)
    margin = MARGIN.get(label, 0.0)  # expect: TK110
    return tf.reduce_mean(predicted) + (margin or 0.0)


@tf.function
def margin_by_rank(predicted):
    margin = MARGIN[predicted.shape.rank]  # ok: TK110
    return tf.reduce_mean(predicted) + margin


@tf.function
def margin_by_gather(target, predicted):
    margins = tf.gather([0.0, 0.1, 0.2], tf.argmax(target, axis=-1))  # ok: TK110
    return tf.reduce_mean(predicted - margins)


class Trainer:
    def __init__(self):
        self.history = {}

    @tf.function
    def train_step(self, batch):
        total = tf.reduce_sum(batch)
        self.history["last"] = batch.shape  # ok: TK110
        self.history[total] = 1  # expect: TK110
        return total


one_hot, scores = tf.constant([[0.0, 1.0]]), tf.constant([[0.3, 0.7]])
print(loss("mse", one_hot, scores), margin_by_rank(scores), margin_by_gather(one_hot, scores))
trainer = Trainer()
print(margin_loss(one_hot, scores), trainer.train_step(scores))
