"""Annotations of arrays that should not keep them alive, and parts of signals by their slices."""
import weakref

import numpy as np
import torch

notes = weakref.WeakKeyDictionary()
owners = weakref.WeakValueDictionary()
visited = weakref.WeakSet()
pending = {}


class Track:
    """An object of our own: a weak key by identity, as it should be."""


track, samples, tensor = Track(), np.zeros(8), torch.zeros(3)
notes[track] = "first"  # ok: TK101
owners["samples"] = track  # ok: TK101
visited.add(track)  # ok: TK102
pending[weakref.ref(track)] = 1  # ok: TK101
pending[id(track)] = weakref.ref(samples)  # ok: TK101

notes[samples] = "raw"  # expect: TK101
visited.add(samples)  # expect: TK102
pending[weakref.ref(samples)] = 2  # expect: TK101
print(hash(weakref.ref(samples)))  # expect: TK103
batch = weakref.WeakSet([samples])  # expect: TK102
notes[tensor] = "whole"  # expect: TK201

spans = {(0, 4): "attack", (4, 8): "decay"}
start, stop = np.argmax(samples), np.array(4)
print(samples[start:stop], samples[slice(0, 4)])  # ok: TK101
print(spans[int(start), int(stop)])  # ok: TK101
spans[start:np.zeros(2)] = "broken"  # expect: TK101
print(hash(slice(None, samples)))  # expect: TK103
