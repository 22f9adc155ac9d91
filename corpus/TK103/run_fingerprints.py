"""Fingerprints of runs out of their settings: sorted items, nested tuples, and one list too many."""
import numpy as np

SETTINGS = {"rate": 0.1, "layers": (32, 16), "seed": 3}
LISTED = {"rate": 0.1, "layers": [32, 16]}


def fingerprint(settings):
    return hash(tuple(sorted(settings.items())))


def exact(settings):
    return hash(frozenset((name, str(value)) for name, value in settings.items()))  # ok: TK103


def of_weights(layers):
    marks = [hash(layer.shape) for layer in layers]  # ok: TK103
    marks.append(hash(tuple(layer.tobytes() for layer in layers)))  # ok: TK103
    marks.append(hash(tuple(layers)))  # expect: TK103
    return marks


def of_slices(layer):
    first = layer[0]
    return [hash(first[0]), hash(tuple(first)), hash(first)]  # expect: TK103


print(fingerprint(SETTINGS), exact(LISTED))
print(of_weights([np.eye(2), np.ones((2, 2))]), of_slices(np.eye(2)))
print(hash((1, LISTED["rate"])), hash(("layers", list(SETTINGS["layers"]))))  # expect: TK103
