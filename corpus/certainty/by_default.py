"""The same code at the default level: what is certain or likely, and no more."""
import numpy as np
import torch

row = np.zeros(3)


def sometimes(flag):
    key = row if flag else "all"
    return {key: 1}  # pedantic: TK101


def always(flag):
    key = row if flag else row + 1
    return {key: 1}  # expect: TK101


def annotated(labels: np.ndarray, index: dict):
    return index.get(labels)  # expect: TK101


def narrowed(value):
    if isinstance(value, np.ndarray):
        return {value: 1}  # expect: TK101
    return {value: 1}  # ok: TK101


def by_identity(flag, labels):
    label = labels[0] if flag else 0
    return {label}  # pedantic: TK202


for flag in (False, True):
    sometimes(flag), always(flag), by_identity(flag, torch.tensor([1]))
annotated(row, {}), narrowed(row), narrowed("text")
