"""Shapes that einops is told in words, metrics of torchmetrics, progress bars around loops."""
import numpy as np
import torch
from einops import rearrange, reduce, repeat
from torchmetrics import MeanMetric
from torchmetrics.classification import MulticlassAccuracy, MulticlassConfusionMatrix
from tqdm import tqdm, trange

batch = torch.ones(2, 3, 4)
reveal_value(rearrange(batch, "b c d -> b (c d)"))  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(rearrange(batch, "b (c k) d->b c k d 1", k=3))  # is: torch.Tensor rank=5 dtype=float32 definite
reveal_value(rearrange(batch, "b ... -> (b ...)"))  # is: torch.Tensor dtype=float32 definite
reveal_value(reduce(batch, "b c d -> b", "mean"))  # is: torch.Tensor rank=1 definite
reveal_value(repeat(batch, "b c d -> b c d k", k=2))  # is: torch.Tensor rank=4 dtype=float32 definite
table = np.ones((2, 3))
reveal_value(rearrange(table, "h w -> (h w)"))  # is: numpy.ndarray rank=1 dtype=float64 definite
reveal_value(reduce(table, "h w -> () w", "max"))  # is: numpy.ndarray rank=2 definite

counts = {}
for value in rearrange(table, "h w -> (h w)"):
    counts[value] = counts.get(value, 0) + 1  # ok: TK101
for row in tqdm(table):
    reveal_value(row)  # is: numpy.ndarray rank=1 dtype=float64 definite
    counts.get(row[0])
    counts[row]  # expect: TK101
for step in trange(2):
    reveal_value(step)  # is: int definite

guesses = torch.tensor([0, 1])
accuracy = MulticlassAccuracy(3)
reveal_value(accuracy(guesses, guesses))  # is: torch.Tensor definite
accuracy.update(guesses, guesses)
best = {accuracy.compute(): 1}  # expect: TK201
by_name = {accuracy.compute().item(): 1}  # ok: TK201
reveal_value(MulticlassConfusionMatrix(3)(guesses, guesses))  # is: torch.Tensor definite
reveal_value(MeanMetric().compute())  # is: torch.Tensor definite
