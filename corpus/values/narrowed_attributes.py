"""Conditions about attributes and items: what is known behind them, and what ends that."""
from dataclasses import dataclass
from typing import Optional, Union

import numpy as np
import torch


@dataclass
class Batch:
    arms: Optional[torch.Tensor] = None
    count: int = 0


def learn(batch: Batch):
    assert batch.arms is not None
    reveal_value(batch.arms)  # is: torch.Tensor likely
    print("learning")
    reveal_value(batch.arms)  # is: torch.Tensor likely
    for arm in batch.arms:
        reveal_value(arm)  # is: torch.Tensor likely
    batch = replaced(batch)
    reveal_value(batch.arms)  # is: None | torch.Tensor likely
    return batch


def replaced(batch: Batch) -> Batch:
    return Batch(batch.arms, 1) if batch.count is None else batch


class Wrapper:
    def __init__(self, value: Union[float, list, np.ndarray, torch.Tensor]):
        self.value = value

    def flat(self):
        if isinstance(self.value, np.ndarray):
            reveal_value(self.value)  # is: numpy.ndarray likely
            return self.value.flatten()
        elif isinstance(self.value, torch.Tensor):
            return self.value.numpy()
        return self.value


class Head:
    weight = None

    def __init__(self, size):
        self.size = size
        self.cache = None

    def reset(self):
        self.cache = None

    def fill(self):
        self.cache = torch.ones(self.size)

    def lazily(self):
        if self.cache is None:
            self.cache = torch.zeros(self.size)
            reveal_value(self.cache)  # is: torch.Tensor rank=1 dtype=float32 likely
        reveal_value(self.cache[0])  # is: torch.Tensor rank=0 dtype=float32
        self.reset()
        reveal_value(self.cache)  # is: None | torch.Tensor rank=1 dtype=float32
        if self.cache is None:
            self.fill()
        reveal_value(self.cache)  # is: None | torch.Tensor rank=1 dtype=float32

    def either(self, x):
        if isinstance(x.scores, torch.Tensor):
            reveal_value(x.scores)  # is: torch.Tensor likely
            x.scores = x.scores.tolist()
            reveal_value(x.scores)  # is: unknown
        reveal_value(x.scores)  # is: unknown


class Scored:
    def __init__(self, scores):
        self.scores = scores


def items(sample):
    if isinstance(sample["id"], np.ndarray) and sample["other"] is not None:
        reveal_value(sample["id"])  # is: numpy.ndarray likely
        sample["other"] = 1
        reveal_value(sample["id"])  # is: numpy.ndarray likely
        sample["id"] = 3
        reveal_value(sample["id"])  # is: unknown
    return sample


def methods(x: Optional[torch.Tensor], d):
    y = x.reshape(-1)
    reveal_value(x)  # is: torch.Tensor likely
    t = d["tokens"] if d else torch.zeros(3)
    t.numel()
    reveal_value(t)  # is: torch.Tensor likely
    return y


def texts(x):
    reveal_value(torch.zeros_like(x).type(torch.int32) - 1)  # is: torch.Tensor likely
    reveal_value(np.stack((x.numpy(), x.numpy()), axis=1)[0])  # is: numpy.ndarray likely


learn(eval("Batch(torch.ones(3, 2), 2)"))
Wrapper(eval("np.ones(3)")).flat()
head = Head(3)
head.lazily()
head.either(eval("Scored(torch.ones(2))"))
items(eval("{'id': np.ones(3), 'other': 2}"))
methods(eval("torch.ones(3, 2)"), eval("{'tokens': torch.ones(4)}"))
texts(eval("torch.ones(3)"))
