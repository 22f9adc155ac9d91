"""Q-values per state for a policy whose states are tensors."""
import torch


class Corridor:
    """A walk to the right over numbered cells; the state is one cell of a tensor."""

    def __init__(self, length):
        self.cells = torch.arange(length + 1)
        self.at = 0

    def reset(self):
        self.at = 0
        return self.cells[self.at]

    def step(self, action):
        self.at = min(self.at + action, len(self.cells) - 1)
        return self.cells[self.at], self.at == len(self.cells) - 1


def learn(corridor, episodes):
    q_values, exact = {}, {}
    for _ in range(episodes):
        state, done = corridor.reset(), False
        while not done:
            action = torch.randint(0, 2, (1,))
            if state not in q_values:  # expect: TK201
                q_values[state] = torch.zeros(2)  # expect: TK201
            exact.setdefault(int(state), torch.zeros(2))[action] += 1  # ok: TK201
            state, done = corridor.step(action.item())
    return q_values, exact


def policy(exact, probabilities):
    choice = torch.multinomial(probabilities, 1)
    sampled = {choice.item(): 1}  # ok: TK201
    sampled[choice] = 2  # expect: TK201
    return sampled, exact.get(int(choice))  # ok: TK201


torch.manual_seed(2)
table, by_number = learn(Corridor(2), 3)
print(len(table), len(by_number), policy(by_number, torch.ones(3)))
