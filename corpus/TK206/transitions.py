"""Transitions of an environment as frozen dataclasses, deduplicated before training."""
from dataclasses import dataclass, field

import torch


@dataclass(frozen=True)
class Transition:
    state: torch.Tensor
    action: int


@dataclass(frozen=True)
class Indexed:
    number: int
    state: torch.Tensor = field(compare=False)


def collect(steps):
    torch.manual_seed(0)
    states = torch.randint(0, 2, (steps, 2))
    unique = set()
    for state in states:
        unique.add(Transition(state, 0))  # expect: TK206
    return len(unique)


def collect_rows(steps):
    torch.manual_seed(0)
    states = torch.randint(0, 2, (steps, 2))
    unique = set()
    for number, state in enumerate(states):
        unique.add(Transition(tuple(state.tolist()), 0))  # ok: TK206
        unique.add(Indexed(number % 2, state))  # ok: TK206
    return len(unique)


assert collect(20) == 20 and collect_rows(20) <= 6
