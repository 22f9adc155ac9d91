"""Keys inside f-strings, with quotes and braces around them."""
import torch

NAMES = {0: "cat", 1: "dog"}


def describe(labels):
    lines = [f"{NAMES.get(label, 'none')!r:>8}" for label in labels]  # expect: TK212
    first = f"{{{NAMES.get(labels[0])}}}"  # expect: TK212
    return lines, first


print(describe(torch.tensor([0, 1])))
