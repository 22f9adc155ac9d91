"""Fingerprints of images for a report of duplicates."""
import zlib

import numpy as np


def fingerprints(images):
    lines = []
    for name, image in images.items():
        lines.append((name, hash(image)))  # expect: TK103
        #                        ^^^^^
        lines.append((name, hash(image.tobytes())))  # ok: TK103
        lines.append((name, hash((image.shape, image.dtype.str))))  # ok: TK103
        lines.append((name, zlib.crc32(image)))  # ok: TK103
        lines.append((name, hash((name, image))))  # expect: TK103
        lines.append((name, hash(image.mean())))  # ok: TK103
    return lines


def row_codes(image):
    codes = [hash(row.tobytes()) for row in image]  # ok: TK103
    broken = [hash(row) for row in image]  # expect: TK103
    pixels = [hash(pixel) for pixel in image[0]]  # ok: TK103
    return codes, broken, pixels


def combine(parts):
    code = 17
    for part in parts:
        code = code * 31 + hash(part)  # ok: TK103
    return code


pictures = {"dark": np.zeros((2, 3)), "light": np.ones((2, 3))}
print(fingerprints(pictures), row_codes(pictures["dark"]), combine(["a", 2, (3.0, None)]))
