"""Ways to write shape and type beside the bytes; every one tells a row from a column."""
import hashlib

import numpy as np

STORE = {}


def store(key, array):
    if key not in STORE:  # ok: TK302
        STORE[key] = array * 2  # ok: TK302
    return STORE[key]


def fed_in_steps(array: np.ndarray):
    state = hashlib.sha256(array.tobytes())
    state.update(str(array.shape).encode())
    state.update(array.dtype.str.encode())
    key = state.hexdigest()
    if key not in STORE:  # ok: TK302
        STORE[key] = array * 2
    return STORE[key]


def joined(array: np.ndarray):
    key = "|".join([str(array.shape), str(array.dtype), array.tobytes().hex()])
    STORE[key] = array  # ok: TK302
    key = f"{array.shape}{array.dtype.name}".encode() + array.tobytes()
    STORE[key] = array  # ok: TK302
    key = b"".join((str(array.shape).encode(), array.dtype.str.encode(), array.tobytes()))
    STORE[key] = array  # ok: TK302
    key = "%s %s %s" % (array.shape, array.dtype, array.tobytes())
    STORE[key] = array  # ok: TK302
    return len(STORE)


def tuples(array: np.ndarray):
    key = (array.tobytes(),) + array.shape + (array.dtype,)
    STORE[key] = array  # ok: TK302
    key = hash((array.shape, array.dtype.str, array.tobytes()))
    STORE[key] = array  # ok: TK302
    key = hashlib.sha1(array).digest() + repr((array.shape, array.dtype)).encode()
    STORE[key] = array  # ok: TK302
    return len(STORE)


row, column = np.arange(4.0).reshape(1, 4), np.arange(4.0).reshape(4, 1)
for number, function in enumerate((joined, tuples)):
    before = function(row)
    assert function(column) > before
fed_in_steps(row)
assert fed_in_steps(column).shape == (4, 1)
print(store("row", row).shape)
