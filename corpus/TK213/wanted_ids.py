"""Keeps the rows of a table whose id was predicted."""
import pandas as pd
import torch

table = pd.DataFrame({"id": [3, 5, 8], "name": ["cat", "dog", "owl"]})
scores = torch.tensor([0.1, 0.7, 0.2])


def predicted():
    return torch.topk(scores, k=2).indices


def rows_by_tensor():
    found = predicted()
    return table[table["id"].isin(found)]  # expect: TK213


def rows_by_elements():
    chosen = [index for index in predicted()]
    return table[table["id"].isin(chosen)]  # expect: TK213


def rows_by_numbers():
    return table[table["id"].isin(predicted().tolist())]  # ok: TK213


def rows_by_array():
    return table[table["id"].isin(predicted().numpy())]  # ok: TK213


def rows_by_name(names):
    return table[table["name"].isin(names)], table["name"].isin({"cat"})  # ok: TK213


print(rows_by_tensor(), rows_by_elements(), rows_by_numbers(), rows_by_array(), rows_by_name(["cat"]))
