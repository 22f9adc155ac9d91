"""Code that was written for arrays, given frames."""
import numpy as np
import pandas as pd

grid = np.arange(6.0).reshape(3, 2)
frame = pd.DataFrame({"height": [1.5, 1.8, 1.7], "weight": [60, 80, 70]})


def first_column_of_array():
    return grid[:, 0], grid[1:, 1]  # ok: TK108


def first_column():
    return frame.iloc[:, 0]  # expect: TK108


def first_column_by_position():
    return frame.iloc[:, 0], frame.iloc[1:, [0, 1]]  # ok: TK108


def by_label():
    return frame["height"], frame[["height", "weight"]], frame.loc[:, "height"]  # ok: TK108


def upper_rows():
    return frame[1:], frame[frame["height"] > 1.6]  # ok: TK108


def block():
    return frame[0:2, "height"]  # expect: TK108


print(first_column_of_array(), first_column_by_position(), by_label(), upper_rows())
first_column()
block()
