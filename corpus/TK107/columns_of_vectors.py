"""Recommendations from a table whose columns hold vectors and lists, next to plain ones."""
import numpy as np
import pandas as pd

rng = np.random.default_rng(0)
bank = rng.normal(size=(3, 4)).round(2)


def make_table(n=6):
    return pd.DataFrame({
        "user": [i % 2 for i in range(n)],
        "item": [f"item {i}" for i in range(n)],
        "vector": [bank[i % 3] for i in range(n)],
        "tags": [["new", "cheap"][: i % 3] for i in range(n)],
    })


def by_vector(table):
    users = {}
    for row in table.itertuples():
        users[row.item] = row.user  # ok: TK101
        users[row.vector] = row.user  # expect: TK101
    return users


def by_row(table):
    seen = set()
    for _, row in table.iterrows():
        seen.add(row["user"])  # ok: TK102
        seen.add(row["vector"])  # expect: TK102
        seen.add(tuple(row["vector"]))  # ok: TK102
    return seen


def kinds(table):
    print(table["user"].nunique(), table["item"].unique())  # ok: TK107
    print(table["tags"].unique())  # expect: TK107
    print(table.vector.nunique())  # expect: TK107
    return set(table["vector"].tolist())  # expect: TK102


def once(table):
    print(len(table.drop_duplicates("user")), len(table.drop_duplicates(["user", "item"])))  # ok: TK107, TK213
    print(len(table.drop_duplicates("vector")))  # expect: TK213
    print(len(table.drop_duplicates(["user", "vector"])))  # expect: TK107
    print(len(table.drop_duplicates()))  # expect: TK107
    print(table.duplicated(subset=["user", "tags"]).sum())  # expect: TK107
    print(table.value_counts("vector"))  # expect: TK107


def groups(table):
    print(table.groupby("user").size())  # ok: TK107
    print(table.groupby(["user", "item"]).size())  # ok: TK107
    print(table.groupby("vector").size())  # expect: TK107
    return table.groupby(by=["user", "tags"])["item"].count()  # expect: TK107


def inverted(table):
    vectors = table.set_index("item")["vector"].to_dict()
    print({tuple(vector): item for item, vector in vectors.items()})  # ok: TK101
    return {vector: item for item, vector in vectors.items()}  # expect: TK101


def from_rows():
    rows = []
    for i, vector in enumerate(bank):
        rows.append({"name": f"v{i}", "vector": vector, "norm": float(np.linalg.norm(vector))})
    table = pd.DataFrame(rows)
    print(table["norm"].nunique(), len(set(table["name"])))  # ok: TK107, TK102
    return len(set(table["vector"]))  # expect: TK102


def added(table):
    table["half"] = list(bank[[0, 1, 2, 0, 1, 2]] / 2)
    return table["half"].unique()  # expect: TK107


table = make_table()
by_vector(table)
by_row(table)
kinds(table)
once(table)
groups(table)
inverted(table)
added(make_table())
from_rows()
