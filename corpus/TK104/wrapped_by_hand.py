"""Caches put around functions without decorator syntax, over lists and frames as well."""
import functools

import numpy as np
import pandas as pd


def _rank(values):
    return np.argsort(np.argsort(values))


def _summarise(frame):
    return frame.describe()


rank = functools.lru_cache(maxsize=16)(_rank)
summarise = functools.cache(_summarise)
length = functools.lru_cache(lambda values: len(values))
plain_rank = functools.partial(_rank)

scores = pd.DataFrame({"home": [3, 1, 2], "away": [0, 2, 2]})
print(rank(tuple(scores["home"])))  # ok: TK104
print(rank(scores["home"]))  # expect: TK104
#          ^^^^^^^^^^^^^^
print(plain_rank(scores["home"]), _rank(scores["away"].to_numpy()))  # ok: TK104
print(summarise(scores))  # expect: TK104
print(_summarise(scores))  # ok: TK104
print(length("abc"), length((1, 2)), length(frozenset({3})))  # ok: TK104
print(length({"a": 1}))  # expect: TK104
print(length(range(3)), length(scores.columns.name or "none"))  # ok: TK104


def rolling(values, width):
    result = []
    for start in range(len(values) - width + 1):
        part = values[start:start + width]
        result.append(rank(tuple(part.tolist())))  # ok: TK104
        result.append(rank(part))  # expect: TK104
    return result


print(len(rolling(np.array([3, 1, 2, 5]), 2)))
