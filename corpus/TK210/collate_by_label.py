"""A collate function that groups a batch by its labels."""
from collections import defaultdict

import torch
from torch.utils.data import DataLoader, TensorDataset


def collate(batch):
    groups = defaultdict(list)
    for features, label in batch:
        groups[label].append(features)  # expect: TK210
    return list(groups.values())


def collate_by_number(batch):
    groups = defaultdict(list)
    for features, label in batch:
        groups[label.item()].append(features)  # ok: TK210
    return {label: torch.stack(rows) for label, rows in groups.items()}  # ok: TK210


def collate_by_name(batch):
    columns = {"x": [], "y": []}
    for features, label in batch:
        columns["x"].append(features)  # ok: TK210
        columns["y"].append(label)  # ok: TK210
    return {name: torch.stack(values) for name, values in columns.items()}  # ok: TK210


data = TensorDataset(torch.randn(6, 2), torch.arange(6) % 2)
for groups in DataLoader(data, batch_size=6, collate_fn=collate):
    assert len(groups) == 6
for groups in DataLoader(data, batch_size=6, collate_fn=collate_by_number):
    assert len(groups) == 2
for batch in DataLoader(data, batch_size=3, collate_fn=collate_by_name):
    print(batch["x"].shape)
