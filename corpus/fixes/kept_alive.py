"""Tables by the address of an array: the array is kept beside what was computed from it."""
import logging

import numpy as np
import torch


class Norms:
    """The address is logged, too, so that it has to stay one."""

    def __init__(self):
        self.norms = {}

    def norm(self, weight: torch.Tensor):
        key = id(weight)  # expect: TK303
        logging.debug("norm of %d", key)
        if key not in self.norms:
            self.norms[key] = float(weight.norm())
        return self.norms[key]

    def forget(self, weight: torch.Tensor):
        self.norms.pop(id(weight), None)
        return len(self.norms)


def steps_of(weight: torch.Tensor, steps):
    """Looked up with a default and without one."""
    made, found = {}, []
    for step in range(steps):
        scaled = weight * step
        address = id(scaled)  # expect: TK303
        print("made at", address)
        made[address] = step
        if made.get(address) and made.get(address, 0) > 1:
            found.append(made.get(address, 0))
    return found, [len(str(address)) for address in made]


pairs = {}


def pair(words: np.ndarray):
    address = id(words)  # expect: TK303
    print("at", address)
    low, high = pairs.setdefault(address, (words.min(), words.max()))
    if address in pairs:
        pairs[address] = words.min(), words.max()
    return high - low, pairs[address]


def handed_out(weight: torch.Tensor):
    """Whoever gets the table reads what is in it."""
    key = id(weight)
    table = {}
    for step in range(3):
        fresh = weight * step
        table[id(fresh)] = float(fresh.sum())  # expect: TK303
    return table, key


norms, weight = Norms(), torch.ones(3)
assert norms.norm(weight) == norms.norm(weight)
assert norms.forget(weight) == 0
print(len(steps_of(weight, 3)), pair(np.array([1, 5])), len(handed_out(weight)[0]))
