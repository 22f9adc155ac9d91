"""Counting what a policy did, with Counter and statistics.mode, over numpy arrays."""
import statistics
from collections import Counter

import numpy as np


def rollout(length):
    rng = np.random.default_rng(8)
    states = rng.integers(0, 2, size=(length, 3))
    actions = rng.integers(0, 4, size=length)
    return states, actions


def statistics_of(states, actions):
    by_action = Counter(actions)  # ok: TK111
    by_state = Counter(states)  # expect: TK111
    #                  ^^^^^^
    by_tuple = Counter(map(tuple, states))  # ok: TK111
    by_bytes = Counter(s.tobytes() for s in states)  # ok: TK111
    usual = statistics.mode(actions)  # ok: TK111
    usual_state = statistics.mode(states)  # expect: TK111
    return by_action, by_state, by_tuple, by_bytes, usual, usual_state


def cumulative(batches):
    total = Counter()
    for states, actions in batches:
        total.update(actions)  # ok: TK111
        total.update(actions[:, None])  # expect: TK111
        total.subtract(states[0])  # ok: TK111
        total.subtract(states)  # expect: TK111
        total[len(states)] += 1  # ok: TK111
    return total.most_common(2)


print(statistics_of(*rollout(12)))
print(cumulative([rollout(4), rollout(5)]))
