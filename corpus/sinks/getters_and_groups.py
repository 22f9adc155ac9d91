"""Rows of measurements, grouped and looked up by what a function takes out of them."""
import contextlib
import itertools
import operator
from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

rows = [{"site": np.array([4, 2]), "name": "north", "value": 0.5}, {"site": np.array([4, 3]), "name": "south", "value": 0.7}]
site_of, name_of = operator.itemgetter("site"), operator.itemgetter("name")
totals = {}


class Probe:
    def __init__(self, position, label):
        self.position = position
        self.label = label


for row in rows:
    totals[name_of(row)] = row["value"]  # ok: TK101
    totals[operator.itemgetter("name", "value")(row)] = 1  # ok: TK101
    totals[site_of(row)] = row["value"]  # expect: TK101

probe = Probe(np.zeros(2), "p1")
known = {operator.attrgetter("label")(probe): 1}  # ok: TK101
known[operator.attrgetter("label", "position")(probe)] = 2  # expect: TK101
shape_of = operator.attrgetter("position.shape")
known[shape_of(probe)] = 3  # ok: TK101

for name, group in itertools.groupby(rows, key=name_of):
    totals[name] = len(list(group))  # ok: TK101
for line, group in itertools.groupby(np.array([[1, 2], [1, 2]]), key=tuple):
    totals[line] = 1  # ok: TK101
for line, group in itertools.groupby([np.ones(2)]):
    totals[line] = 1  # expect: TK101
list(itertools.starmap(totals.setdefault, [(np.ones(2), 2)]))  # expect: TK101
list(itertools.starmap(totals.setdefault, [("west", 1)]))  # ok: TK101
seen = set(itertools.chain(np.arange(6).reshape(3, 2), [0]))  # expect: TK102
numbers = set(itertools.chain(np.arange(6), [0]))  # ok: TK102
both = set(itertools.chain.from_iterable([np.eye(2), ["end"]]))  # expect: TK102


class Layers(MutableMapping):
    """A mapping that writes the five methods and gets the others from its base."""

    def __init__(self):
        self.kept = {}

    def __getitem__(self, key):
        return self.kept[key]  # expect: TK101

    def __setitem__(self, key, value):
        self.kept[key] = value  # ok: TK101

    def __delitem__(self, key):
        del self.kept[key]

    def __iter__(self):
        return iter(self.kept)

    def __len__(self):
        return len(self.kept)


layers = Layers()
layers["first"] = np.eye(2)
print(layers.get("second"), layers.get(np.ones(2)))


class Event(NamedTuple):
    where: object
    count: int


@dataclass(frozen=True)
class Setting:
    bounds: object
    steps: int = 3


moved = {Event("door", 1)._replace(where="gate")}  # ok: TK102
lost = {Event("door", 1)._replace(where=np.zeros(2))}  # expect: TK102
tuned = {replace(Setting((0, 1)), steps=4)}  # ok: TK102
wide = {replace(Setting((0, 1)), bounds=np.array([0, 1]))}  # expect: TK106


@contextlib.contextmanager
def opened(frame):
    yield frame


with opened(np.zeros(3)) as frame, opened("camera") as camera:
    known[camera] = 4  # ok: TK101
    known[frame] = 5  # expect: TK101
wide_frames = True
known[np.zeros(3) if wide_frames else "narrow"] = 6  # expect: TK101
point = np.zeros(2)
known[tuple(point) if isinstance(point, np.ndarray) else point] = 7  # ok: TK101
