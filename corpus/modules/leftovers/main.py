import numpy as np

from helpers import once, strictly_once

rows = np.eye(2)
print(len(once(rows)))                        # ok: TK101
print(len(once([1, 2, 1])))                   # ok: TK101
print(len(strictly_once([1, 2, 1])))          # ok: TK101
print(len(strictly_once(rows)))               # expect: TK101
