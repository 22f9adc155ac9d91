"""Pairs for a siamese network: the labels come from whatever dataset is wrapped, and only what is done with
them says that they are a tensor."""
import numpy as np
import torch
from torch.utils.data import Dataset


class Pairs(Dataset):
    def __init__(self, wrapped):
        self.labels = wrapped.labels
        self.names = wrapped.names
        known = set(self.labels.tolist())
        self.places = {label: np.where(self.labels.numpy() == label)[0] for label in known}
        self.used = {}

    def __getitem__(self, index):
        label = self.labels[index]
        self.used[self.labels[index].item()] = index
        if -index in self.used:   # ok: TK210
            return index
        return np.random.choice(self.places[label])  # expect: TK210

    def name(self, index):
        return self.used.get(self.names[index])  # ok: TK210


class Wrapped:
    labels = torch.tensor([0, 1, 1])
    names = ["a", "b", "c"]


if __name__ == "__main__":
    pairs = Pairs(globals()["Wrapped"]())
    pairs.name(1)
    pairs[1]
