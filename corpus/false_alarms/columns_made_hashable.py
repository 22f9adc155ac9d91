"""Columns of vectors that have been given a form that hashes before anything looks for equal cells."""
import numpy as np
import pandas as pd

bank = np.arange(12.0).reshape(3, 4)


def tabulate():
    return pd.DataFrame({"name": ["a", "b", "a"], "vector": list(bank), "tags": [["x"], ["x", "y"], []]})


def assigned():
    table = tabulate()
    table["vector"] = table["vector"].apply(tuple)
    print(table["vector"].nunique(), table.drop_duplicates(["name", "vector"]).shape)
    return table.groupby("vector").size()  # ok: TK107


def mapped():
    table = tabulate()
    table["vector"] = table["vector"].map(lambda vector: vector.tobytes())
    return {row.vector: row.name for row in table.itertuples()}


def located():
    table = tabulate()
    table.loc[:, "tags"] = table["tags"].map(tuple)
    return table["tags"].unique(), set(table["tags"])


def cell_by_cell():
    table = tabulate()
    for i in range(len(table)):
        table.at[i, "tags"] = ",".join(table.at[i, "tags"])
    return table["tags"].nunique()  # ok: TK107


def by_attribute():
    table = tabulate()
    table.vector = table.vector.map(tuple)
    return table["vector"].unique()


def exploded():
    table = tabulate().explode("tags")
    return table["tags"].unique(), {row.tags for row in table.itertuples()}  # ok: TK107, TK102


def as_text():
    table = tabulate().astype(str)
    return set(table["vector"]), table.drop_duplicates()


def inserted():
    table = tabulate()
    table.insert(1, "joined", [",".join(tags) for tags in table.pop("tags")])
    table["tags"] = table["joined"]
    return table["tags"].unique()


def helped(table):
    table["tags"] = [" ".join(tags) for tags in table["tags"]]
    table["vector"] = [vector.tobytes() for vector in table["vector"]]


def by_a_helper():
    table = tabulate()
    helped(table)
    return table["tags"].unique(), table.drop_duplicates(), set(table["vector"])


def other_columns():
    table = tabulate()
    for row in table.itertuples():
        print({row.name: row.vector}, {row.Index: row.tags}, {row[1]: row[2]})
    for name, rows in table.groupby("name"):
        print({name: rows["vector"].iloc[0]})
    return table.drop_duplicates("name"), table["name"].value_counts()


for step in (assigned, mapped, located, cell_by_cell, by_attribute, exploded, as_text, inserted, by_a_helper, other_columns):
    print(step())
