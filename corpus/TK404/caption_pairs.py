"""Captions and their images as elements of a dataset."""
import numpy as np
import tensorflow as tf

images = {"a cat": np.zeros((2, 2)), "a dog": np.ones((2, 2))}


def whole():
    items = list(images.items())
    return tf.data.Dataset.from_tensor_slices(items)  # expect: TK404


def sorted_items():
    return tf.data.Dataset.from_tensor_slices(sorted(images.items(), key=len))  # expect: TK404


def zipped():
    captions = tf.data.Dataset.from_tensor_slices(list(images))  # ok: TK404
    pictures = tf.data.Dataset.from_tensor_slices(np.stack(list(images.values())))  # ok: TK404
    return tf.data.Dataset.zip((captions, pictures))


def generated():
    signature = (tf.TensorSpec((), tf.string), tf.TensorSpec((2, 2), tf.float64))
    return tf.data.Dataset.from_generator(lambda: iter(images.items()),  # ok: TK404
                                          output_signature=signature)


def texts():
    return tf.data.Dataset.from_tensor_slices([[k, k.upper()] for k in images])  # ok: TK404


whole(), sorted_items()
assert [k.numpy() for k, _ in zipped()] == [k.numpy() for k, _ in generated()]
assert next(iter(texts())).numpy().tolist() == [b"a cat", b"A CAT"]
