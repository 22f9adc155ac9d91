"""Splits a table into features and target, and picks the best features by their correlation."""
import numpy as np
import pandas as pd

rng = np.random.default_rng(0)
NAMES = ["age", "income", "debt", "default"]
data = pd.DataFrame(rng.normal(size=(8, 4)), columns=NAMES)


class Selector:
    def __init__(self, table, target):
        self.features = table.drop(columns=[target])
        self.target = table[target]

    def strengths(self):
        return self.features.corrwith(self.target).abs()

    def best(self, count):
        order = np.argsort(self.strengths().to_numpy())[::-1]
        return self.features.iloc[:, order[:count]]  # ok: TK108

    def by_name(self, names):
        return self.features[names], self.features.loc[:, names]  # ok: TK108


def split(table, share):
    cut = int(len(table) * share)
    return table[:cut], table[cut:]  # ok: TK108


def split_like_arrays(table):
    return table[:, :-1]  # expect: TK108


def target_like_arrays():
    return data[:, -1]  # expect: TK108


selector = Selector(data, "default")
print(selector.best(2).shape, selector.by_name(["age"]), split(data, 0.5))
split_like_arrays(data)
target_like_arrays()
