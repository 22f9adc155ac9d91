"""Rows and pairs of tensors that are put into sets."""
import torch


def unique_rows(points):
    return {tuple(row.tolist()) for row in points}  # expect: TK202


def unique_pairs(points):
    return set(map(tuple, points.tolist()))  # expect: TK202


def visited(mask):
    seen = set()
    for row, column in torch.nonzero(mask):
        seen.add((row.item(), column.item()))  # expect: TK202
    return (0, 1) in seen


def q_table(states):
    q = {}
    for state in states:
        key = tuple(state.tolist())
        if key not in q:  # expect: TK201
            q[key] = 0.0  # expect: TK201
    return q


grid = torch.tensor([[0, 1], [2, 0], [0, 1]])
print(len(unique_rows(grid)), len(unique_pairs(grid)), visited(grid > 0), len(q_table(grid)))
