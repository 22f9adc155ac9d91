"""A collate function and a sampler that group samples by their length and label."""
from collections import defaultdict

import torch
from torch.utils.data import DataLoader, Dataset, Sampler


class Sentences(Dataset):
    def __init__(self, lengths):
        self.lengths = torch.tensor(lengths)
        self.seen = {}

    def __len__(self):
        return len(self.lengths)

    def __getitem__(self, index):
        length = self.lengths[index]
        self.seen[length] = index  # expect: TK210
        self.seen[length.item()] = index  # ok: TK210
        return torch.ones(int(length)), index


def by_length(batch):
    groups = defaultdict(list)
    for tokens, index in batch:
        groups[len(tokens)].append(index)  # ok: TK210
        groups[tokens.sum()].append(index)  # expect: TK210
    return groups


class LengthSampler(Sampler):
    def __init__(self, dataset):
        self.dataset = dataset

    def __iter__(self):
        groups = {}
        for index, length in enumerate(self.dataset.lengths):
            groups.setdefault(length, []).append(index)  # expect: TK210
            groups.setdefault(int(length), []).append(index)  # ok: TK210
        return iter(range(len(self.dataset)))

    def __len__(self):
        return len(self.dataset)


sentences = Sentences([2, 3, 2])
batch = next(iter(DataLoader(sentences, batch_size=3, sampler=LengthSampler(sentences),
                             collate_fn=by_length)))
assert len(batch) == 5 and len(sentences.seen) == 5
