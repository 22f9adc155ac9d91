"""Attention over images of a few sizes: what depends on the size, and what does not."""
import numpy as np

SIZES, POSITIONS, MAPS = {}, {}, {}


def positions(image: np.ndarray):
    key = image.shape[:2]  # ok: TK304
    if key not in POSITIONS:
        ys, xs = np.indices(key)
        POSITIONS[key] = np.stack([ys, xs], axis=-1)
    return POSITIONS[key]


def saliency(image: np.ndarray):
    key = (image.shape, image.dtype.name)  # expect: TK304
    try:
        return MAPS[key]
    except KeyError:
        MAPS[key] = np.abs(image).cumsum(axis=0)
        return MAPS[key]


def saliency_by_name(image: np.ndarray, name):
    key = (name, image.shape)  # ok: TK304
    if key not in MAPS:
        MAPS[key] = np.abs(image).cumsum(axis=0)
    return MAPS[key]


def count(image: np.ndarray):
    SIZES[image.shape] = SIZES.get(image.shape, 0) + 1  # ok: TK304
    return SIZES[image.shape]


dark, light = np.zeros((2, 2)), np.array([[0.0, 1.0], [1.0, 0.0]])
saliency(dark)
assert saliency(light).max() == 0.0 and saliency_by_name(light, "light").max() == 1.0
assert positions(dark).shape == (2, 2, 2) and [count(dark), count(light)] == [1, 2]
