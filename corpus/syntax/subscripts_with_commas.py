"""d[a, b] hashes a tuple; x[a, b] of an array hashes nothing."""
import numpy as np

heights = np.arange(12.0).reshape(3, 4)
cells = {}

for i in range(3):
    for j in range(4):
        cells[i, j] = heights[i, j]  # ok: TK101
        cells[heights[i, j], j] = i  # ok: TK101

for row in heights:
    cells[row, 0] = row.sum()  # expect: TK101
    cells[(row, 0)] = row.sum()  # expect: TK101
    cells[0, row[0]] = row.sum()  # ok: TK101
    cells[0, (1, row)] = 0.0  # expect: TK101
    cells[row.shape, row.size] = 0.0  # ok: TK101

block = heights[np.array([0, 1]), :]  # ok: TK101
corner = heights[..., 0, None]  # ok: TK101
mixed = heights[1:, [0, 2]]  # ok: TK101
print(cells[0, 1], cells[0.0, 0], block.shape, corner.shape, mixed)  # ok: TK101
print(cells.get((0, 1)), cells.get((corner, 1)))  # expect: TK101
nested = {"a": cells}
print(nested["a"][2, 3], (1, 2) in nested["a"])  # ok: TK101
