"""`for name, x in ...`: the name is text, the array is beside it."""
import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset


def loaders():
    data = TensorDataset(torch.randn(6, 2), torch.arange(6) % 2)
    return {"train": DataLoader(data, batch_size=3), "test": DataLoader(data, batch_size=2)}


def evaluate(model):
    results = {}
    for name, loader in loaders().items():
        for x, y in loader:
            correct = (model(x).argmax(1) == y).sum().item()
            results[name] = results.get(name, 0) + correct  # ok: TK201
    return results


def tensors_by_name(model):
    found = {}
    for name, x in model.state_dict().items():
        found[name] = x.clone()  # ok: TK201
    for index, (name, x) in enumerate(model.named_parameters()):
        found[name, index] = x  # ok: TK201
    return found


def archives(arrays):
    """Zip of names and arrays, whichever comes first."""
    table = {key: value.mean() for key, value in zip(["a", "b"], arrays)}  # ok: TK101
    for array, key in zip(arrays, ["c", "d"]):
        table[key] = array  # ok: TK101
    swapped = dict((k, v) for v, k in zip(arrays, ["e", "f"]))  # ok: TK101
    return table, swapped


def summaries(series):
    return {label: values.std() for label, values in series}  # ok: TK101


network = torch.nn.Linear(2, 2)
print(evaluate(network), len(tensors_by_name(network)))
print(archives([np.ones(2), np.zeros(3)]), summaries([("s", np.arange(3))]))
