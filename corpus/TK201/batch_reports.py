"""A validation loop that files losses under the labels of each batch."""
import torch
from torch.utils.data import DataLoader, TensorDataset


def loader():
    features = torch.randn(12, 3)
    labels = torch.arange(12) % 3
    return DataLoader(TensorDataset(features, labels), batch_size=4)


def validate(names):
    criterion = torch.nn.CrossEntropyLoss(reduction="none")
    model = torch.nn.Linear(3, 3)
    per_label, per_name = {}, {}
    for features, labels in loader():
        losses = criterion(model(features), labels)
        for label, loss in zip(labels, losses):
            per_label.setdefault(label, []).append(loss.item())  # expect: TK201
            name = names[label.item()]  # ok: TK201
            per_name.setdefault(name, []).append(loss.item())  # ok: TK201
    return per_label, per_name


def first_of_each():
    firsts = {}
    for step, (features, labels) in enumerate(loader()):
        firsts[step] = labels  # ok: TK201
        firsts[labels[0]] = step  # expect: TK201
        firsts[labels.shape] = step  # ok: TK201
        firsts[labels.dtype, labels.device] = step  # ok: TK201
        firsts[features.mean().item() > 0] = step  # ok: TK201
    return firsts


if __name__ == "__main__":
    torch.manual_seed(1)
    by_label, by_name = validate(["a", "b", "c"])
    print(len(by_label), {k: len(v) for k, v in by_name.items()})
    print(len(first_of_each()))
