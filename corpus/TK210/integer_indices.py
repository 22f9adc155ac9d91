"""Datasets whose indices are numbers: split, shuffled and weighted by torch itself."""
import numpy as np
import torch
from torch.utils.data import (DataLoader, Dataset, Subset, SubsetRandomSampler,
                              WeightedRandomSampler, random_split)


class Waves(Dataset):
    def __init__(self, n):
        self.n, self.store = n, {}

    def __len__(self):
        return self.n

    def __getitem__(self, index):
        if index not in self.store:  # ok: TK210
            self.store[index] = torch.sin(torch.arange(3.0) * float(index))  # ok: TK210
        return self.store[index]  # ok: TK210


class Notes(Dataset):
    """The same cache, but its sampler hands out tensors."""

    def __init__(self, n):
        self.n, self.store = n, {}

    def __len__(self):
        return self.n

    def __getitem__(self, index):
        self.store[index] = index  # expect: TK210
        return torch.zeros(1)


waves = Waves(6)
train, test = random_split(waves, [4, 2])
for data in (train, test, Subset(waves, np.arange(3)), Subset(waves, [0, 1]),
             Subset(waves, torch.arange(2).tolist())):
    for _ in DataLoader(data, batch_size=2):
        pass
for _ in DataLoader(waves, sampler=WeightedRandomSampler(torch.ones(6), 3), batch_size=3):
    pass
notes = Notes(4)
for _ in DataLoader(notes, sampler=SubsetRandomSampler(torch.tensor([0, 1])), batch_size=1):
    pass
assert len(waves.store) == 6 and len(notes.store) == 2
