"""A scene graph out of predicted relations: subjects and objects are indices in tensors."""
import networkx as nx
import torch

relations = torch.tensor([[0, 1], [0, 2], [1, 2]])
scores = torch.tensor([0.9, 0.2, 0.7])


def strong(threshold):
    graph = nx.DiGraph()
    for (subject, target), score in zip(relations, scores):
        if score > threshold:
            graph.add_edge(subject, target, score=score)  # expect: TK209, TK209
    return graph


def strong_by_number(threshold):
    graph = nx.DiGraph()
    for (subject, target), score in zip(relations.tolist(), scores):
        if score > threshold:
            graph.add_edge(subject, target, score=score)  # ok: TK209
    return graph


def best():
    graph = nx.DiGraph()
    top = scores.topk(2).indices
    graph.add_nodes_from(top)  # expect: TK209
    graph.add_nodes_from(top.tolist())  # ok: TK209
    graph.add_nodes_from(range(len(top)))  # ok: TK209
    return graph


assert strong(0.5).number_of_nodes() == 4 and strong_by_number(0.5).number_of_nodes() == 3
assert best().number_of_nodes() == 5
