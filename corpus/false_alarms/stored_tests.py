"""Tests whose result stands in a variable, and functions that look a key over before it is used."""

from abc import ABC, abstractmethod
from collections.abc import Mapping

import numpy as np

DTYPES = {int: "i", float: "f"}


def dtype_of(x):
    is_type = isinstance(x, type)
    if is_type and x in DTYPES:            # ok: TK101
        return DTYPES[x]                   # ok: TK101
    return np.asarray(x).dtype


def symbol_in(*values):
    for value in values:
        if isinstance(value, np.ndarray):
            return value
    return None


def pick(table, key):
    found = symbol_in(key)
    if found is not None:
        return found.sum()
    return table[key]                      # ok: TK101


def order(channels=None):
    if isinstance(channels, Mapping):
        return list(channels.values())
    return channels in {None, "first", "last"}     # ok: TK102


class Reader(ABC):
    @classmethod
    def read(cls, name, factory):
        return factory(name)

    @abstractmethod
    def rows(self):
        ...


class Table(Reader):
    NAMES = {"rows": 3}

    @classmethod
    def load(cls):
        return super().read("rows", cls.count)

    @classmethod
    def count(cls, name):
        return cls.NAMES[name]             # ok: TK101

    def rows(self):
        return [1]


print(dtype_of(int), dtype_of(np.zeros(3)))
print(pick({1: "a"}, 1), pick({}, np.zeros(2)))
print(order("first"), order({"a": "last"}))
print(Table.load(), Table().rows())
