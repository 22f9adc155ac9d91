"""TensorFlow 1 graph code: placeholders are keys of the feed, and hash by what they are."""
import tensorflow as tf

tf1 = tf.compat.v1


def build():
    x = tf1.placeholder(tf.float32, shape=(None, 2), name="x")
    rate = tf1.placeholder_with_default(0.5, shape=(), name="rate")
    return x, rate, tf.reduce_sum(x) * rate


def run(batches):
    results = []
    with tf1.Graph().as_default():
        x, rate, y = build()
        shared = {rate: 2.0}  # ok: TK101
        with tf1.Session() as session:
            for batch in batches:
                feed = {x: batch}  # ok: TK101
                feed.update(shared)
                results.append(session.run(y, feed_dict=feed))
            results.append(session.run(y, feed_dict={x: batches[0], rate: 1.0}))  # ok: TK101
    return results


print(run([[[1.0, 2.0]], [[3.0, 4.0]]]))
