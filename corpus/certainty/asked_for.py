"""What is only possible, reported since it is asked for."""
# tkscan-args: --pedantic
import numpy as np
import torch

row = np.zeros(3)


def sometimes(flag):
    key = row if flag else "all"
    return {key: 1}  # expect: TK101


def always(flag):
    key = row if flag else row + 1
    return {key: 1}  # expect: TK101


def never(flag):
    key = "some" if flag else 3
    return {key: 1}  # ok: TK101


def by_identity(flag, labels):
    label = labels[0] if flag else 0
    return {label}  # expect: TK202


for flag in (False, True):
    sometimes(flag), always(flag), never(flag), by_identity(flag, torch.tensor([1]))
