"""Globals that functions write, sets combined, items without __iter__, captures of match."""
import numpy as np

total = 0


def add(x):
    global total, latest
    total = total + x
    latest = np.array([x, x])


add(2.5)
reveal_value(total)                      # is: int | float
reveal_value(latest)                     # is: numpy.ndarray rank=1 dtype=float64

{latest: 1}                              # expect: TK101
{total: 1}                               # ok: TK101

reveal_value({1, 2} | {"a"})             # is: set[int | str]
reveal_value({1, 2} & {2})               # is: set[int]
reveal_value({1, 2} - {"a"})             # is: set[int]


class Rows:
    def __init__(self, rows):
        self.rows = np.array(rows)

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        return self.rows[index]


counts = {}
for row in Rows([[1, 2], [3, 4]]):
    counts[tuple(row)] = 1               # ok: TK101
    counts[row] = 1                      # expect: TK101


class Event:
    def __init__(self, name, place):
        self.name = name
        self.place = np.array(place)


def seen(event):
    table = {}
    match event:
        case Event(name=name, place=place):
            table[name] = place          # ok: TK101
            table[place] = name          # expect: TK101
        case [first, second]:
            table[first] = second        # ok: TK101
    return table


seen(Event("start", [0.0, 1.0]))
seen(["a", np.zeros(2)])
