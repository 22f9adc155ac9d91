"""Named tuples that hold dicts and arrays, and are given a hash of their own afterwards."""
import collections

import numpy as np

Snapshot = collections.namedtuple("Snapshot", ["step", "state", "weights"])
Snapshot.__hash__ = lambda self: hash(self.step)
Snapshot.__eq__ = lambda self, other: self.step == other.step


def latest(steps):
    kept = set()
    for step in steps:
        kept.add(Snapshot(step, {"seen": step}, np.ones(2)))  # ok: TK102
    return len(kept)


class Exactly:
    def __init__(self, value):
        self.value = value


class Instance(Exactly):
    pass


def rule_for(what):
    if isinstance(what, str):
        return Exactly(what)
    if what is callable:
        return Exactly(callable)
    if isinstance(what, type):
        return Instance(what)
    return what


rules = {rule_for(what).value: what for what in (str, list, "auto", callable)}
print(latest([1, 1, 2]), len(rules))
