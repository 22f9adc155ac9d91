"""Names of labels inside a data pipeline and a tf.function."""
import numpy as np
import tensorflow as tf

NAMES = {0: "cat", 1: "dog"}
TABLE = tf.constant(["cat", "dog"])
DEFAULT = tf.constant(1)


@tf.function
def name_of(labels):
    name = NAMES[labels[0].numpy()]  # expect: TK309
    return tf.constant(name if name else "")


@tf.function
def name_from_table(labels):
    fallback = NAMES[int(DEFAULT.numpy())]  # ok: TK309
    return tf.strings.join([tf.gather(TABLE, labels[0]), fallback])


@tf.function
def name_by_shape(labels):
    return tf.constant(NAMES.get(labels.shape[0] - 2, "many"))  # ok: TK309


def eager_name(labels):
    return NAMES[labels[0].numpy()]  # ok: TK309


labels = tf.constant([0, 1])
name_of(labels)
assert name_from_table(labels).numpy() == b"catdog"
assert name_by_shape(labels).numpy() == b"cat"
assert eager_name(labels) == "cat"
pairs = tf.data.Dataset.from_tensor_slices([0, 1])
assert [NAMES[value.numpy()] for value in pairs] == ["cat", "dog"]  # ok: TK309
assert NAMES[np.asarray(labels)[1]] == "dog"  # ok: TK309
