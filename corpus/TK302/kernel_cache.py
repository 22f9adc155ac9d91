"""Transforms of kernels, cached by bytes: rows, columns and matrices meet in one dict."""
import hashlib

import numpy as np

transforms, plans = {}, {}


def transform(kernel):
    key = kernel.tobytes()  # expect: TK302
    if key not in transforms:
        transforms[key] = np.fft.fft(kernel)
    return transforms[key]


def transform_exact(kernel):
    key = hashlib.sha1(repr((kernel.shape, kernel.dtype.str)).encode() + kernel.tobytes()).digest()  # ok: TK302
    if key not in transforms:
        transforms[key] = np.fft.fft(kernel)
    return transforms[key]


def window(length):
    taps = np.hanning(length)
    key = (length, taps.tobytes())  # ok: TK302
    plans[key] = taps.sum()
    return plans[key]


def local(frames):
    seen = set()
    for frame in frames:
        seen.add(frame[:4].tobytes())  # ok: TK302
    return len(seen)


row = np.array([[1.0, 2.0, 3.0, 4.0]])
column, square = row.reshape(4, 1), row.reshape(2, 2)
assert transform(row).shape == transform(column).shape == transform(square).shape
assert transform_exact(row).shape != transform_exact(square).shape
print(window(8), local(np.zeros((3, 8))))
