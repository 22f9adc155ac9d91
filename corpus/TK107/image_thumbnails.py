"""Thumbnails of images are compared to find copies among the files of a folder."""
import hashlib

import numpy as np
import pandas as pd

PATHS = pd.Series(["cat.png", "dog.png", "cat copy.png"], index=[1, 2, 3])


def thumbnail(path):
    rng = np.random.default_rng(len(path.split()[0]))
    return rng.integers(0, 255, size=(2, 2)).astype(np.uint8)


def digest(path):
    pixels = thumbnail(path)
    return hashlib.sha256(repr(pixels.shape).encode() + pixels.tobytes()).hexdigest()


def count_by_digest():
    return PATHS.map(digest).nunique()  # ok: TK107


def count_by_pixels():
    return PATHS.map(thumbnail).nunique()  # expect: TK107


def names():
    stems = PATHS.map(lambda path: path.split(".")[0])
    return stems.unique(), pd.unique(stems.str.upper())  # ok: TK107


def sizes():
    return PATHS.map(lambda path: thumbnail(path).shape).unique()  # ok: TK107


def masks():
    dark = PATHS.apply(lambda path: thumbnail(path) < 10)
    return dark.factorize()  # expect: TK107


print(count_by_digest(), names(), sizes())
count_by_pixels()
masks()
