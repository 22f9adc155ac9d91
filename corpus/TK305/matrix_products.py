"""Products of matrices remembered under their flat elements."""
import numpy as np

products, determinants = {}, {}


def gram(matrix):
    key = tuple(matrix.flatten())  # expect: TK305
    if key not in products:
        products[key] = matrix.T @ matrix
    return products[key]


def gram_exact(matrix):
    key = (matrix.shape, tuple(matrix.flatten()))  # ok: TK305
    if key not in products:
        products[key] = matrix.T @ matrix
    return products[key]


def gram_nested(matrix):
    key = tuple(map(tuple, matrix))  # ok: TK305
    if key not in products:
        products[key] = matrix.T @ matrix
    return products[key]


def rotation(angle):
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    key = tuple(matrix.ravel())  # ok: TK305
    determinants[key] = np.linalg.det(matrix)
    return determinants[key]


wide = np.array([[1.0, 2.0, 3.0, 4.0]])
square = wide.reshape(2, 2)
assert gram(wide).shape == gram(square).shape
assert gram_exact(wide).shape != gram_exact(square).shape == gram_nested(square).shape
assert np.isclose(rotation(0.3), 1.0)
