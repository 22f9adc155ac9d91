"""Signatures of tables: what of a frame hashes and what does not."""
import numpy as np
import pandas as pd
from scipy import sparse


class Signature:
    def __init__(self, frame):
        self.frame = frame
        self.columns = tuple(frame.columns)

    def __eq__(self, other):
        return self.columns == other.columns

    def __hash__(self):
        return hash((self.columns, len(self.frame)))  # ok: TK103


class Loose:
    def __init__(self, frame):
        self.values = frame.to_numpy()

    def __hash__(self):
        return hash(self.values)  # expect: TK103


frame = pd.DataFrame({"city": ["Rome", "Oslo"], "size": [4.3, 1.1]})
marks = [hash(Signature(frame)), hash(frame.shape), hash(frame.index.name)]  # ok: TK103
marks.append(hash(frame["city"][0]))  # ok: TK103
marks.append(hash(frame["city"]))  # expect: TK103
marks.append(hash(frame))  # expect: TK103
marks.append(hash(sparse.csr_matrix(np.eye(2))))  # expect: TK103
marks.append(hash(pd.Timestamp("2020-01-01")))  # ok: TK103
print(marks, Loose(frame).__hash__())
