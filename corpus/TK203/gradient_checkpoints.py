"""Stored hashes of tensors, meant to tell whether weights changed."""
import torch
from torch import nn


class ChangeDetector:
    def __init__(self, module):
        self.module = module
        self.codes = {}
        self.exact = {}

    def remember(self):
        for name, value in self.module.state_dict().items():
            self.codes[name] = hash(value)  # expect: TK203
            #                       ^^^^^
            self.exact[name] = hash(value.numpy().tobytes())  # ok: TK203
            self.exact[name, "shape"] = hash(value.shape)  # ok: TK203

    def changed(self):
        different = []
        for name, value in self.module.state_dict().items():
            if self.codes[name] != hash(value):  # expect: TK203
                different.append(name)
            if self.exact[name] == hash(value.numpy().tobytes()):  # ok: TK203
                different = [other for other in different if other != name]
        return different


def same_layer(first, second):
    return hash(first) == hash(second)  # ok: TK203


layer = nn.Linear(2, 2)
detector = ChangeDetector(layer)
detector.remember()
print(detector.changed(), same_layer(layer, layer))
print(hash(layer.weight.dtype), hash((layer.weight.ndim, layer.weight.device)))  # ok: TK203
