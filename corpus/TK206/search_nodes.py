"""Best-first search over board positions held in tensors."""
import heapq
from dataclasses import dataclass, field

import torch


@dataclass(order=True, frozen=True)
class Node:
    cost: float
    board: torch.Tensor = field(compare=False)
    cells: tuple = ()


@dataclass(unsafe_hash=True)
class Position:
    board: torch.Tensor
    turn: int = 0


def neighbours(board):
    for shift in (-1, 1):
        yield torch.roll(board, shift)


def search(start, goal):
    queue = [Node(0.0, start, tuple(start.tolist()))]
    closed, parents = set(), {}
    while queue:
        node = heapq.heappop(queue)
        if node in closed:  # ok: TK206
            continue
        closed.add(node)  # ok: TK206
        if torch.equal(node.board, goal):
            return node.cost
        for board in neighbours(node.board):
            parents[Position(board)] = node  # expect: TK206
            parents[tuple(board.tolist())] = node  # ok: TK206
            heapq.heappush(queue, Node(node.cost + 1, board, tuple(board.tolist())))
    return None


line = torch.tensor([1, 0, 0, 0])
assert search(line, torch.roll(line, 2)) == 2.0
here = Position(line)
assert {here: 1}.get(Position(line.clone())) is None  # expect: TK206, TK206
assert {Position((1, 0)): 1}.get(Position((1, 0))) == 1  # ok: TK206
