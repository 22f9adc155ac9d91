"""Evaluation loop in eager TensorFlow that prints the names of the predicted classes."""
import tensorflow as tf

CLASS_NAMES = {0: "airplane", 1: "bird", 2: "ship"}


def predict(images, weights):
    logits = tf.matmul(images, weights)
    return tf.argmax(logits, axis=1)


def show(images, weights):
    predicted = predict(images, weights)
    lines = []
    for label in predicted:
        lines.append(CLASS_NAMES[label.numpy()])  # ok: TK101
        lines.append(CLASS_NAMES[label])  # expect: TK101
        #                        ^^^^^
    return lines


def variables_by_layer(layers):
    owners = {}
    for number, variable in enumerate(layers):
        owners[variable.ref()] = number  # ok: TK101
        owners[variable] = number  # expect: TK101
    return owners


def per_class_loss(labels, losses):
    sums = {}
    for label, loss in zip(labels.numpy(), losses.numpy()):
        sums[label] = sums.get(label, 0.0) + loss  # ok: TK101
    total = tf.reduce_sum(losses)
    sums[total] = len(sums)  # expect: TK101
    sums[float(total)] = len(sums)  # ok: TK101
    return sums


batch = tf.reshape(tf.range(12, dtype=tf.float32), (4, 3))
show(batch, tf.eye(3))
variables_by_layer([tf.Variable(1.0), tf.Variable(2.0)])
per_class_loss(tf.constant([0, 1, 1]), tf.constant([0.5, 0.25, 0.125]))
