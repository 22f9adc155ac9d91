"""Numbers, whole tensors and variables of TensorFlow."""
import tensorflow as tf

NAMES = {0: "cat", 1: "dog"}


def show(labels):
    chosen = tf.constant([0, 1, 1])
    counts = {}
    for label in chosen.numpy().tolist():
        counts[label] = counts.get(label, 0) + 1  # expect: TK101, TK101
    return NAMES[tf.argmax(labels).numpy().item()], counts  # expect: TK101


def slots():
    weight = tf.Variable(1.0)
    state = {}
    state[weight.ref()] = 0  # expect: TK101
    return state[weight.ref()]  # expect: TK101


def remember(text):
    words = {}
    tokens = tf.constant([text, "b"])
    words[tf.io.serialize_tensor(tokens).numpy()] = 1  # expect: TK101
    grid = tf.zeros([2, 2])
    words[(grid.dtype.name, tuple(grid.shape), grid.numpy().tobytes())] = 2  # expect: TK101
    return words


print(show(tf.constant([0.1, 0.9])), slots())
