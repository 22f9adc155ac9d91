"""Arrays of libraries that spell their conversions in their own way."""
import numpy as np
import polars as pl
import pyarrow as pa
import xarray as xr


def columns(names, ids):
    table = {}
    table[pa.array(["a", "b"])] = names  # expect: TK101
    return table.get(pa.array(ids)), table  # expect: TK101


def series(scores):
    ranks = {}
    column = pl.Series("score", scores)
    ranks[column] = len(ranks)  # expect: TK101
    return ranks


def cells(grid):
    field = xr.DataArray(grid)
    found = {field: 1}  # expect: TK101
    return found, {float(field.sum()): "all"}, field.shape


def numbers(column):
    return [v.as_py() for v in column]   # a scalar of Arrow is no number of Python


if __name__ == "__main__":
    print(len(columns(["a"], [1])), series([1.0, 2.0]), cells(np.eye(2)), numbers(pa.array([1])))
