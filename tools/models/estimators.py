"""Fitted estimators: what scikit-learn's classes hold after they have seen data of several kinds."""

from __future__ import annotations

import copy
import warnings
from functools import cache
from typing import Any, Iterator

import numpy as np

from facts import resolve


def data() -> Iterator[tuple[Any, ...]]:
    """Two classes, three, numbers, several targets; rows as an array, a sparse matrix, a frame; labels; texts."""
    import pandas
    import scipy.sparse
    rows = np.abs(np.random.RandomState(0).normal(size=(12, 3)))
    yield rows, np.arange(12) % 2
    yield rows, np.arange(12) % 3
    yield rows, np.linspace(0.0, 1.0, 12)
    yield rows, np.stack([np.arange(12) % 2, np.arange(12) % 3], axis=1)
    yield scipy.sparse.csr_matrix(rows), np.arange(12) % 3
    yield pandas.DataFrame(rows, columns=["a", "b", "c"]), np.array(["x", "y"] * 6)
    yield (np.arange(12) % 3,)
    yield (["x", "y"] * 6,)


def sizes(cls: type) -> dict[str, int]:
    """Few trees, neighbours and components: the data are few."""
    wanted = {"n_estimators": 2, "n_neighbors": 2, "n_components": 2, "n_clusters": 2, "max_iter": 20, "k": 2,
              "perplexity": 3, "cv": 2, "random_state": 0}
    return {name: value for name, value in wanted.items() if name in cls().get_params()}


@cache
def trained(name: str) -> list[Any]:
    cls, made = resolve(name), []
    for given in data():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                made.append(cls(**sizes(cls)).fit(*given))
        except (ValueError, TypeError):      # it does not take such data
            continue
    return made


def fitted(name: str) -> list[Any]:
    return copy.deepcopy(trained(name))
