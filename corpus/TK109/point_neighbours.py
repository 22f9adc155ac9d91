"""A neighbour graph of points: numbers of points as nodes, not the points."""
import networkx as nx
import numpy as np

points = np.array([[0.0, 0.0], [0.4, 0.1], [3.0, 3.0]])


def by_number(radius):
    graph = nx.Graph()
    for i, first in enumerate(points):
        graph.add_node(i, position=first)  # ok: TK109
        for j, second in enumerate(points[:i]):
            if np.linalg.norm(first - second) < radius:
                graph.add_edge(i, j, vector=first - second)  # ok: TK109
    return graph


def by_point(radius):
    graph = nx.Graph()
    for first in points:
        for second in points:
            if 0 < np.linalg.norm(first - second) < radius:
                graph.add_edge(first, second)  # expect: TK109, TK109
    return graph


def by_tuple(radius):
    graph = nx.Graph()
    for first in map(tuple, points):
        graph.add_node(first)  # ok: TK109
        graph.add_edges_from((first, tuple(p)) for p in points)  # ok: TK109
    return graph


print(by_number(1.0).number_of_edges(), by_tuple(1.0).number_of_nodes())
by_point(1.0)
