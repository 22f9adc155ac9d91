"""Majority votes of an ensemble: the mode of predictions, per example."""
from collections import Counter, defaultdict
from statistics import mode, multimode

import numpy as np
import pandas as pd


class Ensemble:
    def __init__(self, members):
        self.members = members

    def votes(self, features):
        return np.stack([member(features) for member in self.members])

    def predict(self, features):
        return [mode(column) for column in self.votes(features).T]  # ok: TK111

    def predict_badly(self, features):
        return mode(self.votes(features).T)  # expect: TK111

    def ties(self, features):
        votes = self.votes(features)
        loose = multimode(votes)  # expect: TK111
        return multimode(votes[:, 0]), loose  # ok: TK111


def report(predictions):
    frame = pd.DataFrame({"label": predictions, "weight": 1.0})
    counts = Counter(frame["label"])  # ok: TK111
    by_row = Counter(frame.to_numpy())  # expect: TK111
    columns = Counter(frame)  # ok: TK111
    groups = defaultdict(Counter)
    for label in frame["label"]:
        groups[label > 0].update([label])  # ok: TK111
    return counts, by_row, columns, groups


ensemble = Ensemble([lambda x: x.argmax(axis=1), lambda x: (x > 0).sum(axis=1)])
sample = np.array([[0.1, 0.9], [0.8, -0.3]])
print(report(ensemble.predict(sample)), ensemble.ties(sample))
ensemble.predict_badly(sample)
