"""`add`, `type`, `tobytes`, `get` and `update` of things that are neither dict nor array."""
import hashlib
import unittest

import numpy as np
import torch


class FlatIndex:
    """A vector index in the manner of nearest-neighbour libraries."""

    def __init__(self, width):
        self.vectors = np.zeros((0, width))

    def add(self, vectors):
        self.vectors = np.concatenate([self.vectors, vectors])

    def get(self, number):
        return self.vectors[number]

    def update(self, vectors):
        self.vectors[: len(vectors)] = vectors


class Picture:
    """Has bytes, and no shape that could be forgotten."""

    def __init__(self, pixels):
        self.pixels = bytes(pixels)

    def tobytes(self):
        return self.pixels


def index_all(vectors):
    index = FlatIndex(vectors.shape[1])
    index.add(vectors)  # ok: TK102
    index.update(vectors[:1])  # ok: TK101, TK102
    return index.get(np.array([0, 1]))  # ok: TK101


def picture_names(pictures):
    return {hashlib.md5(p.tobytes()).hexdigest(): p for p in pictures}  # ok: TK302


def kinds(tensors):
    by_kind = {}
    for t in tensors:
        by_kind.setdefault(t.type(), []).append(t)  # ok: TK201
        by_kind.setdefault(t.layout, []).append(t)  # ok: TK201
        by_kind.setdefault(t.stride(), []).append(t)  # ok: TK201
    return by_kind


class HashingTest(unittest.TestCase):
    def test_rows_do_not_hash(self):
        with self.assertRaises(TypeError):
            {np.zeros(2): 1}  # ok-raises: TK101

    def test_names(self):
        self.assertIn("torch.FloatTensor", kinds([torch.ones(1)]))  # ok: TK101


def add(target, vectors):
    """A function of the name of a method."""
    target.append(vectors)
    return target


print(index_all(np.eye(3)), len(picture_names([Picture([1]), Picture([2])])))
print(len(add([], np.ones(2))), unittest.TextTestRunner().run(
    unittest.defaultTestLoader.loadTestsFromTestCase(HashingTest)).wasSuccessful())
