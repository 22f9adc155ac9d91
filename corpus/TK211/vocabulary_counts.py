"""Token counts of batches: one entry per token and not per word."""
from collections import Counter

import torch

batches = [torch.tensor([[3, 3, 5]]), torch.tensor([[5, 3, 3]])]


def by_tensor():
    counts = Counter()
    for batch in batches:
        for sentence in batch:
            counts.update(sentence)  # expect: TK211
    return counts


def by_number():
    counts = Counter()
    for batch in batches:
        for sentence in batch:
            counts.update(sentence.tolist())  # ok: TK211
            counts.update(sentence.numpy())  # ok: TK211
    return counts


def by_pair():
    wrong, right = Counter(), Counter()
    for batch in batches:
        wrong.update(zip(batch[0], batch[0][1:]))  # expect: TK211
        right.update(zip(batch[0].tolist(), batch[0].tolist()[1:]))  # ok: TK211
    return wrong, right


assert len(by_tensor()) == 6 and by_number() == {3: 8, 5: 4}
wrong, right = by_pair()
assert max(wrong.values()) == 1 and right[3, 3] == 2
