"""A runner of one's own that takes a feed_dict, and dicts that are passed under other names."""
import numpy as np
import tensorflow as tf


class Runner:
    """Keeps a tf.compat.v1 signature for old callers."""

    def run(self, fetches, feed_dict=None, options=None):
        values = {name: np.asarray(value) for name, value in (feed_dict or {}).items()}
        return {fetch: values for fetch in fetches}, options


image, mask = tf.zeros((2, 2)), tf.ones((2, 2))
runner = Runner()
runner.run(["out"], feed_dict={"image": image, "mask": mask})  # ok: TK112
runner.run(["out"], feed_dict={image.shape: image})  # ok: TK112
runner.run(["out"], feed_dict={image: mask})  # expect: TK112
runner.run(["out"], feed_dict={("image", mask): mask})  # expect: TK112
runner.run(["out"], options={"image": image})  # ok: TK112
runner.run(["out"], options={mask: image})  # expect: TK101
wanted = {}
wanted["mask"] = mask  # ok: TK112
runner.run(["out"], feed_dict=wanted)
