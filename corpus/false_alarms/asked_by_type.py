"""What a value is was asked through type(x), a name for it, or issubclass; lambdas that tests expect to fail."""
from unittest import TestCase

import numpy as np
import torch

SEQUENCES = (list, tuple)


def collect(thing, found):
    kind = type(thing)
    if kind in SEQUENCES:
        for inner in thing:
            collect(inner, found)
    elif issubclass(kind, np.ndarray):
        collect(thing.tolist(), found)
    elif kind is dict:
        collect(list(thing.values()), found)
    elif kind != torch.Tensor:
        found.add(thing)  # ok: TK102, TK202
    return found


class Matrices:
    def __init__(self):
        self.shapes = {"design": (2, 2), "selection": (2, 3)}
        self.design = np.zeros((2, 2))

    def __setitem__(self, key, value):
        kind = type(key)
        if kind is str:
            assert key in self.shapes  # ok: TK101
            setattr(self, key, value)
        elif kind is tuple:
            name, place = key[0], key[1:]
            assert name in self.shapes  # ok: TK101
            getattr(self, name)[place] = value


matrices = Matrices()
matrices["design"] = np.eye(2)
matrices["design", np.array([0, 1]), 0] = 1.0  # ok: TK101
assert collect([1, (2, [3]), {"a": 4}, np.arange(5, 7), torch.ones(2)], set()) == {1, 2, 3, 4, 5, 6}
TestCase().assertRaises(TypeError, lambda: {np.ones(2)})  # ok: TK102
TestCase().assertRaises((KeyError, TypeError), lambda: {}[np.ones(2)])  # ok: TK101
