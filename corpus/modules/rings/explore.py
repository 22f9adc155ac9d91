from ring import DEFAULT, Node, walk
from ring.nodes import default

start = Node("a", [1.0, 2.0])
reveal_value(start.position)                 # is: numpy.ndarray
reveal_value(start.name)                     # is: str
near = start.neighbours()
reveal_value(near[0].position)               # is: numpy.ndarray
reveal_value(default().position)             # is: numpy.ndarray
reveal_value(walk(start))                    # is: dict[str, numpy.ndarray]

start.meet(near[0])                          # ok: TK102
start.visit(near[0].name)                    # ok: TK102
start.visit(near[0].position)                # expect: TK102
start.visit(tuple(near[0].position))         # ok: TK102

places = {}
for node in near:
    places[node.name] = node.position        # ok: TK101
    places[node.position] = node.name        # expect: TK101
places[DEFAULT.position]                     # expect: TK101
places[DEFAULT.name] = 1                     # ok: TK101
