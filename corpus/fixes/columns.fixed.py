"""A column of labels is an array of rank 2."""
import numpy as np
import torch

labels = np.array([[0], [1], [1]])
targets = torch.tensor([[0], [1], [1]])
kinds = set(labels.ravel())  # expect: TK102
classes = {c for c in np.unique(labels)}
others = set(targets.flatten().tolist())  # expect: TK202
print(kinds, classes, others)
