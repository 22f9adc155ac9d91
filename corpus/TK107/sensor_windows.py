"""Windows of a sensor's signal, kept as arrays in a column of objects."""
import numpy as np
import pandas as pd

signal = np.sin(np.arange(12.0))


def windows(values, width):
    return [values[start:start + width] for start in range(0, len(values) - width + 1, width)]


parts = pd.Series(windows(signal, 4), index=["a", "b", "c"])
means = parts.map(lambda part: float(part.mean()))


def summary():
    peaks = parts.apply(lambda part: part.max().item())
    print(peaks.nunique(), means.unique())  # ok: TK107
    print(pd.unique(means))  # ok: TK107
    print(parts.map(bytes).nunique())  # ok: TK107
    return pd.unique(parts)  # expect: TK107


def repeated():
    kept = parts.dropna()
    kept = kept.sort_index()
    labels, levels = pd.factorize(kept)  # expect: TK107
    return labels, levels


def ranks():
    return pd.factorize(means)  # ok: TK107


print(ranks())
for step in (summary, repeated):
    print(step())
