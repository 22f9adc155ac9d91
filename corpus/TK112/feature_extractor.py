"""Activations of a frozen model, fetched by name: the feeds are keyed by what a function returns."""
import numpy as np
import tensorflow as tf


def make_inputs(shapes):
    return [tf.ones(shape) for shape in shapes]


def make_names(shapes):
    return [f"input_{number}:0" for number, _ in enumerate(shapes)]


def feed_for(inputs, arrays):
    return dict(feed_dict={tensor: array for tensor, array in zip(inputs, arrays)})  # ok: TK112


def call(session, arrays):
    first, second = make_inputs([(2,), (3,)])
    return session.run("features:0", feed_dict={first: arrays[0], second: arrays[1]})  # expect: TK112, TK112


def call_by_name(arrays):
    first, second = make_names(arrays)
    return dict(feed_dict={first: arrays[0], second: arrays[1]})  # ok: TK112


def call_by_reference(arrays):
    first, second = make_inputs([(2,), (3,)])
    return dict(feed_dict={first.ref(): arrays[0], second.ref(): arrays[1]})  # ok: TK112


arrays = [np.ones(2), np.ones(3)]
session = tf.compat.v1.Session(graph=tf.Graph())
call(session, arrays)
assert len(feed_for(make_names(arrays), arrays)["feed_dict"]) == 2
assert len(call_by_name(arrays)["feed_dict"]) == len(call_by_reference(arrays)["feed_dict"]) == 2
