#!/usr/bin/env python
# Large arrays as keys that have to stay short: a digest, whose module the file has under another name.
# fix-args: --key-style sha256
from __future__ import annotations

import hashlib as digests
from collections import OrderedDict

import numpy as np


class Spectra:
    """Keeps the newest results only."""

    def __init__(self, most=16):
        self.newest: OrderedDict = OrderedDict()
        self.most = most

    def of(self, volume: np.ndarray):
        key = digests.sha256(repr((volume.dtype.str, volume.shape)).encode() + volume.tobytes()).hexdigest()
        if key in self.newest:  # expect: TK101
            self.newest.move_to_end(key)  # expect: TK101
        else:
            self.newest[key] = np.fft.fftn(volume)  # expect: TK101
            if len(self.newest) > self.most:
                self.newest.popitem(last=False)
        return self.newest[key]  # expect: TK101

    def version(self):
        return digests.md5(b"spectra").hexdigest()


if __name__ == "__main__":
    spectra = Spectra()
    print(spectra.of(np.zeros((8, 8, 8))).shape, spectra.version())
