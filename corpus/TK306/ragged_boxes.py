"""Boxes of images: as many rows as there are objects, in an array of arrays."""
import numpy as np


class BoxCache:
    def __init__(self):
        self.areas = {}

    def area(self, boxes):
        key = boxes.tobytes()  # expect: TK306
        if key not in self.areas:
            self.areas[key] = sum(float(b.sum()) for b in boxes)
        return self.areas[key]

    def area_of_rows(self, boxes):
        key = tuple(row.tobytes() for row in boxes)  # ok: TK306
        if key not in self.areas:
            self.areas[key] = sum(float(b.sum()) for b in boxes)
        return self.areas[key]


def ragged(*rows):
    result = np.empty(len(rows), dtype=object)
    for index, row in enumerate(rows):
        result[index] = np.array(row, dtype=float)
    return result


cache = BoxCache()
first = ragged([1, 2], [3])
assert cache.area(first) == 6.0
first[0] += 1.0
assert cache.area(first) == 6.0
assert cache.area_of_rows(first) == 8.0
assert cache.area_of_rows(ragged([2, 3], [3])) == 8.0
assert len(cache.areas) == 2
