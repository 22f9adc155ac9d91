"""Singular values of layers, remembered under the first rows of the weight."""
import numpy as np


class Spectra:
    def __init__(self):
        self.values = {}
        self.rows = {}

    def of(self, weight: np.ndarray):
        key = tuple(weight[:2].ravel().tolist())  # expect: TK307, TK305
        if key not in self.values:
            self.values[key] = np.linalg.svd(weight, compute_uv=False)
        return self.values[key]

    def of_row(self, weight: np.ndarray, row):
        key = weight[row].tobytes(), weight[row].shape, weight.dtype.str  # ok: TK307
        if key not in self.rows:
            self.rows[key] = np.linalg.norm(weight[row])
        return self.rows[key]

    def of_block(self, weight: np.ndarray):
        key = (weight[:2].shape, tuple(weight[:2].ravel().tolist()))  # ok: TK307
        if key not in self.rows:
            self.rows[key] = np.linalg.norm(weight[:2])
        return self.rows[key]


spectra = Spectra()
plain, scaled = np.eye(4), np.diag([1.0, 1.0, 5.0, 5.0])
assert np.array_equal(spectra.of(plain), spectra.of(scaled))
assert spectra.of_row(plain, 2) != spectra.of_row(scaled, 2)
assert spectra.of_block(plain) == spectra.of_block(scaled)
