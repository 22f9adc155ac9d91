"""Semicolons, backslashes, one-line suites, and expressions over many lines."""
import numpy as np; table = {}; eye = np.eye(2)  # noqa: E702


def short(x): return {x.size: x}  # ok: TK101


if eye.size: table[eye.size] = eye; table["k"] = eye[0]  # ok: TK101

for row in eye: table[tuple(row)] = 1  # ok: TK101

total = table[4] \
    .sum() + \
    len(table)

result = (
    table
    .get(
        eye  # expect: TK101
        [0],
        None,
    )
)

keys = [
    key
    for key in table  # ok: TK101
    if key
    in table  # ok: TK101
]

value = short(
    eye
)[4]; print(value, total, result, keys)  # ok: TK101
try: table[eye] = 0  # expect: TK101
finally: print(len(table))
class Empty: pass
with open(__file__) as source: table[source.readline()] = 1  # ok: TK101
