"""The corpus in memory, batches of it, and word vectors."""
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

SENTENCES = [
    ("the cat sat", "DET NOUN VERB"),
    ("a dog barked", "DET NOUN VERB"),
    ("the dog sat", "DET NOUN VERB"),
    ("cats bark", "NOUN VERB"),
]


def read():
    return [(words.split(), tags.split()) for words, tags in SENTENCES]


class TaggedSentences(Dataset):
    def __init__(self, pairs, vocabulary, tagset, length=4):
        self.items = []
        for words, tags in pairs:
            tokens = vocabulary.encode(words)
            numbers = [tagset.numbers[t] for t in tags]  # ok: TK101
            padding = length - len(tokens)
            self.items.append((torch.tensor(tokens + [0] * padding),
                               torch.tensor(numbers + [-1] * padding)))

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]


def batches(dataset, size=2):
    return DataLoader(dataset, batch_size=size, shuffle=False)


def word_vectors(n_words, width=3):
    return np.random.default_rng(0).normal(size=(n_words, width)).round(1)


def number_vectors(n_words):
    """One number per distinct vector, and how often each occurs."""
    numbers, times = {}, {}
    for vector in word_vectors(n_words):
        numbers.setdefault(tuple(vector), len(numbers))  # ok: TK101
        times[vector] = times.get(tuple(vector), 0) + 1  # expect: TK101
    return numbers, times


def distinct_vectors(n_words):
    vectors = word_vectors(n_words)
    by_bytes = {vector.tobytes() for vector in vectors}  # ok: TK102
    return len(by_bytes), len(set(vectors))  # expect: TK102
