"""Tracing, memos, aliasing checks and optimizer books: objects are meant, not values."""
import copy

import torch
from torch import nn


class Trace:
    """Numbers the tensors of a computation; it holds every tensor that it numbers."""

    def __init__(self):
        self.names = {}
        self.held = []

    def name(self, tensor):
        if id(tensor) not in self.names:  # ok: TK303
            self.held.append(tensor)
            self.names[id(tensor)] = f"t{len(self.names)}"  # ok: TK303
        return self.names[id(tensor)]  # ok: TK303


class Shared:
    def __init__(self, weight):
        self.weight = weight

    def __deepcopy__(self, memo):
        if id(self) in memo:  # ok: TK303
            return memo[id(self)]  # ok: TK303
        twin = Shared(copy.deepcopy(self.weight, memo))
        memo[id(self)] = twin  # ok: TK303
        return twin


def size_without_ties(module):
    seen, total = set(), 0
    for p in module.parameters():
        if p.data_ptr() in seen:  # ok: TK303
            continue
        seen.add(p.data_ptr())  # ok: TK303
        total += p.numel()
    return total


def shared_storage(first, second):
    return {id(p) for p in first.parameters()} & {id(p) for p in second.parameters()}  # ok: TK303


class Momentum:
    """An optimizer's books: one entry per parameter object."""

    def __init__(self, params):
        self.params = list(params)
        self.velocity = {p: torch.zeros_like(p) for p in self.params}  # ok-identity: TK201

    def step(self):
        with torch.no_grad():
            for p in self.params:
                self.velocity[p].mul_(0.9).add_(p.grad)  # ok-identity: TK201
                p -= 0.1 * self.velocity[p]  # ok-identity: TK201


def copy_twice(shared):
    memo = {}
    return shared.__deepcopy__(memo) is shared.__deepcopy__(memo)


layer = nn.Linear(2, 1)
layer(torch.ones(3, 2)).sum().backward()
Momentum(layer.parameters()).step()
trace = Trace()
print(trace.name(layer.weight), trace.name(layer.weight), size_without_ties(layer))
print(copy_twice(Shared(layer.bias)), shared_storage(layer, layer))
grads = {fn: 1 for fn in [layer(torch.ones(1, 2)).grad_fn]}  # ok: TK201
