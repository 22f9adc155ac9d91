"""n-grams of token ids; windows of an array are arrays, tuples of its elements are not."""
from collections import Counter

import numpy as np


def windows(tokens, n):
    return np.lib.stride_tricks.sliding_window_view(tokens, n)


def grams(tokens, n):
    return Counter(tuple(tokens[i:i + n]) for i in range(len(tokens) - n + 1))  # ok: TK111


def grams_of_slices(tokens, n):
    return Counter(tokens[i:i + n] for i in range(len(tokens) - n + 1))  # expect: TK111


def grams_of_lists(tokens, n):
    parts = [tokens[i:i + n].tolist() for i in range(len(tokens) - n + 1)]
    exact = Counter(map(tuple, parts))  # ok: TK111
    return exact, Counter(parts)  # expect: TK111


def perplexity(counts):
    total = sum(counts.values())
    frequencies = np.array(list(counts.values())) / total
    return float(np.exp(-(frequencies * np.log(frequencies)).sum()))


def lengths(sentences):
    return Counter(s.size for s in sentences)  # ok: TK111


text = np.array([3, 1, 3, 1, 2])
print(perplexity(grams(text, 2)), grams_of_slices(text, 2), grams_of_lists(text, 2))
print(lengths([text, text[:2]]), Counter(map(tuple, windows(text, 3))), Counter("aab"))  # ok: TK111
