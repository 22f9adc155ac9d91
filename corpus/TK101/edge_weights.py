"""Shortest paths over an edge list held in an integer array of two columns."""
import heapq

import numpy as np


def adjacency(edges, weights):
    table = {}
    for (u, v), w in zip(edges, weights):
        table.setdefault(u, {})[v] = w  # ok: TK101
        table.setdefault(v, {})[u] = w  # ok: TK101
    return table


def weight_of(edges, weights):
    known = {}
    for edge, w in zip(edges, weights):
        if tuple(edge) not in known:  # ok: TK101
            known[tuple(edge)] = w
        if edge not in known:  # expect: TK101
            known[tuple(edge)] = w
        known.pop(edge, None)  # expect: TK101
    return known


def dijkstra(table, start):
    best = {start: 0.0}
    queue = [(0.0, start)]
    while queue:
        cost, node = heapq.heappop(queue)
        for other, w in table[node].items():
            if cost + w < best.get(other, np.inf):  # ok: TK101
                best[other] = cost + w
                heapq.heappush(queue, (best[other], other))
    return best


edge_list = np.array([[0, 1], [1, 2], [0, 2], [2, 3]])
lengths = np.array([1.0, 1.0, 3.0, 0.5])
graph = adjacency(edge_list, lengths)
print(dijkstra(graph, 0), weight_of(edge_list, lengths))
ends = edge_list[-1]
print(graph.get(ends[0]))  # ok: TK101
print(graph.get(ends))  # expect: TK101
del graph[ends]  # expect: TK101
