"""Functions of Dataset.map that look into Python dicts."""
import tensorflow as tf

WEIGHTS = {1: 0.5, 2: 1.5}
lookup = tf.lookup.StaticHashTable(
    tf.lookup.KeyValueTensorInitializer([1, 2], [0.5, 1.5]), default_value=0.0)


def weigh(label):
    weight = WEIGHTS.get(label.numpy(), 1.0)  # expect: TK309
    return label, weight


def weigh_by_table(label):
    return label, lookup.lookup(label)  # ok: TK309


def weigh_in_python(label):
    return WEIGHTS.get(int(label.numpy()), 1.0)  # ok: TK309


labels = tf.data.Dataset.from_tensor_slices(tf.constant([1, 2, 2]))
weighted = labels.map(weigh)
tabled = list(labels.map(weigh_by_table))
python = list(labels.map(lambda label: tf.py_function(weigh_in_python, [label], tf.float32)))
assert [float(weight) for _, weight in tabled] == [float(weight) for weight in python]
print([WEIGHTS[label.numpy()] for label in labels])  # ok: TK309
