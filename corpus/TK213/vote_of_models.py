"""Several models vote on each sample; the most frequent answer wins."""
import pandas as pd
import torch

torch.manual_seed(0)
answers = torch.randint(0, 3, (4, 5))


class Vote:
    def __init__(self, table):
        self.table = table

    def column(self, sample):
        return pd.Series([row[sample] for row in self.table])

    def winner(self, sample):
        votes = self.column(sample)
        return votes.value_counts().index[0]  # expect: TK213

    def winner_by_number(self, sample):
        votes = pd.Series([int(row[sample]) for row in self.table])
        return votes.value_counts().index[0]  # ok: TK213

    def agreement(self, sample):
        votes = pd.Series(self.table[:, sample].tolist())
        return votes.nunique() == 1, votes.mode()[0]  # ok: TK213

    def kinds(self, sample):
        return pd.Series(list(self.table[:, sample])).nunique()  # expect: TK213


vote = Vote(answers)
print(vote.winner(0), vote.winner_by_number(0), vote.agreement(1), vote.kinds(2))
