"""A dataset that leaves out classes and renames others while it loads."""
import torch
from torch.utils.data import ConcatDataset, DataLoader, Dataset, TensorDataset

KEEP = {0, 2}
RENAMED = {0: 0, 2: 1}


class Filtered(Dataset):
    def __init__(self, images, labels):
        self.images, self.labels = images, labels
        self.kept = [i for i, label in enumerate(labels.tolist()) if label in KEEP]  # ok: TK210
        self.skipped = 0
        self.classes = set()

    def __len__(self):
        return len(self.kept)

    def __getitem__(self, index):
        label = self.labels[self.kept[index]]
        if label not in KEEP:  # expect: TK212
            self.skipped += 1
        name = RENAMED.get(label, -1)  # expect: TK212
        self.classes.add(label)  # expect: TK210
        self.classes.add(label.item())  # ok: TK210
        number = RENAMED[int(label)]  # ok: TK210
        return self.images[index], name, number


def rename(batch):
    images, names, numbers = zip(*batch)
    known = {number for number in numbers}  # ok: TK210
    return torch.stack(images), names, known


labels = torch.tensor([0, 1, 2, 2])
filtered = Filtered(torch.ones(4, 2), labels)
images, names, known = next(iter(DataLoader(filtered, batch_size=3, collate_fn=rename)))
assert set(names) == {-1} and known == {0, 1} and filtered.skipped == 3
assert len(filtered.classes) == 5
both = ConcatDataset([TensorDataset(labels), TensorDataset(labels)])
assert len(both) == 8
