#!/usr/bin/env python
# Whole arrays as keys of the hashing library.
# fix-args: --key-style tkhash
from __future__ import annotations

import numpy as np
import tkhash

SOLVED = {}


def solve(matrix: np.ndarray):
    if tkhash.key(matrix) in SOLVED:  # expect: TK101
        return SOLVED[tkhash.key(matrix)]  # expect: TK101
    result = SOLVED[tkhash.key(matrix)] = np.linalg.inv(matrix)  # expect: TK101
    return result


solve(np.eye(3))
