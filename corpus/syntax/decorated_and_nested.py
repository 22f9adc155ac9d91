"""Decorators with arguments, nested functions, class bodies, closures, globals."""
import contextlib
import functools

import numpy as np

registry = {}
GRID = np.indices((2, 2)).reshape(2, -1).T


def register(name, **options):
    def decorate(function):
        registry[name] = function  # ok: TK101
        registry[tuple(options)] = function  # ok: TK101
        return function
    return decorate


@register("grid", shape=GRID)
@functools.wraps(print)
def grid():
    def number():
        table = {}

        def put(cell, n):
            table[tuple(cell)] = n  # ok: TK101

        for n, cell in enumerate(GRID):
            put(cell, n)
            table[cell] = n  # expect: TK101
        return table
    return number()


class Board:
    cells = {tuple(c) for c in GRID}  # ok: TK102
    broken = {c for c in GRID}  # expect: TK102

    class Inner:
        @staticmethod
        def names(prefix="c"):
            return {f"{prefix}{n}": c for n, c in enumerate(GRID)}  # ok: TK101

    @property
    def corner(self):
        global last
        last = GRID[-1]
        return {last[0]: 1, int(last[1]): 2}  # ok: TK101


@contextlib.contextmanager
def counting():
    counts = {}
    yield counts
    counts[last] = 1  # expect: TK101


board = Board()
print(grid(), len(board.cells), board.Inner.names(), board.corner)
with counting() as numbers:
    numbers[last.tobytes()] = 2  # ok: TK101
sort = (lambda rows, key=lambda r: r[0]: {key(r): n for n, r in enumerate(rows)})(GRID)  # ok: TK101
