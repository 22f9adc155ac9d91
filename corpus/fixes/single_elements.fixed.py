"""Arrays of one element, looked up among plain numbers."""
import numpy as np
import torch

NAMES = {0: "cat", 3: "dog"}


def named():
    best = torch.tensor([3])
    return NAMES.get(best.item())  # expect: TK201


def in_the_corner():
    corner = np.array([[3]])
    return NAMES[corner.item()]  # expect: TK101


def several():
    both = torch.tensor([0, 3])
    return NAMES.get(both)  # expect: TK201


if __name__ == "__main__":
    print(named(), several(), in_the_corner())
