"""Agents with a table: what the base class hashes, the class that is used has made hashable."""
from collections import defaultdict

import numpy as np


class TableAgent:
    def __init__(self, actions, rate=0.2):
        self.values = defaultdict(lambda: np.zeros(actions))
        self.rate = rate

    def key(self, state):
        return state

    def act(self, state):
        return int(self.values[self.key(state)].argmax())          # ok: TK101

    def learn(self, state, action, reward, following):
        best = reward + self.best_of(following)
        row = self.values[self.key(state)]                          # ok: TK101
        row[action] += self.rate * (best - row[action])

    def best_of(self, state):
        return self.values[self.key(state)].max()                   # ok: TK101


class GridAgent(TableAgent):
    def key(self, state):
        return tuple(state.tolist())


class RawAgent(TableAgent):
    """Has the key of the base class, and replaces what would hash it but for one method."""

    def act(self, state):
        return int(state.argmax())

    def learn(self, state, action, reward, following):
        row = self.row(state)
        row[action] += reward

    def row(self, state):
        return self.values[self.key(state)]                         # expect: TK101


class Memo:
    def lookup(self, table, state):
        return table.get(self.encode(state))                        # expect: TK101

    def encode(self, state):
        raise NotImplementedError


class ArrayMemo(Memo):
    def encode(self, state):
        return np.round(state, 2)


def rollout(agent, steps=3):
    state = np.zeros(2, dtype=np.int64)
    for step in range(steps):
        action = agent.act(state)
        following = state + 1
        agent.learn(state, action, 1.0, following)
        state = following
    return len(agent.values)


def main():
    print(rollout(GridAgent(2)))
    for broken in (lambda: rollout(RawAgent(2)), lambda: ArrayMemo().lookup({}, np.ones(3))):
        try:
            broken()
        except TypeError as error:
            print(error)


main()
