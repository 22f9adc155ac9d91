"""Convolution kernels registered by their coefficients."""
import numpy as np

REGISTRY = {}


def register(kernel, function):
    REGISTRY[tuple(kernel.reshape(-1).tolist())] = function  # expect: TK305


def find(kernel):
    return REGISTRY.get(tuple(kernel.reshape(-1).tolist()))  # expect: TK305


def blur_rows(image):
    return (image[:, :-1] + image[:, 1:]) / 2


def blur_columns(image):
    return (image[:-1] + image[1:]) / 2


def coefficients(kernel):
    """Printed, summed and compared; no key."""
    flat = tuple(kernel.ravel())
    return sum(flat), flat == tuple(kernel.T.ravel()), len(flat)


def pixel_names(palette):
    names = {}
    for n, color in enumerate(palette):
        names[tuple(color)] = n  # ok: TK305
        names[tuple(np.ravel(color))] = n  # ok: TK305
    return names


row, column = np.array([[0.5, 0.5]]), np.array([[0.5], [0.5]])
register(row, blur_rows)
register(column, blur_columns)
assert find(row) is blur_columns
print(coefficients(row), pixel_names(np.array([[0, 0, 255], [255, 0, 0]])))
