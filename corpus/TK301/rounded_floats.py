"""Caches keyed by the text of float arrays, which shows eight digits, or four."""
import numpy as np
import torch


class Solver:
    def __init__(self):
        self.solved = {}
        self.exact = {}

    def solve(self, coefficients):
        key = f"{coefficients}"  # expect: TK301
        if key not in self.solved:
            self.solved[key] = np.roots(coefficients)
        exact = repr(coefficients.tolist())  # ok: TK301
        if exact not in self.exact:
            self.exact[exact] = np.roots(coefficients)
        return self.solved[key], self.exact[exact]


def embed(vectors):
    memory = {}
    for vector in vectors:
        memory[str(vector)] = vector.norm()  # expect: TK301
        memory[tuple(vector.tolist())] = vector.norm()  # ok: TK305
        memory[str(vector.shape), vector.numel()] = 0  # ok: TK301
    return memory


solver = Solver()
near = np.array([1.0, -3.0, 2.0 + 1e-12])
first, exact_first = solver.solve(np.array([1.0, -3.0, 2.0]))
second, exact_second = solver.solve(near)
assert second is first and exact_second is not exact_first
close = torch.tensor([[0.12341, 1.0], [0.12344, 1.0]])
assert len(embed(close)) == 4
