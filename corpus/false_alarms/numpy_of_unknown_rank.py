"""`.numpy()` of a TensorFlow tensor is a scalar for rank 0: without the rank, be silent."""
import tensorflow as tf

NAMES = {0: "cat", 1: "dog", b"red": "color"}


def name_of(label):
    return NAMES.get(label.numpy())  # ok: TK101


def names(batch):
    return [NAMES[label.numpy()] for label in batch]  # ok: TK101


def from_dataset(dataset):
    found = {}
    for image, label in dataset:
        found[label.numpy()] = image.shape  # ok: TK101
        found[int(label)] = found.get(label.numpy(), 0)  # ok: TK101
    for label in dataset.map(lambda image, label: label).as_numpy_iterator():
        found[label] = 1  # ok: TK101
    return found


def static(tensor):
    table = {tensor.shape: tensor.dtype, tensor.shape.rank: 0}  # ok: TK101
    table[tuple(tensor.shape)] = tensor.shape[0]  # ok: TK101
    table[tf.TensorSpec.from_tensor(tensor)] = 1  # ok: TK101
    return table


labels = tf.constant([0, 1])
print(name_of(labels[0]), name_of(tf.constant("red")), names(labels), len(static(labels)))
print(from_dataset(tf.data.Dataset.from_tensor_slices((tf.zeros((2, 4)), labels))))
