import torch
from torch.utils.data import DataLoader, Dataset

from .keys import *


class Points(Dataset):
    def __init__(self, count):
        self.points = torch.rand(count, 2)
        self.labels = torch.arange(count)

    def __len__(self):
        return len(self.points)

    def __getitem__(self, index):
        return self.points[index], self.labels[index]


def loader(count, size=2):
    return DataLoader(Points(count), batch_size=size)
