"""isin of pandas takes sets as they are; numpy's does not."""
import numpy as np
import pandas as pd

cities = pd.Series(["rome", "oslo", "rome"])
codes = np.array([39, 47, 39])
south = {"rome", "athens"}
prefixes = {39, 30}


def in_the_south():
    return cities.isin(south), cities[cities.isin(south)].unique()  # ok: TK402


def by_prefix():
    return np.isin(codes, prefixes)  # expect: TK402


def by_prefix_series():
    return pd.Series(codes).isin(prefixes).to_numpy()  # ok: TK402


def by_prefix_of_series():
    column = pd.Series(codes)
    return np.isin(column, prefixes)  # expect: TK402


def by_comprehension():
    return np.isin(codes, [code for code in prefixes]), np.isin(codes, [39])  # ok: TK402


print(in_the_south(), by_prefix(), by_prefix_series(), by_prefix_of_series(), by_comprehension())
