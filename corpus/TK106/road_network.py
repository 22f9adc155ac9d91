"""Junctions of a road network as frozen dataclasses with coordinates."""
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Junction:
    number: int
    position: np.ndarray


@dataclass(frozen=True)
class NamedJunction:
    number: int
    position: np.ndarray = field(compare=False)


@dataclass(eq=False, frozen=True)
class Marker:
    position: np.ndarray


def by_number(coordinates):
    return {n: Junction(n, row) for n, row in enumerate(coordinates)}  # ok: TK106


def degrees(junctions, edges):
    count = {}
    for a, b in edges:
        count[junctions[a]] = count.get(a, 0) + 1  # expect: TK106
        count[junctions[b].number] = 1  # ok: TK106
    return count


coordinates = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
junctions = by_number(coordinates)
degrees(junctions, [(0, 1), (1, 2)])
visited = {NamedJunction(3, coordinates[0])}  # ok: TK106
visited.add(NamedJunction(3, coordinates[1]))  # ok: TK106
assert len(visited) == 1
start = Junction(9, coordinates[2])
reached = {start}  # expect: TK106
marks = {Marker(coordinates[0]), Marker(coordinates[0])}  # ok: TK106
same_place = Junction(9, tuple(coordinates[2]))
reached = {same_place: start}  # ok: TK106
