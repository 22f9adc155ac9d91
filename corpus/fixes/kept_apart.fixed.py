"""Where not all keys of a container can be rewritten, none is."""
import json

import numpy as np
import torch


def stored(labels):
    counts = {}
    for label in labels:
        counts[label] = 1  # expect: TK201
    json.dump(counts, open("counts.json", "w"))


def silenced(labels):
    owners = {}
    first = labels[0]
    owners[first] = "first"  # tkscan: ignore[TK201] the very same object
    owners[labels[1]] = "second"  # expect: TK201
    return owners


def used(labels):
    sums = {}
    for label in labels:
        sums[label] = 0  # expect: TK201
    return [key.float() for key in sums]


def unknown(key):
    table = {}
    row = np.zeros((3, 3))
    table[tuple(map(tuple, row.tolist()))] = 1  # expect: TK101
    return table.get(key)


class Statistics:
    def __init__(self):
        self.weight = torch.randn(8)
        self.spectra = {}

    def changed(self):
        self.spectra[self.weight] = torch.fft.rfft(self.weight).abs()  # expect: TK201
        self.weight.mul_(2.0)  # expect: TK308
        return self.spectra[self.weight]  # expect: TK201


data = torch.tensor([1, 2])
stored(data), silenced(data), used(data), unknown(1), Statistics().changed()
