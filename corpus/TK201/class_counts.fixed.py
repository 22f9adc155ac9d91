"""Class frequencies for a weighted loss, counted while walking over the labels."""
from collections import defaultdict

import torch


def frequencies(labels):
    counts = {}
    for label in labels.tolist():
        counts[label] = counts.get(label, 0) + 1  # expect: TK201
        #      ^^^^^
    return counts


def frequencies_by_value(labels):
    counts = {}
    for label in labels.tolist():
        counts[label] = counts.get(label, 0) + 1  # ok: TK201
    values, times = torch.unique(labels, return_counts=True)
    for value, n in zip(values.tolist(), times.tolist()):
        assert counts[value] == n  # ok: TK201
    return counts


def positions(labels):
    where, where_right = defaultdict(list), defaultdict(list)
    for index, label in enumerate(labels.tolist()):
        where[label].append(index)  # expect: TK201
        where_right[int(label)].append(index)  # ok: TK201
    return where, where_right


def weights(labels, n_classes):
    counts = frequencies_by_value(labels)
    result = torch.zeros(n_classes)
    for label in labels:
        result[label] = 1.0 / counts[int(label)]  # ok: TK201
    return result


targets = torch.tensor([2, 0, 2, 1, 2])
print(len(frequencies(targets)), frequencies_by_value(targets), positions(targets))
print(weights(targets, 3))
