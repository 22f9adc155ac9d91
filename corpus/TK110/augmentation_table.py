"""Augmentations of a pipeline chosen out of dicts and sets while it is traced."""
import tensorflow as tf

SCALES = {0: 1.0, 1: 0.5}
RARE = {1}
SCALE_TABLE = tf.constant([1.0, 0.5])


def scale(image, label):
    factor = SCALES[label]  # expect: TK110
    return image * (factor or 1.0), label


def scale_by_gather(image, label):
    return image * tf.gather(SCALE_TABLE, label), label  # ok: TK110


def scale_by_rank(image, label):
    factor = SCALES[image.shape.rank - 1]  # ok: TK110
    return image * factor, label


def flip_rare(image, label):
    rare = label in RARE  # expect: TK110
    return tf.reverse(image, [0]) if rare else image, label


images = tf.ones((4, 3))
labels = tf.constant([0, 1, 1, 0])
pairs = tf.data.Dataset.from_tensor_slices((images, labels))
scaled = pairs.map(scale)
flipped = pairs.map(flip_rare)
gathered = list(pairs.map(scale_by_gather))
ranked = list(pairs.map(scale_by_rank))
assert float(gathered[1][0][0]) == 0.5 and float(ranked[0][0][0]) == 1.0
