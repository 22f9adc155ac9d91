"""Interpolation tables behind a cache: numbers in, tables out, and one array in."""
import functools

import numpy as np


class Interpolator:
    def __init__(self, nodes):
        self.nodes = tuple(nodes)

    @functools.lru_cache(maxsize=4)
    def weights(self, position, order=1):
        distance = np.abs(np.asarray(self.nodes) - position)
        return (1.0 / (distance + 1e-9)) ** order

    @functools.cached_property
    def table(self):
        return np.outer(self.nodes, self.nodes)

    @staticmethod
    @functools.cache
    def grid(count):
        return np.linspace(0.0, 1.0, count)


@functools.singledispatch
def sampled(points):
    return float(points)


@sampled.register
def _(points: np.ndarray):
    return points.mean()


interpolator = Interpolator([0.0, 0.5, 1.0])
points = Interpolator.grid(5)  # ok: TK104
values = [interpolator.weights(float(point)) for point in points]  # ok: TK104
values += [interpolator.weights(point) for point in points]  # ok: TK104
values.append(interpolator.weights(points))  # expect: TK104
values.append(interpolator.weights(0.5, order=points[:1]))  # expect: TK104
values.append(interpolator.weights(0.5, order=points[0]))  # ok: TK104
print(sampled(points), interpolator.table.shape, len(values))  # ok: TK104
