"""Columns of words as object arrays: their bytes are addresses."""
import hashlib

import numpy as np

encodings = {}


def encode(words):
    column = np.array(words, dtype=object)
    key = column.tobytes()  # expect: TK306
    if key not in encodings:
        encodings[key] = [len(word) for word in column]
    return encodings[key]


def encode_fixed(words):
    column = np.array(words, dtype="U16")
    key = column.tobytes()  # ok: TK306
    if key not in encodings:
        encodings[key] = [len(word) for word in column]
    return encodings[key]


def digest(words):
    column = np.asarray(words, dtype=object)
    return hashlib.sha256(column.tobytes()).hexdigest()  # expect: TK306


def fresh(*parts):
    return ["".join(part) for part in parts]


first, second = fresh("ab", "cd"), fresh("ab", "cd")
encode(first)
encode(second)
assert len(encodings) == 2
encode_fixed(first)
encode_fixed(second)
assert len(encodings) == 3
seen = {digest(first)}
assert digest(second) not in seen and first == second
