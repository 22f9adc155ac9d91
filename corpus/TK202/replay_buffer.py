"""A replay buffer that should not hold the same transition twice."""
from collections import namedtuple

import torch

Transition = namedtuple("Transition", ["state", "action", "reward"])


class Buffer:
    def __init__(self):
        self.items = []
        self.known = set()
        self.known_values = set()

    def push(self, state, action, reward):
        transition = Transition(state, action, reward)
        key = (state.item(), action.item(), reward)
        if key in self.known_values:  # ok: TK202
            return False
        self.known_values.add(key)  # ok: TK202
        self.known.add((state, action))  # expect: TK202
        self.items.append(transition)
        return True

    def actions(self):
        taken = {t.action.item() for t in self.items}  # ok: TK202
        raw = {t.action for t in self.items}  # expect: TK202
        rewards = {t.reward for t in self.items}  # ok: TK202
        return taken, raw, rewards


buffer = Buffer()
states, actions = torch.arange(6) % 2, torch.arange(6) % 3
for state, action in zip(states, actions):
    buffer.push(state, action, 1.0)
    buffer.push(state, action, 1.0)
print(len(buffer.items), buffer.actions())
