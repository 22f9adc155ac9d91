"""Bandits of several kinds take turns: what one of them gives must not be laid at another's door."""
import random
from collections import deque, namedtuple

import torch
import torch.nn as nn

Step = namedtuple("Step", "arm reward features")


class Counting:
    """Counts by the arm's number."""

    def __init__(self, arms):
        self.pulls = {arm: 0 for arm in range(arms)}

    def choose(self):
        return min(self.pulls, key=self.pulls.get)

    def learn(self, arm):
        self.pulls[arm] += 1  # ok: TK201


class Sampling:
    """Counts by whatever the sampler gives."""

    def __init__(self, arms):
        self.arms = arms
        self.pulls = {}

    def choose(self):
        return torch.randint(self.arms, ())

    def learn(self, arm):
        self.pulls.setdefault(arm, 0)  # expect: TK201


def play(policy, rounds):
    for _ in range(rounds):
        arm = policy.choose()
        policy.learn(arm)
    return len(policy.pulls)


class History:
    def __init__(self):
        self.steps = deque(maxlen=8)
        self.weights = {}

    def push(self, *fields):
        self.steps.append(Step(*fields))

    def weigh(self):
        for step in self.steps:
            self.weights[step] = step.reward  # expect: TK201
            self.weights[step.arm] = step.reward  # ok: TK201
        return len(self.weights)


def pruned(net, keep):
    plan = {}
    for name, layer in net.named_modules():
        if isinstance(layer, nn.Conv2d):
            plan[name] = set(layer.weight.detach().flatten(1).norm(dim=1).topk(keep).indices)  # expect: TK202
            plan[name, "kept"] = set(layer.weight.detach().flatten(1).norm(dim=1).topk(keep).indices.tolist())  # ok: TK202
    return plan


history = History()
for arm in range(3):
    history.push(arm, random.random(), torch.ones(2))
print(play(Counting(3), 9), [play(policy, 4) for policy in (Counting(3), Sampling(3))])
print(history.weigh(), len(pruned(nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU()), 2)))
