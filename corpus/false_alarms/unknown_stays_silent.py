"""Nothing is known about these names, or not enough; a report would be a guess."""
import json

import numpy as np
import torch


def from_outside(path_or_text):
    payload = json.loads(path_or_text)
    table = {}
    for entry in payload["entries"]:
        table[entry["key"]] = entry["value"]  # ok: TK101
    return table


def untyped(container, key, value):
    container[key] = value  # ok: TK101, TK201
    return key in container  # ok: TK101, TK201


def row_or_scalar(matrix, names):
    """The rank of `matrix` is the caller's business."""
    return [names.get(matrix[0])]  # ok: TK101


def any_device(batch, table):
    for key in batch:
        table.setdefault(key, 0)  # ok: TK201
    return table


def configured(options):
    chosen = getattr(np, options["function"])
    result = chosen(3)
    return {result: 1} if np.isscalar(result) else {len(result): 1}  # ok: TK101


class Store:
    def __init__(self, backend):
        self.backend = backend

    def put(self, key, tensor):
        self.backend[key] = tensor  # ok: TK201

    def keys(self):
        return set(self.backend)  # ok: TK202


store = Store({})
store.put("w", torch.ones(1))
print(from_outside('{"entries": [{"key": "a", "value": 1}]}'), untyped({}, 1, 2), store.keys())
print(row_or_scalar(["x"], {"x": 1}), any_device(["a"], {}), configured({"function": "float64"}))
