"""Frames, series and what they hand out."""
import numpy as np
import pandas as pd

frame = pd.DataFrame({"name": ["a", "b", "c"], "size": [1, 2, 3], "share": [0.5, 0.25, 0.25]})
sizes = frame["size"]

reveal_value(frame)  # is: pandas.DataFrame[str] definite
reveal_value(sizes)  # is: pandas.Series rank=1 definite
reveal_value(frame.share)  # is: pandas.Series rank=1 likely
reveal_value(frame[["name", "size"]])  # is: pandas.DataFrame[str] definite
reveal_value(frame[frame["size"] > 1])  # is: pandas.DataFrame[str] definite
reveal_value(frame.head())  # is: pandas.DataFrame[str] definite
reveal_value(frame.columns)  # is: pandas.Index rank=1 definite
reveal_value(frame.to_numpy())  # is: numpy.ndarray rank=2 definite
reveal_value(frame.values)  # is: numpy.ndarray rank=2 definite
reveal_value(sizes.to_numpy())  # is: numpy.ndarray rank=1 definite
reveal_value(sizes.values)  # is: numpy.ndarray rank=1 likely
reveal_value(sizes + 1)  # is: pandas.Series rank=1 definite
reveal_value(sizes > 1)  # is: pandas.Series rank=1 definite
reveal_value(sizes.tolist())  # is: list[unknown] definite
reveal_value(frame.shape)  # is: tuple[int, int] definite
reveal_value(pd.Series([1, 2]))  # is: pandas.Series rank=1 definite
reveal_value(frame.groupby("name")["size"].cumsum())  # is: pandas.Series rank=1 definite
reveal_value(frame.groupby("name")["size"].sum())  # todo-is: pandas.Series rank=1 definite
reveal_value(pd.concat([frame, frame]))  # is: pandas.DataFrame definite
reveal_value(frame.to_dict())  # is: dict[unknown, dict[unknown, unknown]] definite
reveal_value(frame.to_dict("records"))  # is: list[dict[unknown, unknown]] definite
reveal_value(frame.iloc[0])  # is: pandas.Series rank=1 definite
reveal_value(frame.iloc[0, 1])  # is: unknown
reveal_value(frame.loc[:, "size"])  # is: pandas.Series rank=1 definite
reveal_value(frame.loc[frame["size"] > 1])  # is: pandas.DataFrame definite
reveal_value(sizes.iloc[0])  # is: unknown
reveal_value(sizes[:2])  # is: pandas.Series rank=1 definite
reveal_value(sizes.map(str).str.upper())  # is: pandas.Series rank=1 definite
reveal_value(frame.mean(numeric_only=True))  # is: pandas.Series rank=1 definite
reveal_value(frame.isna().any(axis=None))  # is: unknown
reveal_value(pd.to_datetime(["2020-01-01"]))  # is: pandas.DatetimeIndex rank=1 definite
reveal_value(pd.to_datetime("2020-01-01"))  # is: pandas.Timestamp definite
for column in frame:
    reveal_value(column)  # is: str
for label, row in frame.iterrows():
    reveal_value(row)  # is: pandas.Series rank=1 definite
for row in frame[["size", "share"]].values:
    reveal_value(row)  # is: numpy.ndarray rank=1 definite
for name, part in frame.groupby("name"):
    reveal_value(part)  # is: pandas.DataFrame definite
reveal_value(np.asarray(sizes))  # is: numpy.ndarray rank=1 definite
texts = pd.Series(["a b", "c"])
for text in texts:
    reveal_value(text)  # is: str definite
for word in texts.map(lambda text: text.split()):
    reveal_value(word)  # is: list[str] definite
