"""What attributes are by their annotation and by what is done with them, and loops within loops."""
from typing import Optional

import numpy as np
import torch


class Labels:
    """None at first, and a tensor that callers bring along."""

    weights: Optional[torch.Tensor] = None

    def __init__(self, source, asked):
        self.targets = source["targets"]
        self.asked = asked
        self.kept: Optional[torch.Tensor] = None
        self.size: int = len(source)

    def rows(self):
        numbers = self.targets.numpy()
        if hasattr(self.asked, "numpy"):
            numbers = numbers + self.asked.numpy()
        return numbers

    def first(self, index):
        reveal_value(self.targets)  # is: torch.Tensor likely
        reveal_value(self.targets[index])  # is: torch.Tensor likely
        reveal_value(self.asked)  # is: unknown
        reveal_value(self.kept)  # is: None | torch.Tensor likely
        reveal_value(self.weights)  # is: None | torch.Tensor likely
        reveal_value(self.size)  # is: int
        return self.targets[index]

    def keep(self):
        self.kept = self.targets


unseen = globals()["torch"].arange(4)
labels = Labels({"targets": unseen}, unseen)
labels.rows()
labels.first(0)
labels.keep()


def elements(scores: Optional[torch.Tensor], masks):
    for score in scores:
        reveal_value(score)  # is: torch.Tensor likely
    for mask in masks or [torch.zeros(2)]:
        reveal_value(torch.unique(mask))  # is: torch.Tensor rank=1 dtype=float32 likely
    return scores


elements(torch.ones(2), [torch.ones(3)])


def nested(rows):
    last, deepest, total = None, None, np.zeros(2)
    for a in range(rows):
        for b in range(2):
            for c in range(2):
                for d in range(2):
                    for e in (1, 2):
                        deepest = last
                        last = np.ones((2, 2))
                        total = total + last.sum()
    reveal_value(last)  # is: None | numpy.ndarray rank=2 dtype=float64 definite
    reveal_value(deepest)  # is: None | numpy.ndarray rank=2 dtype=float64 definite
    reveal_value(total)  # is: numpy.ndarray rank=1 dtype=float64
    return last


nested(2)
