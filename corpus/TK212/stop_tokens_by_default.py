"""Decoding until a token that stops it; which tokens do is a parameter that everybody leaves as it is."""
import numpy as np
import torch


def changed(frame, state):
    digest = (frame.shape, frame.dtype.str, frame.tobytes())
    if digest in state:
        return False
    state.add(digest)
    return True


def has_hash(x):
    try:
        hash(x)
    except TypeError:
        return False
    return True


def may_be_key(x):
    return has_hash(x)


def decode(logits, stop={1, 2}):
    chosen = []
    for row in logits:
        token = row.argmax()
        if token in stop:  # expect: TK212
            break
        if token.item() in stop:  # ok: TK212
            break
        chosen.append(token.item())
    return chosen


def count_colours(frames):
    state, counts = set(), {}
    for frame in frames:
        if not changed(frame, state):
            continue
        for colour in np.unique(frame.reshape(-1, 3), axis=0):
            counts[tuple(colour.tolist())] = 1  # ok: TK101
            counts[colour] = 1  # expect: TK101
    return counts


def count_keys(values):
    counts = {}
    for value in values:
        if may_be_key(value):
            counts[value] = counts.get(value, 0) + 1  # ok: TK101
    return counts


if __name__ == "__main__":
    print(decode(torch.eye(3)))
    print(len(count_colours(np.zeros((2, 4, 4, 3), np.uint8))), count_keys([np.ones(2), 3, "x", np.float64(2)]))
