"""Values through calls, attributes, closures, lambdas and classes of one file."""
from dataclasses import dataclass

import numpy as np
import torch


def identity(x):
    return x


def pair(n):
    return np.zeros(n), n


def scale(matrix, by=2.0):
    return matrix * by


@dataclass
class Sample:
    pixels: np.ndarray
    name: str


class Encoder:
    width = 4

    def __init__(self):
        self.table = {}
        self.weights = np.ones((3, 4))
        self.last = None

    def encode(self, n):
        self.last = self.weights[n]
        return self.last

    @property
    def bias(self):
        return self.weights.sum(axis=0)


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = torch.nn.Linear(2, 3)

    def forward(self, x):
        return self.linear(x).argmax(dim=1)


reveal_value(identity(np.eye(2)))  # is: numpy.ndarray rank=2 dtype=float64
array, size = pair(3)
reveal_value(array)  # is: numpy.ndarray rank=1 dtype=float64
reveal_value(size)  # is: int
reveal_value(scale(np.eye(2)))  # is: numpy.ndarray rank=2 dtype=float64
sample = Sample(np.zeros((2, 2)), "s")
reveal_value(sample.pixels)  # is: numpy.ndarray rank=2 dtype=float64
reveal_value(sample.name)  # is: str
encoder = Encoder()
reveal_value(encoder.encode(0))  # todo-is: numpy.ndarray rank=1 dtype=float64
reveal_value(encoder.bias)  # is: numpy.ndarray rank=1 dtype=float64
reveal_value(encoder.weights[0, 0])  # is: numpy.float64
reveal_value(encoder.width)  # is: int
reveal_value(Net()(torch.ones(4, 2)))  # is: torch.Tensor rank=1 dtype=int64
double = lambda v: v + v  # noqa: E731
reveal_value(double(np.arange(2)))  # is: numpy.ndarray rank=1 dtype=int64
reveal_value(list(map(double, [np.arange(2)])))  # is: list[numpy.ndarray rank=1 dtype=int64]


def outer():
    kept = np.zeros((2, 2))

    def inner():
        reveal_value(kept)  # is: numpy.ndarray rank=2 dtype=float64
        return kept[0]
    return inner()


reveal_value(outer())  # is: numpy.ndarray rank=1 dtype=float64
