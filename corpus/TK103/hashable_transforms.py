"""Affine transforms with hashes of their own, one of which does not work."""
import numpy as np


class Affine:
    def __init__(self, matrix, offset):
        self.matrix = np.array(matrix, dtype=float)
        self.offset = np.array(offset, dtype=float)

    def __call__(self, points):
        return points @ self.matrix.T + self.offset

    def __eq__(self, other):
        return (np.array_equal(self.matrix, other.matrix)
                and np.array_equal(self.offset, other.offset))

    def __hash__(self):
        return hash((self.matrix.tobytes(), self.offset.tobytes()))  # ok: TK103


class Scaling(Affine):
    def __init__(self, factors):
        super().__init__(np.diag(factors), np.zeros(len(factors)))
        self.factors = np.asarray(factors)

    def __eq__(self, other):
        return np.array_equal(self.factors, other.factors)

    def __hash__(self):
        return hash(("scaling", self.factors))  # expect: TK103


class Rotation(Affine):
    """Hashes by its angle, which is a number."""

    def __init__(self, angle):
        self.angle = angle
        c, s = np.cos(angle), np.sin(angle)
        super().__init__([[c, -s], [s, c]], [0, 0])

    def __hash__(self):
        return hash(("rotation", self.angle))  # ok: TK103


def composed(first, second):
    try:
        return hash(first) ^ hash(second)  # ok: TK103
    except ArithmeticError:
        return 0


turn, move = Rotation(0.5), Affine(np.eye(2), [1, 2])
print(composed(turn, move), turn(np.zeros((1, 2))))
scale = Scaling([2.0, 3.0])
print(scale(np.ones((1, 2))))
scale.__hash__()
