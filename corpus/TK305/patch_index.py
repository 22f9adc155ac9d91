"""An index of image patches of several sizes."""
import numpy as np


class PatchIndex:
    def __init__(self):
        self.flat = {}
        self.nested = {}

    def add(self, patch, where):
        self.flat.setdefault(tuple(patch.ravel()), []).append(where)  # expect: TK305
        rows = tuple(tuple(row) for row in patch)  # ok: TK305
        self.nested.setdefault(rows, []).append(where)

    def sizes(self):
        return len(self.flat), len(self.nested)


def patches(image, height, width):
    for i in range(0, image.shape[0] - height + 1, height):
        for j in range(0, image.shape[1] - width + 1, width):
            yield (i, j), image[i:i + height, j:j + width]


def one_size(image):
    table = {}
    for where in [(0, 0), (0, 2)]:
        i, j = where
        block = image[i:i + 2, j:j + 2].reshape(4)
        table[tuple(block)] = where  # ok: TK305
    return table


picture = np.zeros((4, 4), dtype=np.uint8)
index = PatchIndex()
for height, width in ((2, 1), (1, 2), (4, 4)):
    for where, patch in patches(picture, height, width):
        index.add(patch, where)
assert index.sizes() == (2, 3)
print(one_size(picture))
