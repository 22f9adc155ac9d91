"""Detections as named tuples: they hash as long as no field is an array."""
from collections import namedtuple
from typing import NamedTuple

import numpy as np


class Detection(NamedTuple):
    label: str
    box: np.ndarray
    score: float


Center = namedtuple("Center", ["x", "y"])


def detect(count):
    rng = np.random.default_rng(5)
    return [Detection(f"car{n}", rng.uniform(size=4), rng.random()) for n in range(count)]


def codes(detections):
    result = []
    for found in detections:
        center = Center((found.box[0] + found.box[2]) / 2, found.box[1])
        result.append(hash(center))  # ok: TK103
        result.append(hash((found.label, found.score)))  # ok: TK103
        result.append(hash(found._replace(box=tuple(found.box))))  # ok: TK103
    return result


one = Detection("bus", np.zeros(4), 0.5)
print(codes(detect(2)))
print(hash(one.label))  # ok: TK103
print(hash(one))  # expect: TK103
pair = ("key", np.zeros(2))
print(hash(pair[0]), hash(type(pair[1])))  # ok: TK103
print(hash(pair))  # expect: TK103
print(hash(frozenset([one.label, one.score])))  # ok: TK103
print(hash(Center(one.box, 0)))  # expect: TK103
