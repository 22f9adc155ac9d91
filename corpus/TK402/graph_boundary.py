"""Edges of a mesh that touch its boundary."""
import numpy as np

edges = np.array([[0, 1], [1, 2], [2, 3]])


def boundary_nodes(pairs):
    seen = set()
    for a, b in pairs.tolist():
        seen ^= {a, b}
    return seen


def touching():
    outer = boundary_nodes(edges)
    return np.isin(edges, outer).any(axis=1)  # expect: TK402


def touching_list():
    outer = boundary_nodes(edges)
    return np.isin(edges, list(outer)).any(axis=1)  # ok: TK402


def touching_array():
    outer = np.array(sorted(boundary_nodes(edges)))
    return np.isin(edges, outer).any(axis=1)  # ok: TK402


def inner(limit):
    outer = boundary_nodes(edges) | {limit}
    return edges[~np.isin(edges[:, 0], outer)]  # expect: TK402


def count():
    return len(boundary_nodes(edges) & {0, 3})  # ok: TK402


print(touching(), touching_list(), touching_array(), inner(9), count())
