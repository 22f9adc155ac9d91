"""Class names looked up inside Dataset.map: the mapped tensor has no value yet."""
import tensorflow as tf

NAMES = {0: "cat", 1: "dog"}
WEIGHTS = {0: 0.5, 1: 2.0}

keys = tf.constant([0, 1], dtype=tf.int64)
table = tf.lookup.StaticHashTable(
    tf.lookup.KeyValueTensorInitializer(keys, tf.constant(["cat", "dog"])), "unknown")


def with_name(image, label):
    name = NAMES[label]  # expect: TK110 "Tensor is unhashable. Instead, use tensor.ref() as the key"
    #            ^^^^^
    return image, name or "unknown"


def with_weight(image, label):
    weight = WEIGHTS.get(label, 1.0)  # expect: TK110
    return image, weight or 1.0


def with_table(image, label):
    return image, table[label]  # ok: TK110


def with_gather(image, label):
    return image, tf.gather(tf.constant([0.5, 2.0]), label)  # ok: TK110


def by_eye(label):
    return NAMES[int(label)]  # ok: TK110


def with_python(image, label):
    return image, tf.py_function(lambda n: by_eye(n), [label], tf.string)  # ok: TK110


data = tf.data.Dataset.from_tensor_slices((tf.zeros((2, 3)), keys))
for function in (with_table, with_gather, with_python):
    print([second.numpy() for _, second in data.map(function)])
data.map(with_weight)
data.map(with_name)
