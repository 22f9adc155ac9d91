"""A cache of rotation matrices keyed by tensors: it never hits, and keeps every key."""
from functools import cache, lru_cache

import torch


@lru_cache(maxsize=64)
def rotation(angle):
    angle = torch.as_tensor(angle)
    c, s = torch.cos(angle), torch.sin(angle)
    return torch.stack([torch.stack([c, -s]), torch.stack([s, c])])


@cache
def mask(size, diagonal=0):
    return torch.triu(torch.ones(size, size), diagonal)


def rotate_all(points, angles):
    out = []
    for angle in angles:
        out.append(points @ rotation(angle))  # expect: TK204
        out.append(points @ rotation(angle.item()))  # ok: TK204
        out.append(points @ rotation(round(float(angle), 3)))  # ok: TK204
    return out


def attention(scores):
    causal = mask(scores.size(-1))  # ok: TK204
    shifted = mask(scores.shape[0], diagonal=1)  # ok: TK204
    broken = mask(len(scores), diagonal=scores.argmax() * 0)  # expect: TK204
    return causal + shifted + broken


grid = torch.eye(2)
print(len(rotate_all(grid, torch.tensor([0.0, 0.5]))), rotation.cache_info().misses)
print(attention(torch.zeros(3, 3)))
