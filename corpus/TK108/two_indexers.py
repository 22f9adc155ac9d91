"""A window onto a time series, as rows and columns, in a class that keeps the frame."""
import pandas as pd

days = pd.date_range("2024-01-01", periods=4, freq="D")


class Panel:
    def __init__(self):
        self.values = pd.DataFrame({"open": [1.0, 2.0, 3.0, 4.0], "close": [2.0, 3.0, 4.0, 5.0]})
        self.values.index = days

    def row(self, day):
        return self.values.loc[day]  # ok: TK108

    def between(self, first, last):
        return self.values.loc[first:last, ["open"]]  # ok: TK108

    def closes(self):
        return self.values[["open"], 0]  # expect: TK108

    def rising(self):
        up = self.values["close"] > self.values["open"]
        return self.values[up], self.values.at[days[0], "open"]  # ok: TK108

    def rising_closes(self):
        up = self.values["close"] > self.values["open"]
        return self.values[up, "close"]  # expect: TK108

    def add(self, name, numbers):
        self.values[name] = numbers  # ok: TK108
        self.values[["low", "high"]] = 0.0  # ok: TK108


panel = Panel()
print(panel.row(days[0]), panel.between(days[0], days[1]), panel.rising())
panel.add("volume", [1, 2, 3, 4])
panel.closes()
panel.rising_closes()
