# fix-args: --key-style sha256
import numpy as np

rows = np.ones((2, 2))
table = {}
table[rows] = 1  # expect: TK101
print({r for r in rows})  # expect: TK102
