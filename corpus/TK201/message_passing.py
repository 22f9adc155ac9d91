"""Neighbour lists from a COO edge index, as graph networks hold it."""
import torch


def neighbours(edge_index):
    lists = {}
    for source, target in edge_index.t():
        lists.setdefault(source, []).append(target)  # expect: TK201
    return lists


def neighbours_by_number(edge_index):
    lists = {}
    for source, target in edge_index.t().tolist():
        lists.setdefault(source, []).append(target)  # ok: TK201
    return lists


def degrees(edge_index, n):
    degree = torch.zeros(n, dtype=torch.long)
    table = {}
    for node in edge_index[0]:
        degree[node] += 1  # ok: TK201
        table[node] = degree[node]  # expect: TK201
        table[node.item()] = int(degree[node])  # ok: TK201
    return degree, table


def edge_ids(edge_index):
    ids = {}
    for number in range(edge_index.size(1)):
        u, v = edge_index[0, number], edge_index[1, number]
        ids[u, v] = number  # expect: TK201
        ids[int(u), int(v)] = number  # ok: TK201
        ids[tuple(edge_index[:, number].tolist())] = number  # ok: TK201
    return ids


edges = torch.tensor([[0, 0, 1, 2], [1, 2, 2, 0]])
print(len(neighbours(edges)), neighbours_by_number(edges))
print(degrees(edges, 3), len(edge_ids(edges)))
