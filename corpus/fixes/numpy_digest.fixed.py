#!/usr/bin/env python
# Whole arrays as keys, in the form of a digest.
# fix-args: --key-style sha256
from __future__ import annotations

import numpy as np
import hashlib

SOLVED = {}


def solve(matrix: np.ndarray):
    if hashlib.sha256(repr((matrix.dtype.str, matrix.shape)).encode() + matrix.tobytes()).hexdigest() in SOLVED:  # expect: TK101
        return SOLVED[hashlib.sha256(repr((matrix.dtype.str, matrix.shape)).encode() + matrix.tobytes()).hexdigest()]  # expect: TK101
    result = SOLVED[hashlib.sha256(repr((matrix.dtype.str, matrix.shape)).encode() + matrix.tobytes()).hexdigest()] = np.linalg.inv(matrix)  # expect: TK101
    return result


solve(np.eye(3))
