"""The most frequent answer of several models, by statistics.mode and by torch.mode."""
import statistics

import torch


class Committee:
    def __init__(self, seeds):
        self.heads = []
        for seed in seeds:
            torch.manual_seed(seed)
            self.heads.append(torch.nn.Linear(3, 2))

    def votes(self, x):
        return torch.stack([head(x).argmax(dim=-1) for head in self.heads])

    def answer(self, x):
        votes = self.votes(x)
        by_library = torch.mode(votes, dim=0).values
        by_value = [statistics.mode(column) for column in votes.t().tolist()]  # ok: TK211
        first = statistics.mode(votes[:, 0])  # expect: TK211
        all_first = statistics.multimode(votes[:, 0])  # expect: TK211
        assert len(all_first) == len(self.heads)
        return by_library, by_value, first

    def spread(self, x):
        scores = self.votes(x).float()
        middle = statistics.median(scores.flatten().tolist())  # ok: TK211
        return middle, statistics.mode(scores.flatten().numpy())  # ok: TK211


committee = Committee([1, 2, 3])
print(committee.answer(torch.ones(2, 3)), committee.spread(torch.ones(2, 3)))
