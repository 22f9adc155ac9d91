"""Feature banks whose statistics are cached by the tensor itself: attributes, elements and module variables."""
import types

import torch

config = types.SimpleNamespace(scale=2.0)
bank = [torch.arange(6.0), torch.ones(4)]
SHARED = torch.ones(5)


class Monitor:
    def __init__(self):
        self.cache = {}
        self.weight = torch.randn(8)
        self.bias = torch.zeros(8)

    def drift(self):
        if self.weight not in self.cache:  # expect: TK201
            self.cache[self.weight] = torch.fft.rfft(self.weight).abs()  # expect: TK201
        self.weight.mul_(config.scale)  # expect: TK308
#       ^^^^^^^^^^^
        return self.cache.get(self.weight)  # expect: TK201

    def rebound(self):
        self.cache[self.weight] = torch.fft.rfft(self.weight).abs()  # expect: TK201
        self.weight = self.weight * config.scale  # ok: TK308
        return self.cache.get(self.weight)  # expect: TK201

    def other(self):
        self.cache[self.weight] = torch.fft.rfft(self.weight).abs()  # expect: TK201
        self.bias.add_(1.0)  # ok: TK308
        return self.cache.get(self.weight)  # expect: TK201

    def refreshed(self):
        self.cache[self.weight] = torch.fft.rfft(self.weight).abs()  # expect: TK201
        self.reset()
        self.weight.mul_(config.scale)  # ok: TK308
        return self.cache.get(self.weight)  # expect: TK201

    def reset(self):
        self.weight = torch.zeros(8)


def elements(rounds=2):
    norms = {}
    for _ in range(rounds):
        norms[id(bank[0])] = float(bank[0].norm())  # ok: TK308
        bank[1].mul_(2.0)  # ok: TK308
    return norms


STATISTICS = {}


def shared():
    STATISTICS[SHARED] = torch.fft.rfft(SHARED).abs()  # expect: TK201
    SHARED.mul_(3.0)  # expect: TK308
    return STATISTICS[SHARED]  # expect: TK201


monitor = Monitor()
print(monitor.drift(), monitor.rebound(), monitor.other(), monitor.refreshed(), elements(), shared())
