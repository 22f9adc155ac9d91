"""Codes of categories, cached by the raw bytes of the column that they were computed from."""
from collections import Counter

import numpy as np

codes, text_codes = {}, {}
hits = Counter()


def factorize(values):
    column = np.asarray(values).astype(object)
    if column.tobytes() in codes:  # expect: TK306
        hits["object"] += 1
    unique = sorted(set(column))
    codes[column.tobytes()] = unique  # expect: TK306
    return unique


def factorize_text(values):
    column = np.asarray(values).astype(str)
    key = (column.dtype.str, column.shape, column.tobytes())  # ok: TK306
    if key in text_codes:
        hits["text"] += 1
    text_codes[key] = sorted(set(column.tolist()))
    return text_codes[key]


def factorize_numbers(values):
    column = np.asarray(values, dtype=np.int32)
    key = (column.dtype.str, column.shape, column.tobytes())  # ok: TK306
    if key in codes:
        hits["number"] += 1
    codes[key] = sorted(set(column.tolist()))
    return codes[key]


words = [letter * 3 for letter in "xyx"]
for _ in range(2):
    factorize([word + "!" for word in words])
    factorize_text([word + "!" for word in words])
    factorize_numbers([1000, 2000, 1000])
assert hits == {"text": 1, "number": 1}
