"""Splits samples by patient, so that no patient is in both parts."""
import numpy as np

patients = np.array([1, 1, 2, 3, 3, 4])


class Split:
    def __init__(self, seed):
        rng = np.random.default_rng(seed)
        order = rng.permutation(np.unique(patients))
        self.held = set(order[:2].tolist())
        self.order = order

    def test_mask(self):
        return np.isin(patients, self.held)  # expect: TK402

    def test_mask_by_array(self):
        return np.isin(patients, self.order[:2])  # ok: TK402

    def test_mask_by_list(self):
        return np.isin(patients, list(self.held), invert=True)  # ok: TK402

    def rest(self):
        return np.isin(patients, test_elements={1, 2} - self.held, invert=True)  # expect: TK402

    def is_held(self, patient):
        return patient in self.held  # ok: TK402


split = Split(0)
print(split.test_mask(), split.test_mask_by_array(), split.test_mask_by_list(), split.rest(),
      split.is_held(3))
