"""A tree of tokens from heads that a parser predicts."""
import networkx as nx
import torch


def tree(heads):
    graph = nx.DiGraph()
    for child, head in enumerate(heads):
        graph.add_edge(head, child)  # expect: TK209
    return graph


def tree_of_numbers(heads):
    graph = nx.DiGraph()
    for child, head in enumerate(heads.tolist()):
        graph.add_edge(head, child)  # ok: TK209
    return graph


def tree_of_names(heads, words):
    graph = nx.DiGraph()
    for child, head in enumerate(heads):
        graph.add_edge(words[head], words[child])  # ok: TK209
        graph.nodes[words[child]]["head"] = head  # ok: TK209
    return graph


heads = torch.tensor([1, 1, 1])
assert len(tree(heads)) == 6 and len(tree_of_numbers(heads)) == 3
named = tree_of_names(heads, ["the", "cat", "sat"])
assert "cat" in named and named.has_edge("cat", "the")
