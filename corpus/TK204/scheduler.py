"""Noise schedules of a diffusion model: cached methods called with time steps."""
from functools import lru_cache

import torch


class Schedule:
    def __init__(self, steps):
        self.betas = torch.linspace(1e-4, 0.02, steps)
        self.alphas = torch.cumprod(1 - self.betas, dim=0)

    @lru_cache(maxsize=None)
    def noise_level(self, step):
        return torch.sqrt(1 - self.alphas[step])

    @lru_cache
    def stride(self, parts):
        return max(1, len(self.betas) // parts)

    def sample(self, x, steps):
        for step in steps:
            x = x + self.noise_level(step)  # expect: TK204
        for step in steps.tolist():
            x = x + self.noise_level(step)  # ok: TK204
        for step in range(0, len(self.betas), self.stride(2)):  # ok: TK204
            x = x * (1 - self.noise_level(step))  # ok: TK204
        return x

    def drift(self, x):
        last = self.betas.argmax()
        return x + self.noise_level(last)  # expect: TK204


schedule = Schedule(4)
noise = schedule.sample(torch.zeros(2), torch.tensor([3, 1]))
print(schedule.drift(noise), Schedule.noise_level.cache_info())
