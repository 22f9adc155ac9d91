"""The majority of several annotators, per sample."""
import statistics
from collections import Counter

import numpy as np
import pandas as pd

votes = np.array([[1, 1, 2], [0, 0, 0]])
frame = pd.DataFrame({"first": [1, 0], "second": [1, 0], "third": [2, 0]})


def per_sample():
    return [statistics.mode(sample) for sample in votes]  # ok: TK111


def over_samples():
    common = statistics.mode(votes)  # expect: TK111
    several = statistics.multimode(votes)  # expect: TK111
    return common, several


def of_frame():
    rows = [statistics.mode(row.tolist()) for _, row in frame.iterrows()]  # ok: TK111
    names = Counter(frame)  # ok: TK111
    values = Counter(frame["first"])  # ok: TK111
    arrays = Counter(frame.to_numpy())  # expect: TK111
    return rows, names, values, arrays


def agreeing(samples):
    pairs = Counter(zip(*samples))  # ok: TK111
    return pairs.most_common(1), Counter(map(bytes, samples)), Counter(list(samples))  # expect: TK111


assert per_sample() == [1, 0]
print(over_samples(), of_frame(), agreeing(votes))
