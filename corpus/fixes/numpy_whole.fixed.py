#!/usr/bin/env python
# Whole arrays as keys: element type, shape and bytes.
from __future__ import annotations

import numpy as np

SOLVED = {}


def solve(matrix: np.ndarray):
    if (matrix.dtype.str, matrix.shape, matrix.tobytes()) in SOLVED:  # expect: TK101
        return SOLVED[(matrix.dtype.str, matrix.shape, matrix.tobytes())]  # expect: TK101
    result = SOLVED[(matrix.dtype.str, matrix.shape, matrix.tobytes())] = np.linalg.inv(matrix)  # expect: TK101
    return result


solve(np.eye(3))
