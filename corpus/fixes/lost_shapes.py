"""Keys that lose something of the array they are made of."""
import hashlib

import numpy as np

BY_BYTES, BY_DIGEST, BY_TEXT, BY_FLAT = {}, {}, {}, {}


def by_bytes(signal: np.ndarray):
    key = signal.tobytes()  # expect: TK302
    if key not in BY_BYTES:
        BY_BYTES[key] = signal.T
    return BY_BYTES[key]


def by_digest(signal: np.ndarray):
    key = hashlib.sha256(signal.tobytes()).hexdigest()  # expect: TK302
    if key not in BY_DIGEST:
        BY_DIGEST[key] = signal.T
    return BY_DIGEST[key]


def by_text(weights: np.ndarray):
    key = f"model {weights}"  # expect: TK301
    if key not in BY_TEXT:
        BY_TEXT[key] = weights.sum()
    return BY_TEXT[key]


def by_flat(matrix):
    key = tuple(matrix.flatten())  # expect: TK305
    if key not in BY_FLAT:
        BY_FLAT[key] = matrix.T
    return BY_FLAT[key]


a, b = np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(3, 2)
for f in (by_bytes, by_digest, by_text, by_flat):
    f(a), f(b)
