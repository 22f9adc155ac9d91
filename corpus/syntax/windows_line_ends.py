"""Windows line ends."""
import numpy as np


def count(matrix):
    table = {}
    for row in np.atleast_2d(matrix):
        table[row.tobytes()] = 1  # ok: TK302
    return table


names = {
    # a comment
    np.zeros(1): "zero",  # expect: TK101
#   ^^^^^^^^^^^
    "one": np.ones(1),  # ok: TK101
}
print(count([1, 2]), names, """two
lines""")
last = {np.ones(2)}  # expect: TK102
#       ^^^^^^^^^^
