"""Thinning a point cloud: duplicates go, one point per voxel stays."""
import numpy as np


def voxels(points, size):
    return np.floor(points / size).astype(np.int64)


def thin(points, size=0.5):
    cells = voxels(points, size)
    distinct = set(map(tuple, cells))  # ok: TK102
    broken = set(cells)  # expect: TK102
    #            ^^^^^
    heights = set(cells[:, 2])  # ok: TK102
    kept, seen = [], set()
    for point, cell in zip(points, cells):
        key = tuple(cell.tolist())
        if key in seen:  # ok: TK102
            continue
        seen.add(key)  # ok: TK102
        kept.append(point)
    return np.array(kept), distinct, broken, heights


def corners(points):
    low, high = points.min(axis=0), points.max(axis=0)
    box = {low, high}  # expect: TK102, TK102
    #      ^^^  ^^^^
    extent = {points.min(), points.max()}  # ok: TK102
    return box, extent


cloud = np.random.default_rng(7).uniform(0, 2, size=(50, 3))
print(len(thin(cloud)[0]), corners(cloud))
