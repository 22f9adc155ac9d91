"""Lists in cells: counting compares them by content, finding the different ones hashes them."""
import numpy as np
import pandas as pd

paths = pd.Series([["home", "cart"], ["home"], ["home", "cart"]])
corners = pd.Series([np.array([0, 1]), np.array([0, 1]), np.array([2, 3])])


def frequent_paths():
    return paths.value_counts(), paths.duplicated()  # ok: TK213


def frequent_corners():
    return corners.value_counts()  # expect: TK213


def at_origin():
    return corners.isin([np.array([0, 1])])  # expect: TK213, TK213


def at_origin_by_content():
    as_rows = corners.map(lambda corner: tuple(corner.tolist()))
    return as_rows.isin([(0, 1)]), as_rows.value_counts()  # ok: TK213


def left():
    return corners.map(lambda corner: corner[0]).isin([0])  # ok: TK213


print(frequent_paths(), frequent_corners(), at_origin(), at_origin_by_content(), left())
