"""Which classes a split contains, told by sets; every second way counts examples instead."""
import torch


def split(n):
    labels = torch.arange(n) % 3
    return labels[: n // 2], labels[n // 2:]


def classes(labels):
    wrong = set(labels.tolist())  # expect: TK202
    #           ^^^^^^
    right = set(labels.tolist())  # ok: TK202
    unique = set(torch.unique(labels).tolist())  # ok: TK202
    assert len(wrong) == len(labels) and right == unique
    return right


def unseen(train, test):
    known = {int(label) for label in train}  # ok: TK202
    literal = {label for label in train.tolist()}  # expect: TK202
    fresh = [label for label in test.tolist() if label not in known]  # ok: TK202
    same = [label for label in test if label.item() in literal]  # expect: TK202
    return fresh, same


def spread(labels):
    sizes = {labels.numel(), labels.size(0), len(labels)}  # ok: TK202
    kinds = {labels.dtype, labels.device}  # ok: TK202
    ends = {labels[0].item(), labels[-1].item()}  # expect: TK202, TK202
    return sizes, kinds, ends, {labels.min().item(), labels.max().item()}  # ok: TK202


train_labels, test_labels = split(10)
print(classes(train_labels), unseen(train_labels, test_labels), spread(test_labels))
