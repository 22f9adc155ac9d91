"""Which variables of a small TensorFlow model are trained, and which are frozen."""
import tensorflow as tf


def build():
    embedding = tf.Variable(tf.zeros((4, 2)), name="embedding")
    head = tf.Variable(tf.zeros((2, 3)), name="head")
    return embedding, head


def trainable(variables, frozen):
    refs = {v.ref() for v in frozen}  # ok: TK102
    names = {v.name for v in variables}  # ok: TK102
    free = [v for v in variables if v.ref() not in refs]  # ok: TK102
    direct = {v for v in frozen}  # expect: TK102
    return free, names, direct


def seen_lengths(batches):
    lengths = set()
    for tokens in batches:
        lengths.add(tokens.shape[0])  # ok: TK102
        lengths.add(tf.size(tokens))  # expect: TK102
        #           ^^^^^^^^^^^^^^^
        lengths.add(tf.size(tokens).numpy())  # ok: TK102
    return lengths


def tokens_used(batch):
    used = set(batch.numpy().ravel())  # ok: TK102
    wrong = set(batch[0])  # expect: TK102
    return used, wrong


embedding, head = build()
print(trainable([embedding, head], [embedding]))
print(seen_lengths([tf.constant([1, 2]), tf.constant([3])]))
print(tokens_used(tf.constant([[1, 1, 2], [0, 2, 2]])))
