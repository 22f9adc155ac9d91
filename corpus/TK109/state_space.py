"""The states of a puzzle as nodes: arrays do not go, their bytes and tuples do."""
import networkx as nx
import numpy as np


def moves(state):
    for shift in (1, -1):
        yield np.roll(state, shift)


def explore(start, steps):
    graph = nx.DiGraph()
    frontier = [start]
    for _ in range(steps):
        state = frontier.pop(0)
        for following in moves(state):
            graph.add_edge(tuple(state), tuple(following))  # ok: TK109
            graph.add_edge(state.tobytes(), following.tobytes())  # ok: TK109
            frontier.append(following)
    return graph


def explore_arrays(start):
    graph = nx.DiGraph()
    graph.add_node(start)  # expect: TK109
    for following in moves(start):
        graph.add_edge("start", following)  # expect: TK109
        graph.add_edge("start", (following, 1))  # expect: TK109
    return graph


def known(graph, state):
    return state in graph, graph.has_node(tuple(state))  # expect: TK209


start = np.array([1, 2, 3])
print(known(explore(start, 3), start), explore_arrays(start))
