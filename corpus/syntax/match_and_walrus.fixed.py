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
            found[rest] = first  # todo-expect: TK101
        case int() | float():
            found[event] = "number"  # ok: TK101
    return found


classify({"kind": "start", "at": points[0]})
classify(("row", points[1]))
classify(["a", 1, 2])
classify(3)

if (first := points[0]).sum() > 0:
    found[first.sum()] = "sum"  # ok: TK101
    found[tuple(first.tolist())] = "row"  # expect: TK101
    #     ^^^^^
while (n := len(found)) < 12:
    found[n] = n  # ok: TK101
head, *tail = points
found[len(tail)] = tail  # ok: TK101
key = a = b = tuple(head)
found[a] = found[b] = 0  # ok: TK101
(x, y), z = points[1], 3
found[x, y, z] = "numbers"  # ok: TK101
kept = {(t := tuple(p)): t[0] for p in points}  # ok: TK101
either = points[0] if len(points) > 1 else points[1]
found[tuple(either.tolist())] = "either"  # expect: TK101
print(len({*map(tuple, points)}), len(kept), {**found, "last": tail}.keys() >= {3})  # ok: TK101
