"""Profiles the columns of any table: what cannot be counted is said so."""
import numpy as np
import pandas as pd

columns = {
    "vector": pd.Series([np.zeros(2), np.ones(2)]),
    "label": pd.Series(["a", "b"]),
}
vectors = pd.Series([np.zeros(2), np.ones(2)])


def size_or_none():
    try:
        return vectors.nunique()  # ok-raises: TK107
    except TypeError:
        return None


def sizes_of(table):
    return {name: len(column) for name, column in table.items()}


def norms():
    lengths = vectors.map(np.linalg.norm)
    return lengths.unique(), lengths.nunique()  # ok: TK107


def strict_size():
    found = vectors.copy()
    return found.nunique()  # expect: TK107


print(size_or_none(), sizes_of(columns), norms())
strict_size()
