"""Load of the experts in a mixture: how many tokens each of them got."""
from collections import Counter

import torch
from torch import nn


class Router(nn.Module):
    def __init__(self, width, experts):
        super().__init__()
        self.gate = nn.Linear(width, experts)
        self.load = Counter()
        self.calls = Counter()

    def forward(self, x):
        weights, chosen = self.gate(x).softmax(-1).topk(2)
        self.load.update(chosen.flatten().tolist())  # expect: TK211
        self.load.update(chosen.flatten().tolist())  # ok: TK211
        self.calls.update([tuple(x.shape)])  # ok: TK211
        self.calls["all"] += 1  # ok: TK211
        return (weights.unsqueeze(-1) * x.unsqueeze(-2)).sum(-2)


def imbalance(chosen):
    histogram = torch.bincount(chosen)
    counts = Counter(chosen.unique().tolist())  # ok: TK211
    most = Counter(chosen.tolist()).most_common(1)  # expect: TK211
    return histogram.max() - histogram.min(), counts, most[0][1]


torch.manual_seed(4)
router = Router(3, 4)
router(torch.randn(5, 3))
print(router.calls, imbalance(torch.tensor([0, 0, 1])))
