"""Tasks that depend on each other; the nodes are names, numbers, and once a list."""
import networkx as nx
import numpy as np

order = np.array([[0, 1], [1, 2], [0, 2]])
names = np.array(["load", "train", "test"])


def pipeline():
    graph = nx.DiGraph()
    for before, after in order:
        graph.add_edge(names[before], names[after])  # ok: TK109
        graph.add_edge(before, after)  # ok: TK109
    graph.add_edges_from(order.tolist())  # ok: TK109
    return graph


def grouped():
    graph = nx.DiGraph()
    graph.add_node(["load", "train"])  # expect: TK109
    graph.add_edge("load", {"train"})  # expect: TK109
    graph.add_edge("load", frozenset({"train"}))  # ok: TK109
    return graph


def removed(graph):
    graph.remove_node(names[2])  # ok: TK109
    graph.remove_node(order[0])  # expect: TK109
    return list(graph.successors("load"))  # ok: TK109


print(grouped(), removed(pipeline()))
