"""Random walks over a graph: the walk is a tensor, the nodes of the graph are numbers."""
import networkx as nx
import torch

torch.manual_seed(0)


def walk(graph, steps):
    visited = torch.randint(0, len(graph), (steps,))
    trail = nx.DiGraph()
    for first, second in zip(visited, visited[1:]):
        trail.add_edge(first, second)  # expect: TK209, TK209
    return trail, visited


def walk_of_numbers(graph, visited):
    trail = nx.DiGraph()
    nx.add_path(trail, visited.tolist())  # ok: TK209
    for node in visited.tolist():
        trail.add_node(node, degree=graph.degree(node))  # ok: TK209
    return trail


def known(graph, visited):
    found = [graph.has_node(node.item()) for node in visited]  # ok: TK209
    missing = [visited[0] in graph]  # expect: TK209
    return all(found), any(missing)


ring = nx.cycle_graph(4)
trail, visited = walk(ring, 6)
assert len(trail) > len(walk_of_numbers(ring, visited))
assert known(ring, visited) == (True, False)
