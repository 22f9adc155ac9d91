"""Grouping web sessions by hand, with frames as the source of the keys."""
import pandas as pd

log = pd.DataFrame({
    "user": ["ann", "bob", "ann", "cid"],
    "page": [1, 2, 2, 1],
    "seconds": [3.5, 10.0, 1.0, 8.0],
})


def time_per_user(frame):
    total = {}
    for user, seconds in zip(frame["user"], frame["seconds"]):
        total[user] = total.get(user, 0.0) + seconds  # ok: TK101
    return total


def pages_per_user(frame):
    pages = {}
    for _, row in frame.iterrows():
        pages.setdefault(row["user"], []).append(row["page"])  # ok: TK101
        pages.setdefault(row, 0)  # expect: TK101
    for record in frame.itertuples(index=False):
        pages[record] = 1  # ok: TK101
    return pages


def numeric_rows(frame):
    rows = {}
    for values in frame[["page", "seconds"]].to_numpy():
        rows[tuple(values)] = rows.get(tuple(values), 0) + 1  # ok: TK101
        rows[values] = 1  # expect: TK101
    column = frame["seconds"]
    rows[column.mean()] = "mean"  # ok: TK101
    rows[column] = "all of them"  # expect: TK101
    return rows


def index_lookup(frame):
    labels = {"user": "who", "page": "where"}
    titles = [labels.get(name, name) for name in frame.columns]  # ok: TK101
    return titles, labels.get(frame.columns)  # expect: TK101


print(time_per_user(log), pages_per_user(log), numeric_rows(log), index_lookup(log))
