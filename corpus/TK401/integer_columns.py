"""Chooses how to store an array by what its elements are."""
import numpy as np

INTEGERS = {np.int32, np.int64}
FLOATS = (np.float32, np.float64)


def is_whole(values: np.ndarray) -> bool:
    return values.dtype in INTEGERS  # expect: TK401


def is_whole_by_class(values: np.ndarray) -> bool:
    return values.dtype.type in INTEGERS  # ok: TK401


def is_fraction(values: np.ndarray) -> bool:
    return values.dtype in FLOATS  # ok: TK401


def is_whole_by_kind(values: np.ndarray) -> bool:
    return values.dtype.kind in {"i", "u"}  # ok: TK401


def is_number(values: np.ndarray) -> bool:
    return values.dtype in [np.int64, np.float64] or np.issubdtype(values.dtype, np.number)  # ok: TK401


counts = np.arange(3)
print(is_whole(counts), is_whole_by_class(counts), is_fraction(counts), is_whole_by_kind(counts),
      is_number(counts))
