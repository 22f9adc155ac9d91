"""Boards of a game as text keys, which can be logged and compared by eye."""
# fix-args: --key-style string
import numpy as np

visits: dict = {}


def moves(board: np.ndarray, player: int):
    for place in np.argwhere(board == 0):
        after = board.copy()
        after[tuple(place)] = player
        yield after


def explore(board, player, depth):
    key = repr((board.dtype.str, board.shape, board.tolist()))
    visits[key] = visits.get(key, 0) + 1  # expect: TK101, TK101
    for after in moves(board, player) if depth else ():
        explore(after, -player, depth - 1)


if __name__ == "__main__":
    explore(np.zeros((2, 2), dtype=int), 1, 2)
    print(len(visits))
