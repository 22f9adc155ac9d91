"""Which rows and columns of two tables are new; sets of what pandas hands out."""
import pandas as pd

before = pd.DataFrame({"sku": ["a", "b"], "price": [1.0, 2.5]})
after = pd.DataFrame({"sku": ["a", "c"], "price": [1.0, 4.0], "stock": [3, 0]})


def new_columns(old, new):
    return set(new) - set(old)  # ok: TK102


def new_keys(old, new):
    return set(new["sku"]).difference(old["sku"])  # ok: TK102


def new_rows(old, new):
    shared = [c for c in new.columns if c in set(old.columns)]  # ok: TK102
    known = {tuple(row) for row in old[shared].to_numpy()}  # ok: TK102
    lost = {row for row in old[shared].to_numpy()}  # expect: TK102
    fresh = [row for row in new[shared].to_numpy() if tuple(row) not in known]  # ok: TK102
    return fresh, lost


def by_iteration(frame):
    records = {record for record in frame.itertuples()}  # ok: TK102
    series = {row for _, row in frame.iterrows()}  # expect: TK102
    values = set(frame.values)  # expect: TK102
    parts = {frame["sku"], frame["price"]}  # expect: TK102, TK102
    return records, series, values, parts


print(new_columns(before, after), new_keys(before, after), new_rows(before, after))
print(by_iteration(after))
