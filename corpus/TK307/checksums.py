"""Features of images, cached under checksums of the pixels."""
import hashlib
import zlib

import numpy as np


class Features:
    def __init__(self):
        self.by_crc, self.by_sum, self.by_digest = {}, {}, {}

    def crc(self, image):
        key = zlib.crc32(image.tobytes())  # expect: TK307
        if key not in self.by_crc:
            self.by_crc[key] = image.mean()
        return self.by_crc[key]

    def adler(self, image):
        key = zlib.adler32(np.ascontiguousarray(image))  # expect: TK307
        if key not in self.by_sum:
            self.by_sum[key] = image.mean()
        return self.by_sum[key]

    def digest(self, image):
        header = repr((image.dtype.str, image.shape)).encode()
        key = hashlib.sha256(header + image.tobytes()).hexdigest()  # ok: TK307
        if key not in self.by_digest:
            self.by_digest[key] = image.mean()
        return self.by_digest[key]

    def changed(self, image, before):
        return zlib.crc32(image.tobytes()) != before  # ok: TK307


features = Features()
one = np.array([1, 3, 2], dtype=np.uint8)
other = np.array([2, 1, 3], dtype=np.uint8)
assert zlib.adler32(np.array([0, 2, 0], np.uint8)) == zlib.adler32(np.array([1, 0, 1], np.uint8))
for image in (one, other):
    features.crc(image), features.adler(image), features.digest(image)
assert len(features.by_digest) == 2 and features.changed(one, 0)
