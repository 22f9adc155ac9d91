"""Tabular Q-learning on a small grid whose observations are arrays."""
from collections import defaultdict

import numpy as np


class Grid:
    def __init__(self, size=4):
        self.size = size
        self.position = np.zeros(2, dtype=np.int64)

    def reset(self):
        self.position = np.zeros(2, dtype=np.int64)
        return self.position

    def step(self, action):
        moves = np.array([[0, 1], [0, -1], [1, 0], [-1, 0]])
        self.position = np.clip(self.position + moves[action], 0, self.size - 1)
        done = bool((self.position == self.size - 1).all())
        return self.position, float(done), done


class Agent:
    def __init__(self, n_actions=4):
        self.q = defaultdict(lambda: np.zeros(4))
        self.n_actions = n_actions
        self.visits = {}
        self.rng = np.random.default_rng(0)

    def run(self, env, steps=30):
        state = env.reset()
        for _ in range(steps):
            action = int(self.rng.integers(self.n_actions))
            following, reward, done = env.step(action)
            target = reward + 0.9 * self.q[tuple(following)].max()  # ok: TK101
            self.q[tuple(state)][action] += 0.5 * (target - self.q[tuple(state)][action])
            self.visits[tuple(state.tolist())] = self.visits.get(tuple(state), 0) + 1  # expect: TK101
            if done:
                break
            state = following

    def greedy(self, env):
        state = env.reset()
        values = self.q[tuple(state.tolist())]  # expect: TK101
        best = self.q[tuple(state.tolist())].argmax()  # ok: TK101
        names = {0: "right", 1: "left", 2: "down", 3: "up"}
        return names[best], values  # ok: TK101


world = Grid()
agent = Agent()
agent.run(world)
print(agent.greedy(world))
