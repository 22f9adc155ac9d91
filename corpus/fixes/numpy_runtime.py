#!/usr/bin/env python
# Whole arrays as keys of the hashing library.
# fix-args: --key-style tkhash
from __future__ import annotations

import numpy as np

SOLVED = {}


def solve(matrix: np.ndarray):
    if matrix in SOLVED:  # expect: TK101
        return SOLVED[matrix]  # expect: TK101
    result = SOLVED[matrix] = np.linalg.inv(matrix)  # expect: TK101
    return result


solve(np.eye(3))
