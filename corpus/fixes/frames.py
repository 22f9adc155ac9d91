"""Columns and rows of other libraries."""
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import xarray as xr


def pandas_keys():
    column = pd.Series([1, 2])
    seen = {column}  # expect: TK102
    return column in seen  # expect: TK102


def arrow_keys():
    column = pa.array([1, 2])
    table = {column: "a"}  # expect: TK101
    return table.get(column)  # expect: TK101


def polars_keys():
    column = pl.Series([1, 2])
    table = {column: "a"}  # expect: TK101
    return table.get(column)  # expect: TK101


def xarray_keys():
    cell = xr.DataArray(np.array(7))
    table = {7: "a"}
    return table.get(cell)  # expect: TK101


print(pandas_keys(), arrow_keys(), polars_keys(), xarray_keys())
