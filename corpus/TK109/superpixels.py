"""A region graph of an image: labels are numbers, mean colours are arrays."""
import networkx as nx
import numpy as np

labels = np.array([[0, 0, 1], [2, 2, 1]])
image = np.arange(18.0).reshape(2, 3, 3)


def means():
    return {label: image[labels == label].mean(axis=0) for label in np.unique(labels)}


def region_graph():
    graph = nx.Graph()
    colours = means()
    for label, colour in colours.items():
        graph.add_node(label, colour=colour)  # ok: TK109
    graph.add_edges_from(np.unique(np.stack([labels[:, :-1].ravel(), labels[:, 1:].ravel()]).T, axis=0))  # ok: TK109
    return graph


def colour_graph():
    graph = nx.Graph()
    for colour in means().values():
        graph.add_node(colour)  # expect: TK109
        graph.add_node(tuple(colour))  # ok: TK109
        graph.add_node(colour.argmax())  # ok: TK109
    return graph


def weights(graph):
    for a, b in graph.edges:
        graph[a][b]["weight"] = float(abs(a - b))  # ok: TK109
    return graph.size(weight="weight")


print(weights(region_graph()), colour_graph())
