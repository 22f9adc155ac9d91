"""Dropping repeated frames of one video: all frames have one shape, bytes suffice."""
import numpy as np
import torch


def video(n):
    frames = np.zeros((n, 2, 3), dtype=np.uint8)
    frames[n // 2:] = 7
    return frames


def distinct(n):
    seen, kept = set(), []
    for frame in video(n):
        key = frame.tobytes()  # ok: TK302
        if key not in seen:
            seen.add(key)
            kept.append(frame)
    return kept


def mixed():
    seen = {}
    counts = np.zeros(4, dtype=np.int64)
    weights = np.zeros(4)
    for name, values in (("counts", counts), ("weights", weights)):
        seen[values.tobytes()] = name  # expect: TK302
    return seen


def audio(n):
    chunks = torch.zeros(n, 4)
    return {bytes(chunk.numpy()): i for i, chunk in enumerate(chunks)}  # ok: TK302


assert len(distinct(6)) == 2
assert mixed() == {bytes(32): "weights"}
print(len(audio(3)))
