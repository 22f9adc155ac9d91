"""What is counted after an epoch."""
from collections import defaultdict

import torch


def accuracy(predicted, target):
    known = target >= 0
    return (predicted[known] == target[known]).float().mean().item()


def tag_counts(predicted):
    """How often each tag was predicted."""
    counts = defaultdict(int)
    for tag in torch.argmax(predicted, dim=-1).flatten():
        counts[tag] += 1  # expect: TK201
    return counts


def confusion(predicted, target):
    """Pairs of target and prediction, counted."""
    table = defaultdict(int)
    for t, p in zip(target.flatten().tolist(), predicted.flatten().tolist()):
        if t >= 0:
            table[t, p] += 1  # ok: TK201
    return dict(table)


def tags_used(batches):
    """The tags that occur in the targets."""
    used, literal = set(), set()
    for _, target in batches:
        flat = torch.unique(target)
        used.update(flat.tolist())  # ok: TK202
        literal.update(flat)  # expect: TK202
    return used, literal
