#!/usr/bin/env python
# Whole arrays as keys, in the form of a text.
# fix-args: --key-style string
from __future__ import annotations

import numpy as np

SOLVED = {}


def solve(matrix: np.ndarray):
    if repr((matrix.dtype.str, matrix.shape, matrix.tolist())) in SOLVED:  # expect: TK101
        return SOLVED[repr((matrix.dtype.str, matrix.shape, matrix.tolist()))]  # expect: TK101
    result = SOLVED[repr((matrix.dtype.str, matrix.shape, matrix.tolist()))] = np.linalg.inv(matrix)  # expect: TK101
    return result


solve(np.eye(3))
