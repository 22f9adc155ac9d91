"""Class balance with Counter: tensors are counted one by one."""
from collections import Counter

import torch


def balance(labels):
    wrong = Counter(labels)  # expect: TK211
    #               ^^^^^^
    right = Counter(labels.tolist())  # ok: TK211
    assert max(wrong.values()) == 1 and max(right.values()) == 3
    return right


def over_batches(batches):
    total, loose = Counter(), Counter()
    for batch in batches:
        total.update(batch.tolist())  # ok: TK211
        loose.update(batch)  # expect: TK211
        total.update({"batches": 1})  # ok: TK211
        total.update([batch.numel()])  # ok: TK211
    return total, loose


def predicted(logits):
    best = logits.argmax(dim=1)
    names = Counter(["cat", "dog"][b] for b in best)  # ok: TK211
    numbers = Counter(int(b) for b in best)  # ok: TK211
    return names, numbers, Counter(b for b in best)  # expect: TK211


targets = torch.tensor([1, 0, 1, 1])
print(balance(targets), len(over_batches(targets.split(2))))
print(len(predicted(torch.tensor([[0.1, 0.9], [0.3, 0.7]]))))
