"""A parameter that the file's own calls leave out: what it is annotated with counts, not the None."""
from typing import Optional

import numpy as np

SEEN = {}


def remember(name: str, key: Optional[np.ndarray] = None):
    if key is None:
        return SEEN.get(name)  # ok: TK101
    return SEEN.get(key)  # expect: TK101


def remember_text(name: str, key: np.ndarray = None):
    return SEEN.get(key)  # ok: TK101


remember("a")
remember_text("a", "b")
caller = remember
try:
    caller("a", np.zeros(3))
except TypeError:
    pass
