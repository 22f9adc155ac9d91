"""Scores of a prototype are kept under the vector that every step makes anew, and under its step."""
import torch


class PrototypeBank:
    def __init__(self, size):
        self.size = size
        self.query = torch.zeros(size)
        self.scores = {}
        self.by_step = {}
        self.step = 0

    def advance(self, gain):
        self.step += 1
        self.query = torch.full((self.size,), gain)

    def remember(self, score):
        self.scores[self.query] = score  # expect: TK201
        #           ^^^^^^^^^^
        self.by_step[self.step] = score  # ok: TK201
        self.by_step[tuple(self.query.tolist())] = score  # ok: TK201

    def known(self):
        if self.query in self.scores:  # expect: TK201
            return True
        return tuple(self.query.tolist()) in self.by_step  # ok: TK201


class ScaledBank(PrototypeBank):
    def advance(self, gain):
        super().advance(gain * 2)


bank = ScaledBank(4)
for gain in (1.0, 2.0, 1.0):
    bank.advance(gain)
    bank.remember(gain)
assert len(bank.scores) == 3 and bank.by_step[(2.0, 2.0, 2.0, 2.0)] == 1.0
bank.advance(2.0)
assert bank.known()
