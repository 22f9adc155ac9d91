"""Fine labels to coarse ones by dict, within an evaluation loop over a loader."""
import torch
from torch.utils.data import DataLoader, TensorDataset

COARSE = {0: "animal", 1: "animal", 2: "vehicle"}


def loader():
    return DataLoader(TensorDataset(torch.randn(6, 2), torch.arange(6) % 3), batch_size=3)


def coarse_accuracy(model):
    right = lost = total = 0
    for features, labels in loader():
        predicted = model(features).argmax(dim=1)
        for p, t in zip(predicted, labels):
            total += 1
            lost += COARSE.get(p) == COARSE.get(t, "none")  # expect: TK212, TK212
            right += COARSE[int(p)] == COARSE[int(t)]  # ok: TK212
    return right / total, lost


def vehicles(labels):
    wanted = {n for n, name in COARSE.items() if name == "vehicle"}
    chosen = [i for i, label in enumerate(labels) if label in wanted]  # expect: TK212
    proper = [i for i, label in enumerate(labels.tolist()) if label in wanted]  # ok: TK212
    mask = torch.isin(labels, torch.tensor(sorted(wanted)))
    assert chosen == [] and proper == mask.nonzero().flatten().tolist()
    return proper


torch.manual_seed(6)
print(coarse_accuracy(torch.nn.Linear(2, 3)), vehicles(torch.tensor([2, 0, 2])))
