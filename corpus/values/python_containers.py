"""Lists, tuples, dicts and sets that hold arrays; what append and setdefault put there."""
from collections import Counter, defaultdict

import numpy as np

vector = np.zeros(3)

reveal_value(1)  # is: int definite
reveal_value("a")  # is: str definite
reveal_value(None)  # is: None definite
reveal_value((1, "a"))  # is: tuple[int, str] definite
reveal_value([vector, vector])  # is: list[numpy.ndarray rank=1 dtype=float64] definite
reveal_value({"a": 1})  # is: dict[str, int] definite
reveal_value({"v": vector})  # is: dict[str, numpy.ndarray rank=1 dtype=float64] definite
reveal_value({1, 2})  # is: set[int] definite
reveal_value({"v": vector}["v"])  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value([vector][0])  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value((vector, 1)[0])  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value((vector, 1)[-1])  # is: int definite

rows = []
for i in range(3):
    rows.append(vector * i)
reveal_value(rows)  # is: list[numpy.ndarray rank=1 dtype=float64] definite
reveal_value(rows[0])  # is: numpy.ndarray rank=1 dtype=float64
alias = rows
reveal_value(alias.pop())  # is: numpy.ndarray rank=1 dtype=float64

by_name = {}
by_name["x"] = vector
reveal_value(by_name)  # is: dict[str, numpy.ndarray rank=1 dtype=float64] definite
by_name.setdefault("y", vector)
for name, value in by_name.items():
    reveal_value(name)  # is: str
    reveal_value(value)  # is: numpy.ndarray rank=1 dtype=float64
groups = defaultdict(list)
groups["a"].append(vector)
reveal_value(groups["a"][0])  # is: numpy.ndarray rank=1 dtype=float64
reveal_value(sorted(by_name))  # is: list[str] likely
reveal_value(dict(zip("ab", rows)))  # is: dict[str, numpy.ndarray rank=1 dtype=float64] likely
reveal_value({n: r for n, r in enumerate(rows)})  # is: dict[int, numpy.ndarray rank=1 dtype=float64] likely
reveal_value(tuple(vector))  # is: tuple[numpy.float64, numpy.float64, numpy.float64]
reveal_value(set(np.arange(3)))  # is: set[numpy.int64] definite
reveal_value(vector.shape)  # is: tuple[int] definite
first, second = rows
reveal_value(second)  # is: numpy.ndarray rank=1 dtype=float64
reveal_value(" ".join(by_name))  # is: str definite
reveal_value(sum(len(r) for r in rows))  # is: int likely
