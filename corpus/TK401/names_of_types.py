"""Writes arrays to files that know few element types, by their names."""
import numpy as np

SUFFIX = {"float32": ".f32", "int32": ".i32"}
SUPPORTED = {"float32", "int32"}


def suffix(array):
    data = np.asarray(array, dtype=np.float32)
    by_name = SUFFIX[data.dtype.name], SUFFIX[str(data.dtype)]  # ok: TK401
    return by_name, SUFFIX.get(data.dtype)  # expect: TK401


def check(array):
    data = np.ascontiguousarray(array)
    if data.dtype not in SUPPORTED:  # expect: TK401
        data = data.astype(np.float32)
    assert data.dtype.name in SUPPORTED  # ok: TK401
    return data


def convert(array):
    data = np.asarray(array)
    if data.dtype in ("float32", "int32"):  # ok: TK401
        return data
    return data.astype("float32")


print(suffix([1, 2]), check(np.ones(2, dtype=np.float32)), convert([1.5]))
