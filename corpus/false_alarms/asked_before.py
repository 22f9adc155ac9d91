"""Tests on items and attributes, annotations that mean any sequence, fields that are made anew."""
from dataclasses import dataclass, field

import numpy as np


def write(store, *parts):
    if len(parts) == 1 and isinstance(parts[0], dict):
        found = parts[0]
    elif len(parts) == 2 and isinstance(parts[0], str):
        found = {parts[0]: parts[1]}  # ok: TK101
    else:
        raise ValueError("a name and an array, or a dict of them")
    store.update(found)


class Signal:
    def __init__(self, key):
        self.key = key

    def label(self, table):
        if isinstance(self.key, np.ndarray):
            return "array"
        return table.get(self.key, "?")  # ok: TK101


class Wires(tuple):
    """A sequence that hashes by its items."""


class Circuit:
    def __init__(self):
        self.factors = {}

    def add(self, factor, wires: list[int]):
        self.factors[wires] = factor  # ok: TK101
        for known in list(self.factors):
            if known is not wires:
                self.factors.pop(known)  # ok: TK101


class Frozen(dict):
    def __hash__(self):
        return hash(frozenset(self.items()))


@dataclass(frozen=True)
class Settings:
    options: dict = field(default_factory=dict)

    def __post_init__(self):
        object.__setattr__(self, "options", Frozen(self.options))


class Rules(dict):
    """A mapping with a hash of its own, from behind the class that takes it away."""

    def __hash__(self):
        return super(dict, self).__hash__()  # ok: TK103


def printed_codes(codes):
    return {str(np.array(code)): i for i, code in enumerate(codes)}  # ok: TK301


def spell(value, unit, sep):
    if unit is None:
        unit = {"dms": "degree"}.get(sep, "hour")  # ok: TK101
    return f"{value}{unit}{sep[0]}"


store = {}
write(store, {"x": np.ones(2)})
write(store, "y", np.ones(2))
assert Signal(np.ones(2)).label({}) == "array" and Signal("a").label({"a": 1}) == 1
circuit = Circuit()
circuit.add("X", Wires((0, 1)))
circuit.add("Z", Wires((1, 2)))
assert len(circuit.factors) == 1
assert isinstance(hash(Settings({"shots": 10})), int)  # ok: TK106
assert isinstance(hash(Rules(a=1)), int)
assert len(printed_codes([[0, 1], [1, 0]])) == 2
assert spell(1.5, str("h"), ["-", "|"]) == "1.5h-" and spell(2, None, "dms") == "2degreed"
