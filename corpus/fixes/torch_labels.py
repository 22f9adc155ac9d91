"""Labels of a batch: every shape in which a number in a tensor becomes a key."""
from collections import Counter, defaultdict

import torch

NAMES = {0: "cat", 1: "dog", 2: "owl"}


def per_class(labels):
    counts = defaultdict(int)
    for label in labels:
        counts[label] += 1  # expect: TK201
    return counts


def first_of_each(labels):
    first = {}
    for i, label in enumerate(labels):
        if label not in first:  # expect: TK201
            first[label] = i  # expect: TK201
    return {label.item(): i for label, i in first.items()}


def confusion(truth, predicted):
    table = Counter()
    for t, p in zip(truth, predicted):
        table[t, p] += 1  # expect: TK201
    return table


def names(scores):
    best = scores.argmax(dim=1)
    top = NAMES[scores[0].argmax()]  # expect: TK201
    return top, [NAMES.get(b, "?") for b in best]  # expect: TK212


def kinds(labels):
    return set(labels), Counter(labels)  # expect: TK202, TK211


def rare(labels):
    return [i for i, label in enumerate(labels) if label in {1, 2}]  # expect: TK212


batch = torch.tensor([2, 0, 2, 1])
print(per_class(batch), first_of_each(batch), confusion(batch, batch), kinds(batch), rare(batch))
print(names(torch.eye(3)))
