"""Renaming segmentation labels through a mapping, one image at a time."""
import operator
from collections import ChainMap, UserDict

import numpy as np

PALETTE = {0: "sky", 1: "road", 2: "tree"}


class Registry(UserDict):
    """Names of label images, by what the caller gives."""


def rename(image):
    flat = list(map(PALETTE.get, image.ravel()))  # ok: TK101
    rows = list(map(PALETTE.get, image))  # expect: TK101
    #                            ^^^^^
    return flat, rows


def look_up(image):
    both = ChainMap(PALETTE, {255: "void"})
    first = both[image[0, 0]]  # ok: TK101
    line = both[image[0]]  # expect: TK101
    got = operator.getitem(PALETTE, image[0, 1])  # ok: TK101
    return first, line, got


def register(images):
    known = Registry()
    for number, image in enumerate(images):
        known[number] = image  # ok: TK101
        known[image] = number  # expect: TK101
        known[image.shape] = image.dtype  # ok: TK101
        known[image.dtype] = number  # ok: TK101
    known.update({"last": images[-1]})  # ok: TK101
    known.update([(images[-1], "last")])  # expect: TK101
    known |= {"first": images[0]}  # ok: TK101
    return known


pictures = [np.zeros((2, 3), dtype=np.int64), np.ones((2, 3), dtype=np.int64)]
print(rename(pictures[0]), look_up(pictures[1]), len(register(pictures)))
