"""Functions that TorchScript compiles: its dicts take tensors as keys, and hash them by identity as well."""
from typing import Dict, List

import torch


def frequencies(labels: torch.Tensor) -> int:
    counts: Dict[torch.Tensor, int] = {}
    for i in range(labels.size(0)):
        if labels[i] in counts:  # expect: TK201
            return -1
        counts[labels[i]] = i  # expect: TK201
    return len(counts)


def frequencies_of_numbers(labels: torch.Tensor) -> int:
    counts: Dict[int, int] = {}
    for i in range(labels.size(0)):
        label = int(labels[i].item())
        if label in counts:  # ok: TK201
            counts[label] = counts[label] + 1  # ok: TK201
        else:
            counts[label] = 1  # ok: TK201
    return len(counts)


def names(scores: List[float], known: Dict[int, str]) -> List[str]:
    found: List[str] = []
    for i in range(len(scores)):
        if i in known:  # ok: TK201
            found.append(known[i])  # ok: TK201
    return found


batch = torch.tensor([1, 1, 2])
assert frequencies(batch) == torch.jit.script(frequencies)(batch) == 3
assert frequencies_of_numbers(batch) == torch.jit.script(frequencies_of_numbers)(batch) == 2
assert names([0.5, 1.0], {0: "cat"}) == torch.jit.script(names)([0.5, 1.0], {0: "cat"}) == ["cat"]
