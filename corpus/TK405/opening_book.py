"""A table of openings, keyed by the text of a board position, as it was written by hand years ago."""
import numpy as np

BOOK = {"(3, 3)": "star point", "(2, 2)": "three-three", "(2, 3)": "small knight", "pass": "no move"}


def played(board):
    return [tuple(move) for move in np.argwhere(board)]


def names_of(board):
    found = []
    for move in np.argwhere(board):
        found.append(BOOK.get(str(tuple(move)), "?"))  # expect: TK405
        #                     ^^^^^^^^^^^^^^^^
    return found


def names_in_python(board):
    found = []
    for move in np.argwhere(board):
        found.append(BOOK.get(str(tuple(move.tolist())), "?"))  # ok: TK405
    return found


def names_by_row(board):
    rows, columns = np.nonzero(board)
    for row, column in zip(rows, columns):
        yield BOOK.get(f"({row}, {column})", "?")  # ok: TK405
        yield BOOK.get(f"{(row, column)}", "?")  # expect: TK405
        yield BOOK.get(f"{(int(row), int(column))}", "?")  # ok: TK405


game = np.zeros((4, 4), dtype=int)
game[2, 2] = game[3, 3] = 1
assert names_of(game) == ["?", "?"]
assert names_in_python(game) == ["three-three", "star point"]
assert list(names_by_row(game)) == ["three-three", "?", "three-three", "star point", "?", "star point"]
assert played(game)[0] == (2, 2)
