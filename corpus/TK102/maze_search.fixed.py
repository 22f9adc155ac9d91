"""Breadth-first search in a maze whose positions are integer vectors."""
from collections import deque

import numpy as np

STEPS = np.array([[0, 1], [1, 0], [0, -1], [-1, 0]])
WALLS = np.array([[0, 0, 1, 0], [1, 0, 1, 0], [0, 0, 0, 0]])


def inside(position):
    row, column = position
    return 0 <= row < WALLS.shape[0] and 0 <= column < WALLS.shape[1] and not WALLS[row, column]


def search(start, goal):
    visited = set()
    queue = deque([start])
    while queue:
        position = queue.popleft()
        visited.add(position.tobytes())  # ok: TK102
        if (position == goal).all():
            return len(visited)
        for step in STEPS:
            following = position + step
            if inside(following) and following.tobytes() not in visited:  # ok: TK102
                queue.append(following)
    return None


def search_naive(start):
    visited = set()
    queue = deque([start])
    for _ in range(3):
        position = queue[0]
        if tuple(position.tolist()) in visited:  # expect: TK102
            break
        visited.add(tuple(position.tolist()))  # expect: TK102
        for step in STEPS:
            queue.append(position + step)
    row, column = start
    visited.add((row, column))  # ok: TK102
    return visited


print(search(np.array([0, 0]), np.array([0, 3])), search_naive(np.array([2, 2])))
