"""Vector quantisation: a code book from the rows of a matrix of patches."""
from collections import OrderedDict

import numpy as np


def patches(image, size):
    h, w = image.shape
    rows = [image[i:i + size, j:j + size].ravel()
            for i in range(0, h, size) for j in range(0, w, size)]
    return np.stack(rows)


def code_book(matrix):
    numbers = {row: n for n, row in enumerate(matrix)}  # expect: TK101
    #          ^^^
    exact = {tuple(row): n for n, row in enumerate(matrix)}  # ok: TK101
    by_sum = {row.sum(): n for n, row in enumerate(matrix)}  # ok: TK101
    return numbers or exact, by_sum


def paired(matrix, names):
    forward = dict(zip(matrix, names))  # expect: TK101
    backward = dict(zip(names, matrix))  # ok: TK101
    first_column = dict(zip(matrix[:, 0], names))  # ok: TK101
    return forward, backward, first_column


def ordered(matrix):
    blank = dict.fromkeys(matrix, 0)  # expect: TK101
    flat = dict.fromkeys(matrix.ravel(), 0)  # ok: TK101
    book = OrderedDict()
    for row in matrix.round(1):
        book[row.tobytes()] = row  # ok: TK101
        book[row] = 1  # expect: TK101
    return blank, flat, book


picture = np.arange(64, dtype=float).reshape(8, 8)
table = patches(picture, 4)
code_book(table)
paired(table, ["nw", "ne", "sw", "se"])
ordered(table)
