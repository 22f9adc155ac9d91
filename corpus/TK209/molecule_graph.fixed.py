"""Bonds of a molecule as a graph, out of the edge index of a graph network."""
import networkx as nx
import torch

edge_index = torch.tensor([[0, 1, 2], [1, 2, 3]])
charges = torch.tensor([6, 6, 8, 1])


def loose(edges):
    graph = nx.Graph()
    graph.add_edges_from(edges.t().tolist())  # expect: TK209
    #                    ^^^^^^^^^
    assert graph.number_of_nodes() == 6
    return graph


def exact(edges):
    graph = nx.Graph()
    graph.add_edges_from(edges.t().tolist())  # ok: TK209
    graph.add_nodes_from(range(edges.size(1)))  # ok: TK209
    assert graph.number_of_nodes() == 4
    return graph


def by_hand(edges):
    wrong, right = nx.DiGraph(), nx.DiGraph()
    for source, target in edges.t():
        wrong.add_edge(source.item(), target.item())  # expect: TK209, TK209
        right.add_edge(source.item(), target.item(), charge=charges[source])  # ok: TK209
    assert len(wrong) == 6 and len(right) == 4
    return right


def marked(graph):
    for index, charge in enumerate(charges):
        graph.add_node(index, charge=charge)  # ok: TK209
        graph.add_node(charge.item())  # expect: TK209
    graph.add_nodes_from(charges.tolist())  # expect: TK209
    graph.add_nodes_from(charges.numpy())  # ok: TK209
    return len(graph)


print(loose(edge_index), exact(edge_index), marked(by_hand(edge_index)))
