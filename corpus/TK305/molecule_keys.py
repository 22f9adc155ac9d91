"""Coordinates of molecules of several sizes as flat tuples."""
import torch

energies, checked = {}, set()


class Energy:
    def __init__(self):
        self.known = {}

    def of(self, coordinates: torch.Tensor):
        key = tuple(coordinates.reshape(-1).tolist())  # expect: TK305
        if key not in self.known:
            self.known[key] = coordinates.pow(2).sum(dim=-1)
        return self.known[key]

    def of_exact(self, coordinates: torch.Tensor):
        key = (*coordinates.shape, *coordinates.reshape(-1).tolist())  # ok: TK305
        if key not in self.known:
            self.known[key] = coordinates.pow(2).sum(dim=-1)
        return self.known[key]


def seen(vector):
    mark = tuple(torch.as_tensor(vector, dtype=torch.float32).tolist())  # ok: TK305
    known = mark in checked
    checked.add(mark)
    return known


energy = Energy()
line = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
pair = line.reshape(2, 3)
assert energy.of(line).shape == energy.of(pair).shape == (3,)
assert energy.of_exact(pair).shape == (2,)
assert not seen([1, 2, 3]) and seen((1, 2, 3))
