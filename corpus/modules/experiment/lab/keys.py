"""Keys made of arrays, and what counts them."""

from collections import Counter, defaultdict


def content_key(array):
    return array.tobytes()


def sound_key(array):
    return array.shape, array.dtype.str, array.tobytes()


def tally(values):
    return Counter(values)  # passed: TK211


def group(pairs, by=None):
    groups = defaultdict(list)
    for key, value in pairs:
        groups[by(key) if by else key].append(value)  # passed: TK201
    return groups
