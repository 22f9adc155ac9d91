"""Eager tensors of TensorFlow: made, reduced, indexed, iterated, converted."""
import tensorflow as tf

x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
labels = tf.constant([0, 2, 1])

reveal_value(x)  # is: tensorflow.Tensor rank=2 dtype=float32 definite
reveal_value(labels)  # todo-is: tensorflow.Tensor rank=1 dtype=int32 definite
reveal_value(tf.zeros((2, 3)))  # is: tensorflow.Tensor rank=2 dtype=float32 definite
reveal_value(tf.ones([4], dtype=tf.int64))  # is: tensorflow.Tensor rank=1 dtype=int64 definite
reveal_value(tf.range(5))  # is: tensorflow.Tensor rank=1 dtype=int32 definite
reveal_value(tf.random.normal((2, 2, 2)))  # is: tensorflow.Tensor rank=3 dtype=float32 definite
reveal_value(x + 1.0)  # is: tensorflow.Tensor rank=2 dtype=float32 definite
reveal_value(labels == 1)  # is: tensorflow.Tensor rank=1 dtype=bool definite
reveal_value(tf.reduce_sum(x))  # is: tensorflow.Tensor rank=0 dtype=float32 definite
reveal_value(tf.reduce_mean(x, axis=0))  # is: tensorflow.Tensor rank=1 dtype=float32 definite
reveal_value(tf.argmax(x, axis=1))  # is: tensorflow.Tensor rank=1 dtype=int64 definite
reveal_value(tf.matmul(x, x))  # is: tensorflow.Tensor rank=2 dtype=float32 definite
reveal_value(tf.reshape(x, [-1]))  # is: tensorflow.Tensor rank=1 dtype=float32 definite
reveal_value(tf.expand_dims(labels, 0))  # todo-is: tensorflow.Tensor rank=2 dtype=int32 definite
reveal_value(tf.stack([labels, labels]))  # todo-is: tensorflow.Tensor rank=2 dtype=int32 definite
reveal_value(tf.concat([x, x], axis=0))  # is: tensorflow.Tensor rank=2 dtype=float32 definite
reveal_value(tf.cast(labels, tf.float32))  # is: tensorflow.Tensor rank=1 dtype=float32 definite
reveal_value(tf.one_hot(labels, 3))  # is: tensorflow.Tensor rank=2 dtype=float32 definite
reveal_value(x[0])  # is: tensorflow.Tensor rank=1 dtype=float32 definite
reveal_value(x[0, 1])  # is: tensorflow.Tensor rank=0 dtype=float32 definite
reveal_value(x[:, :1])  # is: tensorflow.Tensor rank=2 dtype=float32 definite
reveal_value(x.numpy())  # is: numpy.ndarray rank=2 dtype=float32 definite
reveal_value(x[0, 0].numpy())  # is: numpy.float32 definite
reveal_value(int(labels[0]))  # is: int definite
for label in labels:
    reveal_value(label)  # todo-is: tensorflow.Tensor rank=0 dtype=int32 definite
for number, row in enumerate(x):
    reveal_value(row)  # is: tensorflow.Tensor rank=1 dtype=float32 definite
values, indices = tf.math.top_k(x, k=1)
reveal_value(indices)  # is: tensorflow.Tensor rank=2 dtype=int32 definite
for image, target in tf.data.Dataset.from_tensor_slices((x, tf.constant([0, 1]))):
    reveal_value(image)  # is: tensorflow.Tensor rank=1 dtype=float32 definite
    reveal_value(target)  # todo-is: tensorflow.Tensor rank=0 dtype=int32 definite

net = tf.keras.Sequential([tf.keras.layers.Dense(3)])
loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
reveal_value(net(x))  # is: tensorflow.Tensor
reveal_value(loss(labels[:2], net(x)))  # is: tensorflow.Tensor
