"""Power iteration whose norm is cached by the weight itself, while the weight is being trained."""
import functools

import torch


@functools.lru_cache(maxsize=16)
def largest_singular_value(weight):
    u = torch.ones(weight.shape[0])
    for _ in range(20):
        v = torch.nn.functional.normalize(weight.t() @ u, dim=0)
        u = torch.nn.functional.normalize(weight @ v, dim=0)
    return float(u @ weight @ v)


def train(steps=3):
    torch.manual_seed(0)
    weight = torch.randn(6, 4)
    history = []
    for _ in range(steps):
        history.append(largest_singular_value(weight))  # expect: TK204
        weight -= 0.5 * weight  # expect: TK308
    return history


def train_on_copies(steps=3):
    torch.manual_seed(0)
    weight = torch.randn(6, 4)
    history = []
    for _ in range(steps):
        history.append(largest_singular_value(weight))  # expect: TK204
        weight = weight - 0.5 * weight  # ok: TK308
    return history


def scale_once():
    weight = torch.randn(6, 4)
    weight.div_(10.0)  # ok: TK308
    return largest_singular_value(weight)  # expect: TK204


stale, right = train(), train_on_copies()
assert stale[0] == stale[1] == stale[2] and right[1] < 0.6 * right[0]
scale_once()
