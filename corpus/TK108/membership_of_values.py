"""Asks whether labels and values are there."""
import numpy as np
import pandas as pd

members = pd.DataFrame({"name": ["ann", "ben"], "team": [1, 2]})
wanted = np.array(["ann", "eve"])


def has_column(name):
    return name in members, name in members.columns  # ok: TK108


def has_label(label):
    return label in members["name"], label in members.index  # ok: TK108


def has_names():
    return wanted in members["name"]  # expect: TK108


def names_there():
    return members["name"].isin(wanted).any(), "ann" in members["name"].values  # ok: TK108


def has_columns():
    return ["name", "team"] in members.columns  # expect: TK108


def has_row(row):
    return row in members  # expect: TK108


def all_columns():
    return {"name", "team"} <= set(members.columns)  # ok: TK108


print(has_column("team"), has_label(0), names_there(), all_columns())
has_names()
has_columns()
has_row(np.array([1, 2]))
