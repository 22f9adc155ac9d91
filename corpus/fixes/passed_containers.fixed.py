"""Containers that come in as parameters: all sites of one function change together."""
from typing import Dict, Set

import torch


def remember(counts: Dict[torch.Tensor, int], labels: torch.Tensor):
    for i in range(len(labels)):
        if labels[i].item() in counts:  # expect: TK201
            counts[labels[i].item()] += 1  # expect: TK201
        else:
            counts[labels[i].item()] = 1  # expect: TK201
    return counts.get(labels[0].item())  # expect: TK201


def fresh(seen: Set[torch.Tensor], others: dict, labels: torch.Tensor):
    for label in labels.tolist():
        seen.add(label)  # expect: TK202
    others["first"] = 1
    return labels[0].item() in seen  # expect: TK202


labels = torch.tensor([1, 2, 1])
counts: dict = {}
seen: set = set()
print(remember(counts, labels), fresh(seen, {}, labels), len(counts), len(seen))
