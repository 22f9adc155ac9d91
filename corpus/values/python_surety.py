"""What is as sure as what it was made of: attributes of objects that may be of a derived class, results
of likely arguments, operators with unknown things, and look-ups that may find nothing."""
import itertools
import os
import re

import numpy as np


class Slot:
    def __get__(self, instance, owner):
        return np.zeros(3)

    def __set__(self, instance, value):
        pass


class Stored:
    def __set__(self, instance, value):
        instance.__dict__["stored"] = value


class Model:
    slot = Slot()
    stored = Stored()

    def __new__(cls, *sizes):
        return super().__new__(cls)

    def __init__(self, rows):
        self.weights = np.zeros((rows, 2))
        self.stored = "a"

    def first(self):
        reveal_value(self.weights)  # is: numpy.ndarray rank=2 dtype=float64 likely
        return self.weights[0]


model = Model(3)
reveal_value(model.weights)  # is: numpy.ndarray rank=2 dtype=float64 definite
reveal_value(model.first())  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(model.slot)  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(model.stored)  # is: unknown


def convert(x, other=None):
    reveal_value(np.asarray(x))  # is: numpy.ndarray rank=1 dtype=int64 likely
    reveal_value(np.zeros((other, 2)))  # is: numpy.ndarray rank=2 dtype=float64 definite


convert([1, 2], 3)


def combine(other):
    grid = np.ones((2, 2), dtype=np.int64)
    reveal_value(grid + other)  # is: numpy.ndarray likely
    reveal_value(3 != other)  # is: bool likely


combine(eval("2"))


total = 0
for row in np.ones((4, 5)):
    total = total + row
reveal_value(total)  # is: numpy.ndarray rank=1 dtype=float64 definite

table = {"a": np.zeros(3)}
reveal_value(table["a"])  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(table.get("a"))  # is: numpy.ndarray rank=1 dtype=float64 likely
reveal_value(os.environ.get("HOME"))  # is: str likely
reveal_value(os.environ)  # is: os._Environ[str, str] definite
reveal_value(re.compile("a(b)?").match("a").group(1))  # is: str | None definite

reveal_value(2j)  # is: complex definite
reveal_value(np.array([1.0, 2j]))  # is: numpy.ndarray rank=1 dtype=complex128 definite
reveal_value(np.array([2j]) * 2)  # is: numpy.ndarray rank=1 dtype=complex128 definite
reveal_value(np.array([2j]).real)  # is: numpy.ndarray rank=1 definite
reveal_value(abs(np.array([2j])))  # is: numpy.ndarray rank=1 definite
reveal_value(np.array([44253463435747313673]))  # is: numpy.ndarray definite
reveal_value(10 ** 2)  # is: int definite
for power in (1, 2):
    reveal_value(10 ** power)  # is: int likely

for pair in itertools.product((0, 1), repeat=2):
    reveal_value(pair)  # is: tuple[int, int] definite
for several in itertools.product((0, 1), repeat=len(table)):
    reveal_value(several)  # is: tuple[int, ...] definite


class Context:
    def __enter__(self):
        return 1

    def __exit__(self, *details):
        return False


with Context() as entered:
    reveal_value(entered)  # is: int definite


def barred(name: str):
    if name is None:
        found = np.zeros(3)
    else:
        found = "there"
    reveal_value(found)  # is: str likely
    chosen = 1 if name is not None else 2.0
    reveal_value(chosen)  # is: int likely


def asserted(name: str):
    assert name is None
    reveal_value(name)  # is: unknown
    reveal_value(3 != name)  # is: bool likely


def chained(first, more):
    reveal_value(first.a and isinstance(more, str) and not more)  # is: unknown | bool likely
    reveal_value([first.b, np.float32(1) * 2])  # is: list[unknown | numpy.float32] likely
    reveal_value(first.a * [1, 2])  # is: unknown | list[int] definite


class Box:
    pass


barred("a")
asserted(eval("None"))

for box in (Box(),):
    box.a = box.b = 3
    chained(eval("box"), eval("'x'"))
