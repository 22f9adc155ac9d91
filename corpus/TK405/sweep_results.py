"""Results of a sweep, written to a file that another installation reads."""
import json
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

RATES = np.array([0.25, 0.5])
DEPTHS = np.array([2, 4])


def quality(rate, depth):
    return float(rate) * int(depth)


def save(path):
    results = {}
    for point in product(RATES, DEPTHS):
        results[str(point)] = quality(*point)  # expect: TK405
    with path.open("w") as file:
        json.dump(results, file)


def save_numbers(path):
    results = {}
    for point in product(RATES.tolist(), DEPTHS.tolist()):
        results[str(point)] = quality(*point)  # ok: TK405
    with path.open("w") as file:
        json.dump(results, file)


def show():
    """Nothing of this outlives the run: the texts are made and found by one version."""
    results = {}
    for point in product(RATES, DEPTHS):
        results[str(point)] = quality(*point)  # ok: TK405
    return max(results, key=results.get)


with TemporaryDirectory() as folder:
    old, new = Path(folder, "sweep.json"), Path(folder, "numbers.json")
    save(old)
    save_numbers(new)
    assert "(0.25, 2)" not in json.loads(old.read_text())
    assert json.loads(new.read_text())["(0.25, 2)"] == 0.5
print(show())
