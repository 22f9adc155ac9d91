"""A graph over the free cells of a grid; cells are coordinates, and some of them arrays."""
import networkx as nx
import numpy as np

grid = np.array([[1, 1, 0], [0, 1, 1]])
STEPS = np.array([[0, 1], [1, 0]])


def cells(mask):
    graph = nx.Graph()
    for cell in np.argwhere(mask):
        graph.add_node(tuple(cell.tolist()), height=1.0)  # ok: TK109
        graph.add_node(tuple(cell.tolist()))  # expect: TK109
        #              ^^^^
    return graph


def connected(mask):
    graph = nx.Graph()
    for row, column in np.argwhere(mask):
        graph.add_node((row, column))  # ok: TK109
        graph.add_edge((row, column), "exit")  # ok: TK109
        graph.add_edge("start", tuple(STEPS[0].tolist()))  # expect: TK109
    return graph


def from_pairs(pairs, weights):
    graph = nx.DiGraph()
    graph.add_edges_from(pairs)  # ok: TK109
    graph.add_nodes_from([(0, {"weight": weights}), (1, {"weight": weights})])  # ok: TK109
    graph.add_edges_from([(0, 1, {"weight": weights})])  # ok: TK109
    graph.add_edges_from([(0, weights)])  # expect: TK109
    return graph


def degree_of(graph, node):
    known = tuple(node.tolist()) in graph  # expect: TK209
    return known, graph.has_node(tuple(node.tolist())), len(graph[0])  # expect: TK209


def neighbours(graph, node):
    return list(graph.neighbors(node.item())), list(graph[node.item()])  # expect: TK109


network = nx.path_graph(3)
print(degree_of(network, np.zeros(2)))
for build in (lambda: cells(grid), lambda: connected(grid),
              lambda: from_pairs(STEPS, np.ones(2)), lambda: neighbours(network, np.array(1))):
    print(build())
