"""Rules of a game in sets and dicts of numbers, asked with tensors."""
import torch

FORBIDDEN = frozenset({0, 4})
REWARDS = {0: -1.0, 4: -1.0, 8: 10.0}
GOALS = [8]


def legal(action):
    if action in FORBIDDEN:  # expect: TK212
        return False
    return int(action) not in FORBIDDEN  # ok: TK212


def reward(position):
    value = REWARDS.get(position, 0.0)  # expect: TK212
    exact = REWARDS.get(position.item(), 0.0)  # ok: TK212
    return value, exact


def finished(position):
    return position in GOALS, position == GOALS[0], position.item() in set(GOALS)  # ok: TK212


def play(policy):
    action = policy.argmax()
    allowed = legal(action)
    return allowed, reward(action), finished(action)


policy = torch.zeros(9)
policy[4] = 1.0
allowed, (value, exact), done = play(policy)
assert allowed is False and value == 0.0 and exact == -1.0
assert not done[0] and not done[2]
