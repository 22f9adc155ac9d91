"""A transposition table of a board game: positions under a checksum, values from the whole board."""
import binascii
import hashlib
import zlib

import numpy as np

TABLE, EXACT = {}, {}


def score(board: np.ndarray):
    return float((board * np.arange(board.size).reshape(board.shape)).sum())


def evaluate(board: np.ndarray, depth):
    key = (binascii.crc32(board.tobytes()), depth)  # expect: TK307
    if key not in TABLE:
        TABLE[key] = score(board)
    return TABLE[key]


def evaluate_exact(board: np.ndarray, depth):
    key = (board.shape, board.dtype.str, board.tobytes(), depth)  # ok: TK307
    if key not in EXACT:
        EXACT[key] = score(board)
    return EXACT[key]


def evaluate_long(board: np.ndarray):
    digest = hashlib.blake2b(board.tobytes() + repr((board.shape, board.dtype.str)).encode())
    key = digest.hexdigest()  # ok: TK307
    if key not in EXACT:
        EXACT[key] = score(board)
    return EXACT[key]


def checksum_line(board):
    return f"{zlib.crc32(board.tobytes()):08x}"  # ok: TK307


board = np.zeros((3, 3), dtype=np.int8)
board[1, 1] = 1
assert evaluate(board, 2) == evaluate_exact(board, 2) == evaluate_long(board)
print(checksum_line(board))
