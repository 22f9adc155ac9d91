"""Torch modules written as dataclasses, with and without the comparison that takes their hash."""
from dataclasses import dataclass

import torch
from torch import nn


@dataclass(eq=False)  # expect: TK106
class Encoder(nn.Module):
    width: int
    depth: int = 2

    def __post_init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(self.width, self.width) for _ in range(self.depth))

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return x


@dataclass(eq=False)  # ok: TK106
class Decoder(nn.Module):
    width: int

    def __post_init__(self):
        super().__init__()
        self.layer = nn.Linear(self.width, 1)

    def forward(self, x):
        return self.layer(x)


@dataclass  # ok: TK106
class Settings:
    width: int = 3
    rate: float = 0.1


settings = Settings()
decoder = Decoder(settings.width)
names = {module: name for name, module in decoder.named_modules()}
optimizer = torch.optim.SGD(decoder.parameters(), lr=settings.rate)
encoder = Encoder(settings.width)
try:
    list(encoder.parameters())  # ok-raises: TK106
except TypeError as error:
    print(error)
hooks = {encoder: "first"}  # expect: TK101
