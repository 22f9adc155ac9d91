"""Votes of several policies on one action."""
import statistics
from collections import Counter

import torch

torch.manual_seed(0)
policies = [torch.nn.Linear(2, 3) for _ in range(3)]


def vote(state):
    actions = [policy(state).argmax() for policy in policies]
    return Counter(actions).most_common(1)[0]  # expect: TK211


def vote_by_number(state):
    actions = [policy(state).argmax().item() for policy in policies]
    return Counter(actions).most_common(1)[0]  # ok: TK211


def vote_stacked(state):
    actions = torch.stack([policy(state).argmax() for policy in policies])
    common = statistics.multimode(actions)  # expect: TK211
    return torch.mode(actions).values.item(), len(common), statistics.mode(actions.tolist())  # ok: TK211


def sampled(state):
    names = Counter(f"action{policy(state).argmax()}" for policy in policies)  # ok: TK211
    choices = Counter(torch.multinomial(torch.ones(3), 5, replacement=True))  # expect: TK211
    return names, choices


state = torch.ones(2)
assert vote(state)[1] == 1
first, count, second = vote_stacked(state)
assert count == 3 and vote_by_number(state)[0] in (0, 1, 2)
assert len(sampled(state)[1]) == 5
