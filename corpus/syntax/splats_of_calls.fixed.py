"""Stars in displays and calls: `{*x.f()}` unpacks what x.f() returns."""
import numpy as np
import torch

labels = torch.tensor([2, 0, 2])
grid = np.arange(6).reshape(2, 3)

classes = {*labels.sign().tolist()}  # expect: TK202
numbers = {*labels.sign().tolist()}  # ok: TK202
head = {*labels[:2].tolist()}  # expect: TK202
heads = {*labels.tolist()[:2]}  # ok: TK202
rows = {*map(tuple, grid.round().tolist())}  # expect: TK102
cells = {*grid.ravel(), *grid[0]}  # ok: TK102
both = {0, *map(tuple, grid.T.tolist()), 1}  # expect: TK102
nested = {(*labels,)}  # expect: TK202
flat = {(*labels.tolist(),), (*grid[0],)}  # ok: TK202
listed = [*labels.sign()]
reveal_value(listed)  # is: list[torch.Tensor rank=0 dtype=int64]
reveal_value([*grid.astype(float)])  # is: list[numpy.ndarray rank=1 dtype=float64]


def collect(*parts, **options):
    seen = {*parts}  # ok: TK102
    named = {**options, **{"last": grid}}  # ok: TK101
    return {**{key: 1 for key in seen}, **dict.fromkeys(named)}  # ok: TK101


print(collect(*labels.tolist(), *grid.flatten(), extra=grid, **{"more": labels}))
print(len(classes | numbers | head | heads), rows, cells, both, len(nested), len(flat))
first, *others = {n: row for n, row in zip([*labels.tolist()], [*grid.copy()])}.items()  # ok: TK201
