"""match statements, walrus, star expressions, conditional expressions, chained assignment."""
import numpy as np

points = np.array([[0.0, 1.0], [2.0, 3.0], [0.0, 1.0]])
found: dict = {}


def classify(event):
    match event:
        case {"kind": kind, "at": at}:
            found[kind] = at  # ok: TK101
            return found
        case (name, np.ndarray() as value) if (size := value.size) > 1:
            found[name, size] = value  # ok: TK101
            found[value] = name  # todo-expect: TK101
        case [first, *rest] if rest:
            found[first] = rest  # ok: TK101
            found[rest] = first  # expect: TK101
        case int() | float():
            found[event] = "number"  # ok: TK101
    return found


classify({"kind": "start", "at": points[0]})
classify(("row", points[1]))
classify(["a", 1, 2])
classify(3)

named: dict = {"sum": 0, "row": 0}
if (first := points[0]).sum() > 0:
    named[first.sum()] = "sum"  # ok: TK101
    named[first] = "row"  # expect: TK101
    #     ^^^^^
while (n := len(named)) < 12:
    named[n] = n  # ok: TK101
head, *tail = points
named[len(tail)] = tail  # ok: TK101
key = a = b = tuple(head)
named[a] = named[b] = 0  # ok: TK101
(x, y), z = points[1], 3
named[x, y, z] = "numbers"  # ok: TK101
kept = {(t := tuple(p)): t[0] for p in points}  # ok: TK101
either = points[0] if len(points) > 1 else points[1]
named[either] = "either"  # expect: TK101
print(len({*map(tuple, points)}), len(kept), {**named, "last": tail}.keys() >= {3})  # ok: TK101
