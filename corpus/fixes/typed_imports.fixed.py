"""An import is added once, behind those that are there, and not where only type checkers look."""
from __future__ import annotations

# fix-args: --key-style sha256
import sys
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import hashlib

CACHE = {}
OTHER = {}


def one(image: np.ndarray) -> bytes | None:
    return CACHE.get((image.dtype.str, image.shape, image.tobytes()))  # expect: TK101


def two(image: np.ndarray, digest: "hashlib._Hash | None" = None):
    OTHER[(image.dtype.str, image.shape, image.tobytes()), sys.platform] = digest  # expect: TK101
