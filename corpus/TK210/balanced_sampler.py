"""A sampler that draws the same number of examples from every class."""
import torch
from torch.utils.data import DataLoader, Sampler, TensorDataset


class BalancedSampler(Sampler):
    def __init__(self, labels, per_class):
        self.labels, self.per_class = labels, per_class
        self.by_class = {}
        for index, label in enumerate(labels):
            self.by_class.setdefault(label.item(), []).append(index)  # ok: TK210

    def __len__(self):
        return self.per_class * len(self.by_class)

    def __iter__(self):
        for indices in self.by_class.values():
            picks = torch.randint(0, len(indices), (self.per_class,))
            yield from (indices[pick] for pick in picks)


class WithoutReplacement(Sampler):
    """Meant to stop when all classes were seen; its set grows with every example."""

    def __init__(self, labels):
        self.labels = labels

    def __len__(self):
        return len(self.labels)

    def __iter__(self):
        seen, numbers = set(), set()
        for index in torch.randperm(len(self.labels)):
            seen.add(self.labels[index])  # expect: TK210
            numbers.add(int(self.labels[index]))  # ok: TK210
            yield index.item()
        assert len(seen) == len(self.labels) > len(numbers)


targets = torch.tensor([0, 1, 1, 1])
dataset = TensorDataset(torch.randn(4, 2), targets)
for sampler in (BalancedSampler(targets, 2), WithoutReplacement(targets)):
    print(sum(len(y) for _, y in DataLoader(dataset, sampler=sampler, batch_size=2)))
