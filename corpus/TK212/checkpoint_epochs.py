"""Epochs at which something happens, and flags that are tensors."""
import torch

SAVE_AT = {10, 20}
DROP = {True: 0.1, False: 1.0}
NAMES = {"cpu": "slow", "cuda": "fast"}


class Schedule:
    def __init__(self):
        self.epoch = torch.zeros((), dtype=torch.long)
        self.milestones = {10: 0.1, 20: 0.01}

    def tick(self):
        self.epoch = self.epoch + 10

    def rate(self):
        return self.milestones.get(self.epoch.item(), 1.0)  # ok: TK212

    def rate_of_tensor(self):
        return self.milestones.get(self.epoch.sum(), 1.0)  # expect: TK212


def improved(losses):
    better = (losses[-1] < losses[:-1]).all()
    factor = DROP.get(better, 0.5)  # expect: TK212
    exact = DROP.get(bool(better), 0.5)  # ok: TK212
    return factor, exact


def device_name(tensor):
    return NAMES.get(tensor.device.type), NAMES.get(str(tensor.device))  # ok: TK212


schedule = Schedule()
schedule.tick()
assert schedule.rate() == 0.1 and schedule.rate_of_tensor() == 1.0
assert improved(torch.tensor([3.0, 2.0, 1.0])) == (0.5, 0.1)
saves = [epoch for epoch in torch.tensor([10, 15]) if epoch in SAVE_AT]  # expect: TK212
assert saves == [] and device_name(torch.ones(1)) == ("slow", "slow")
