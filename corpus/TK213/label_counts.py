"""Counts the labels of batches, which a loader gives as tensors."""
import pandas as pd
import torch

labels = torch.tensor([2, 0, 2, 1, 0])


def counts_of_tensors():
    return pd.Series(list(labels)).value_counts()  # expect: TK213


def counts_of_numbers():
    return pd.Series(labels.tolist()).value_counts()  # ok: TK213


def counts_of_array():
    return pd.Series(labels.numpy()).value_counts()  # ok: TK213


def repeated():
    cells = pd.Series([label for label in labels])
    return cells.duplicated().any()  # expect: TK213


def repeated_numbers():
    cells = pd.Series([label.item() for label in labels])
    return cells.duplicated().any(), cells.nunique()  # ok: TK213


print(counts_of_tensors(), counts_of_numbers(), counts_of_array(), repeated(), repeated_numbers())
