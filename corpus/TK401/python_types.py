"""A schema in Python's own types, and arrays that should keep to it."""
import numpy as np

SCHEMA = {"age": int, "height": float}
ALLOWED = {int, float}


class Checker:
    def __init__(self):
        self.allowed = {float, bool}
        self.known = {np.dtype(int), np.dtype(float)}

    def fits(self, column: np.ndarray) -> bool:
        return column.dtype in self.known  # ok: TK401

    def fits_types(self, column: np.ndarray) -> bool:
        return column.dtype in self.allowed  # expect: TK401


def allowed(column):
    values = np.array(column, dtype=float)
    return values.dtype in ALLOWED  # expect: TK401


def allowed_value(value):
    return type(value) in ALLOWED, type(value) in set(SCHEMA.values())  # ok: TK401


def same(column):
    values = np.array(column)
    return any(values.dtype == kind for kind in ALLOWED), np.dtype(float) in {values.dtype}  # ok: TK401


checker = Checker()
ages = np.array([30, 40])
print(checker.fits(ages), checker.fits_types(ages), allowed([1.5]), allowed_value(3), same([1.5]))
