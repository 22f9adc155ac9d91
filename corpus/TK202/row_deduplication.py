"""Duplicate boxes after augmentation; rows of a matrix as members of a set."""
import torch


def boxes():
    return torch.tensor([[0, 0, 4, 4], [1, 1, 2, 2], [0, 0, 4, 4]])


def distinct(rows):
    by_tuple = set(map(tuple, rows))  # expect: TK202
    by_row = {row for row in rows}  # expect: TK202
    by_value = set(map(tuple, rows.tolist()))  # ok: TK202
    by_library = torch.unique(rows, dim=0)
    assert len(by_tuple) == 3 and len(by_value) == len(by_library) == 2
    return by_row, by_value


def overlapping(rows):
    pairs, shared = set(), set()
    for i in range(len(rows)):
        for j in range(i):
            if torch.equal(rows[i], rows[j]):
                pairs.add((i, j))  # ok: TK202
                shared.add((rows[i, 0], rows[i, 1]))  # expect: TK202
                #          ^^^^^^^^^^^^^^^^^^^^^^^^
                shared.add((rows[i, 0].item(), rows[i, 1].item()))  # ok: TK202
    return pairs, shared


def corner_points(rows):
    corners = set()
    for x0, y0, x1, y1 in rows:
        corners.update([(int(x0), int(y0)), (int(x1), int(y1))])  # ok: TK202
        corners.update([x0, y0])  # expect: TK202
    for x0, y0, x1, y1 in rows.numpy():
        corners.add((x1 - x0, y1 - y0))  # ok: TK202
    return corners


print(distinct(boxes()), overlapping(boxes()), len(corner_points(boxes())))
