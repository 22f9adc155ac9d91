"""Arguments that a function collects with a star are hashed as what they are."""
import numpy as np


def distinct(*items):
    return set(items)  # expect: TK102


def distinct_shapes(*arrays):
    return {a.shape for a in arrays}  # ok: TK102


def first_of(table, *names):
    return [table[name] for name in names]  # ok: TK101


def labels_of(*labels):
    return set(labels)  # ok: TK102


readings = np.arange(4)
print(len(distinct(readings, 3)))
print(distinct_shapes(np.zeros(2), readings))
print(first_of({"a": readings}, "a"))
print(labels_of(*readings.tolist()))
print(labels_of("cat", readings[0], 3.5))
