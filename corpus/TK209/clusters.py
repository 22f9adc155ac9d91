"""Clusters of embeddings as connected components."""
import networkx as nx
import torch

embeddings = torch.tensor([[0.0, 1.0], [0.1, 1.0], [5.0, 5.0]])


def components(threshold):
    graph = nx.Graph()
    distances = torch.cdist(embeddings, embeddings)
    graph.add_nodes_from(range(len(embeddings)))  # ok: TK209
    close = (distances < threshold).nonzero()
    graph.add_edges_from(close)  # expect: TK209
    return nx.number_connected_components(graph)


def components_of_numbers(threshold):
    graph = nx.Graph()
    distances = torch.cdist(embeddings, embeddings)
    graph.add_nodes_from(range(len(embeddings)))  # ok: TK209
    graph.add_edges_from((distances < threshold).nonzero().tolist())  # ok: TK209
    return nx.number_connected_components(graph)


def by_row():
    graph = nx.Graph()
    for row in embeddings:
        graph.add_node(row)  # expect: TK209
        graph.add_node(tuple(row.tolist()))  # ok: TK209
    return len(graph)


assert components_of_numbers(1.0) == 2 and components(1.0) > 2
assert by_row() == 6
