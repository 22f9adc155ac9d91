from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

if TYPE_CHECKING:
    from buffers.base import Buffer


class Policy(nn.Module):
    def __init__(self, buffer: Buffer):
        super().__init__()
        self.head = nn.Linear(4, 3)
        self.buffer = buffer

    def forward(self, state):
        return self.head(state).argmax(dim=-1)

    @staticmethod
    def scores():
        return torch.rand(5)

    @property
    def bias(self):
        return self.head(torch.zeros(1, 4)).detach()
