"""A dataset that keeps decoded images; the indices of a subset arrive as tensors."""
import torch
from torch.utils.data import DataLoader, Dataset, Subset


def decode(index):
    return torch.full((2, 2), float(index))


class CachedImages(Dataset):
    def __init__(self, n):
        self.n = n
        self.cache = {}
        self.decoded = 0

    def __len__(self):
        return self.n

    def __getitem__(self, idx):
        if int(idx) not in self.cache:  # expect: TK210
            self.cache[int(idx)] = decode(idx)  # expect: TK210
            self.decoded += 1
        return self.cache[int(idx)]  # expect: TK210


class RepairedImages(CachedImages):
    def __getitem__(self, idx):
        idx = int(idx)
        if idx not in self.cache:  # ok: TK210
            self.cache[idx] = decode(idx)  # ok: TK210
            self.decoded += 1
        return self.cache[idx]  # ok: TK210


def epochs(dataset, n):
    subset = Subset(dataset, torch.randperm(len(dataset)))
    for _ in range(n):
        for _ in DataLoader(subset, batch_size=2):
            pass
    return dataset.decoded


torch.manual_seed(0)
assert epochs(CachedImages(4), 2) == 8
assert epochs(RepairedImages(4), 2) == 4
