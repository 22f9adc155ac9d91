"""A segmentation metric that should skip some classes and some images."""
import torch

IGNORED = frozenset([255, 254])


def confusion(predicted, target, ignored):
    hits, total, skipped = 0, 0, 0
    for p, t in zip(predicted.flatten(), target.flatten()):
        if t in ignored:  # expect: TK212
            skipped += 1
            continue
        if t.item() not in ignored:  # ok: TK212
            total += 1
            hits += int(p == t)
    return hits, total, skipped


def weights(classes):
    table = {0: 0.1, 1: 2.0}
    slow = [table.get(c, 1.0) for c in classes]  # expect: TK212
    fast = [table.get(c, 1.0) for c in classes.tolist()]  # ok: TK212
    array = [table.get(c, 1.0) for c in classes.numpy()]  # ok: TK212
    assert slow == [1.0, 1.0] and fast == array == [0.1, 2.0]
    return torch.tensor(fast)


def known(target):
    present = torch.unique(target)
    flags = [c in range(3) for c in present]
    exact = [int(c) in IGNORED for c in present]  # ok: TK212
    return flags, exact


truth = torch.tensor([[0, 1], [255, 1]])
assert confusion(truth, truth, IGNORED) == (3, 3, 0)
print(weights(torch.tensor([0, 1])), known(truth))
