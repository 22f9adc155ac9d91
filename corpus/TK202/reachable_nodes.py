"""Nodes within k hops, over an adjacency matrix of zeros and ones."""
import torch


def hops(adjacency, start, k):
    frontier, seen = [start], {start}
    for _ in range(k):
        following = []
        for node in frontier:
            for other in adjacency[node].nonzero().flatten().tolist():
                if other not in seen:  # ok: TK202
                    seen.add(other)  # ok: TK202
                    following.append(other)
        frontier = following
    return seen


def hops_on_tensors(adjacency, start, k):
    frontier, seen = torch.tensor([start]), set()
    for _ in range(k):
        for node in frontier:
            seen.add(node)  # expect: TK202
        rows = adjacency[frontier]
        frontier = rows.any(dim=0).nonzero().squeeze(1)
    return seen


def drop(seen, nodes):
    kept = set(seen)
    kept.discard(nodes[0].item())  # ok: TK202
    kept.discard(nodes[0])  # expect: TK202
    kept |= set(nodes)  # expect: TK202
    kept -= set(nodes.tolist())  # ok: TK202
    return kept


links = torch.tensor([[0, 1, 0, 0], [0, 0, 1, 1], [1, 0, 0, 0], [0, 0, 0, 0]])
print(hops(links, 0, 2), len(hops_on_tensors(links, 0, 3)))
print(drop(hops(links, 0, 1), torch.tensor([1, 2])))
