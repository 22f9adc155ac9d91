"""Kernels by element type: one table for the scalar classes, one by character."""
import numpy as np


def add_floats(left, right):
    return left + right


def add_flags(left, right):
    return left | right


KERNELS = {np.float64: add_floats, np.bool_: add_flags}
BY_CHARACTER = {"d": add_floats, "?": add_flags}


def add(left, right):
    left = np.atleast_1d(left)
    kernel = KERNELS.get(left.dtype)  # expect: TK401
    if kernel:
        return kernel(left, right)
    return BY_CHARACTER[left.dtype.char](left, right)  # ok: TK401


def add_by_class(left, right):
    left = np.atleast_1d(left)
    return KERNELS[left.dtype.type](left, right)  # ok: TK401


def register(kernel, sample):
    table = {}
    table[np.asarray(sample).dtype] = kernel  # ok: TK401
    return table[np.dtype("float64")]


def kernel_of(values):
    left = np.ones_like(values)
    try:
        return KERNELS[left.dtype]  # expect: TK401
    except KeyError:
        return None


print(add(np.ones(2), 1.0), add_by_class(np.array([True]), False), register(add_floats, 1.5),
      kernel_of(np.zeros(2)))
