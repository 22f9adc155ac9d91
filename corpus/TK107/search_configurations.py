"""Trials of a search over configurations: which of them were different?"""
import pandas as pd


def trial(depth, rate):
    return {"depth": depth, "rate": rate}


class Study:
    def __init__(self):
        self.configurations = pd.Series([trial(2, 0.1), trial(4, 0.1), trial(2, 0.1)])
        self.losses = pd.Series([0.4, 0.3, 0.4])

    def how_many(self):
        return self.configurations.nunique()  # expect: TK107

    def how_many_by_content(self):
        return self.configurations.map(lambda c: tuple(sorted(c.items()))).nunique()  # ok: TK107

    def levels(self):
        return self.losses.unique(), self.losses.factorize()  # ok: TK107

    def depths(self):
        return self.configurations.map(lambda c: c["depth"]).unique()  # ok: TK107

    def settings(self):
        return self.configurations.map(lambda c: set(c)).unique()  # expect: TK107


study = Study()
print(study.how_many_by_content(), study.levels(), study.depths())
for question in (study.how_many, study.settings):
    question()
