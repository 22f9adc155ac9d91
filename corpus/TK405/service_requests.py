"""A server that answers coordinates; its answers stand in a cache file that clients ship with."""
import pickle

import numpy as np

SHIPPED = {"(48.5, 9.0)": "Tuebingen", "(52.5, 13.5)": "Berlin"}


class Gazetteer:
    def __init__(self, grid):
        self.grid = grid
        self.names = dict(SHIPPED)

    def nearest(self, place):
        distances = np.abs(self.grid - place).sum(axis=1)
        return tuple(self.grid[distances.argmin()])

    def name(self, place):
        row = self.grid[np.abs(self.grid - place).sum(axis=1).argmin()]
        return SHIPPED.get("%s" % str(tuple(row)))  # expect: TK405

    def name_of_numbers(self, place):
        row = self.grid[np.abs(self.grid - place).sum(axis=1).argmin()]
        return SHIPPED.get(str(tuple(float(v) for v in row)))  # ok: TK405

    def by_label(self, index):
        return SHIPPED.get(f"place {index}")  # ok: TK405


def snapshot(rows):
    table = {repr(tuple(row)): row.sum() for row in rows}  # expect: TK405
    return pickle.dumps(table)


def snapshot_of_bytes(rows):
    table = {row.tobytes(): row.sum() for row in np.asarray(rows)}  # ok: TK405
    return pickle.dumps(table)


points = np.array([[48.5, 9.0], [52.5, 13.5]])
service = Gazetteer(points)
assert service.name(np.array([52.0, 13.0])) is None
assert service.name_of_numbers(np.array([52.0, 13.0])) == "Berlin"
assert service.by_label(1) is None and service.nearest(np.zeros(2))[0] == 48.5
rows = np.ones((2, 3))
assert b"np.float64" in snapshot(rows) and snapshot_of_bytes(rows)
