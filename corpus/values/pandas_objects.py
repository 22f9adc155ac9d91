"""Frames, series and what they hand out."""
import numpy as np
import pandas as pd

frame = pd.DataFrame({"name": ["a", "b", "c"], "size": [1, 2, 3], "share": [0.5, 0.25, 0.25]})
sizes = frame["size"]

reveal_value(frame)  # is: pandas.DataFrame definite
reveal_value(sizes)  # todo-is: pandas.Series definite
reveal_value(frame.share)  # todo-is: pandas.Series definite
reveal_value(frame[["name", "size"]])  # todo-is: pandas.DataFrame definite
reveal_value(frame[frame["size"] > 1])  # todo-is: pandas.DataFrame definite
reveal_value(frame.head())  # is: pandas.DataFrame definite
reveal_value(frame.columns)  # is: pandas.Index definite
reveal_value(frame.to_numpy())  # is: numpy.ndarray rank=2 definite
reveal_value(frame.values)  # is: numpy.ndarray rank=2 definite
reveal_value(sizes.to_numpy())  # todo-is: numpy.ndarray rank=1 definite
reveal_value(sizes.values)  # todo-is: numpy.ndarray rank=1 definite
reveal_value(sizes + 1)  # todo-is: pandas.Series definite
reveal_value(sizes > 1)  # todo-is: pandas.Series definite
reveal_value(sizes.tolist())  # todo-is: list definite
reveal_value(frame.shape)  # is: tuple[int, int] definite
reveal_value(pd.Series([1, 2]))  # is: pandas.Series rank=1 definite
reveal_value(frame.groupby("name")["size"].sum())  # todo-is: pandas.Series definite
reveal_value(pd.concat([frame, frame]))  # todo-is: pandas.DataFrame definite
reveal_value(frame.to_dict())  # todo-is: dict definite
for column in frame:
    reveal_value(column)  # todo-is: str
for label, row in frame.iterrows():
    reveal_value(row)  # is: pandas.Series rank=1 definite
for row in frame[["size", "share"]].values:
    reveal_value(row)  # todo-is: numpy.ndarray rank=1 definite
for name, part in frame.groupby("name"):
    reveal_value(part)  # is: pandas.DataFrame definite
reveal_value(np.asarray(sizes))  # todo-is: numpy.ndarray rank=1 definite
