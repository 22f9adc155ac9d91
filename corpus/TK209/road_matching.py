"""Matching of roads: nodes are pairs of indices, of which one half is a tensor."""
import networkx as nx
import torch


def assignment(costs):
    graph = nx.Graph()
    for row in range(costs.shape[0]):
        column = costs[row].argmin()
        graph.add_edge(("left", row), ("right", column))  # expect: TK209
        graph.add_edge(("left", row), ("right", column.item()))  # ok: TK209
    return graph


def flow(costs):
    graph = nx.DiGraph()
    for row, column in torch.nonzero(costs < 0.5):
        graph.add_edge(int(row), f"sink{column}", capacity=1)  # ok: TK209
        graph.add_edge(row, "sink")  # expect: TK209
    return graph


def matched(graph, row):
    return ("left", row) in graph, graph.degree(("left", row))  # ok: TK209


costs = torch.tensor([[0.1, 0.9], [0.2, 0.8]])
graph = assignment(costs)
assert sum(side == "right" for side, _ in graph) == 3
print(matched(graph, 0), flow(costs).number_of_nodes())
