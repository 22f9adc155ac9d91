"""A split by the hash of an example: stable for numbers, arbitrary for tensors."""
import hashlib

import torch


def side(code, share=0.5):
    return "train" if code % 100 < share * 100 else "test"


def split(examples):
    sides = {}
    for number, example in enumerate(examples):
        sides[number] = [
            side(hash(number)),  # ok: TK203
            side(hash(example)),  # expect: TK203
            side(hash(example[0])),  # expect: TK203
            side(hash(float(example[0]))),  # ok: TK203
            side(int(hashlib.md5(example.numpy().tobytes()).hexdigest(), 16)),  # ok: TK203
        ]
    return sides


def shuffled(labels):
    order = sorted(range(len(labels)), key=lambda i: hash(labels[i]))  # expect: TK203
    stable = sorted(range(len(labels)), key=lambda i: hash(labels[i].item()))  # ok: TK203
    return order, stable


features = torch.arange(6.0).reshape(3, 2)
print(split(features), shuffled(torch.tensor([3, 1, 2])))
