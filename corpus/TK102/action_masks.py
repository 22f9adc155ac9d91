"""Legal moves of a board game as sets of moves; `in` against sets built in several ways."""
import numpy as np


def legal_moves(board):
    return np.argwhere(board == 0)


def choose(board, wanted):
    moves = legal_moves(board)
    legal = {(r, c) for r, c in moves}  # ok: TK102
    if wanted in {(0, 0), (2, 2)}:  # ok: TK102
        return wanted
    for move in moves:
        if tuple(move) in legal:  # ok: TK102
            best = move
        if move in legal:  # expect: TK102
            return move
    return best


def blocked(board):
    full = np.argwhere(board != 0)
    flat = np.flatnonzero(board)
    numbers = {n for n in flat}  # ok: TK102
    pairs = {pair for pair in full}  # expect: TK102
    lines = set(zip(*np.nonzero(board)))  # ok: TK102
    rows = {board[r] for r in range(len(board))}  # expect: TK102
    cells = {board[r, 0] for r in range(len(board))}  # ok: TK102
    return numbers, pairs, lines, rows, cells


position = np.array([[1, 0, 2], [0, 0, 1], [2, 0, 0]])
print(choose(position, (1, 1)), blocked(position))
