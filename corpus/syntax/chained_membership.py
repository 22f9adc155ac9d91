"""`a in b in c` is two tests, `not in` is one operator, `not x in y` another spelling."""
import numpy as np

edge = np.array([1, 2])
edges = {(1, 2), (2, 3)}
graphs = [edges, {(0, 1)}]
weights = {(1, 2): 0.5}

print((1, 2) in edges in graphs)  # ok: TK102
print(tuple(edge) in edges in graphs)  # ok: TK102
print(0 < edge[0] in {1, 2} != None)  # ok: TK102
print(edge[0] in weights, edge[0] not in weights)  # ok: TK101
print(edge not in edges)  # expect: TK102
#     ^^^^
print(not edge in edges)  # expect: TK102
#         ^^^^
print(edge not in weights)  # expect: TK101
print(edge in edges in graphs)  # expect: TK102
print("x" not in weights and edge in weights)  # expect: TK101
print((1, 2) in weights.keys(), edge in weights.keys())  # expect: TK101
print(edge.size in (1, 2), any(edge is other for other in graphs))
print([name for name in ("u", "v") if name not in {"u"}])  # ok: TK102
found = 1 if tuple(edge) in edges else 2  # ok: TK102
while tuple(edge + found) in edges:  # ok: TK102
    found += 1
assert tuple(edge) in weights, weights  # ok: TK101
