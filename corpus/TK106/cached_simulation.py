"""A simulation that is cached by its scenario: the scenario has an array inside."""
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np


@dataclass(frozen=True)
class Base:
    seed: int


@dataclass(frozen=True)
class Scenario(Base):
    rates: np.ndarray
    label: str = "default"

    @property
    def total(self):
        return float(self.rates.sum())


@dataclass(unsafe_hash=True)
class Grid:
    low: float
    high: float
    points: np.ndarray = None

    def sampled(self):
        return np.linspace(self.low, self.high, 5)


@lru_cache(maxsize=None)
def simulate(scenario):
    rng = np.random.default_rng(scenario.seed)
    return rng.poisson(scenario.total, size=3)


@lru_cache(maxsize=None)
def simulate_total(seed, total):
    return np.random.default_rng(seed).poisson(total, size=3)


grid = Grid(0.0, 1.0)
scenario = Scenario(1, grid.sampled())
simulate_total(scenario.seed, scenario.total)  # ok: TK106
simulate(scenario)  # expect: TK106
simulate(Base(3)) if False else simulate_total(3, 1.0)  # ok: TK106
print(hash(grid), hash(Base(2)), hash(replace(grid, high=2.0)))  # ok: TK106
print(hash(Grid(0.0, 1.0, grid.sampled())))  # expect: TK106
print(hash(Grid(0.0, 1.0, points=tuple(grid.sampled()))))  # ok: TK106
print({Scenario(2, rates=scenario.rates.tobytes())})  # ok: TK106
