# fix-args: --key-style sha256
import numpy as np
import hashlib

rows = np.ones((2, 2))
table = {}
table[hashlib.sha256(repr((rows.dtype.str, rows.shape)).encode() + rows.tobytes()).hexdigest()] = 1  # expect: TK101
print({hashlib.sha256(repr((r.dtype.str, r.shape)).encode() + r.tobytes()).hexdigest() for r in rows})  # expect: TK102
