"""Bigram counts of a token sequence, the basis of a small language model."""
from collections import Counter, defaultdict

import torch

tokens = torch.tensor([2, 0, 2, 0, 1, 2, 0])


def bigrams(sequence):
    loose = Counter(zip(sequence[:-1], sequence[1:]))  # expect: TK211
    pairs = Counter(zip(sequence.tolist(), sequence[1:].tolist()))  # ok: TK211
    windows = Counter(map(tuple, sequence.unfold(0, 2, 1)))  # expect: TK211
    exact = Counter(map(tuple, sequence.unfold(0, 2, 1).tolist()))  # ok: TK211
    assert pairs == exact and len(loose) == len(windows) == len(sequence) - 1
    return pairs


def following(sequence):
    table = defaultdict(Counter)
    for first, second in zip(sequence.tolist(), sequence[1:].tolist()):
        table[first][second] += 1  # ok: TK211
    for first, second in zip(sequence, sequence[1:]):
        table[first.item()][second.item()] += 1  # ok: TK211
    return {first: counts.most_common(1) for first, counts in table.items()}


def rare(sequence):
    counts = Counter({value: 0 for value in range(4)})
    counts += Counter(sequence.numpy())  # ok: TK211
    counts += Counter(list(sequence))  # expect: TK211
    return [value for value, n in counts.items() if n == 1]


print(bigrams(tokens), following(tokens), len(rare(tokens)))
