"""Distances that are remembered, with functools and numpy."""
import functools
from functools import lru_cache

import numpy as np


@lru_cache(maxsize=128)
def distance(a, b):
    return float(np.linalg.norm(np.subtract(a, b)))


@functools.cache
def power_table(n, exponent=2):
    return np.arange(n) ** exponent


@lru_cache
def described(shape, dtype):
    return f"{shape} {dtype}"


def nearest(points, target):
    best = None
    for point in points:
        d = distance(tuple(point), tuple(target))  # ok: TK104
        best = d if best is None else min(best, d)
    return best


def nearest_broken(points):
    return [distance(point, 0.0) for point in points]  # expect: TK104


cloud = np.random.default_rng(2).normal(size=(5, 3))
print(nearest(cloud, cloud[0]))
print(nearest_broken(cloud))
print(distance(cloud[0, 0], cloud[0, 1]))  # ok: TK104
print(power_table(len(cloud)), power_table(cloud.shape[1], exponent=3))  # ok: TK104
print(power_table(np.arange(3)))  # expect: TK104
print(power_table(3, exponent=np.ones(3)))  # expect: TK104
print(described(cloud.shape, cloud.dtype))  # ok: TK104
print(distance([0, 0], (1, 1)))  # expect: TK104
print(distance.__wrapped__(cloud[0], cloud[1]), distance.cache_info())  # ok: TK104
