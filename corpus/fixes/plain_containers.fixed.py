"""Lists and sets as keys: a tuple, a frozenset."""


def settings(depth, rate):
    scores = {}
    scores[(depth, rate)] = 1  # expect: TK101
    return scores


def groups(words):
    seen = {}
    pair = {words[0], words[1]}
    seen[frozenset(pair)] = 1  # expect: TK101
    return seen


import numpy as np  # what makes this file one of arrays
