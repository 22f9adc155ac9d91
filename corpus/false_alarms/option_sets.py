"""Arguments tested against sets of options; option names, sentinels and types."""
import numpy as np
import torch


def reduce(losses, reduction="mean"):
    if reduction not in {"mean", "sum", None}:  # ok: TK202
        raise ValueError(reduction)
    if reduction in {"mean"}:  # ok: TK202
        return losses.mean()
    return losses if reduction is None else losses.sum()


def pool(x, mode):
    return {"max": x.max, "min": x.min, "mean": x.mean}[mode]()  # ok: TK201


def cast(x):
    makers = {np.ndarray: torch.from_numpy, torch.Tensor: torch.clone, list: torch.tensor}
    if type(x) in {np.ndarray, torch.Tensor}:  # ok: TK102, TK202
        return makers[type(x)](x)  # ok: TK101, TK201
    return makers[list](list(x))  # ok: TK101


def bound_methods(x):
    timings = {x.sum: 0.0, x.mean: 0.0}  # ok: TK101
    return timings


def precision(x):
    if x.dtype in {torch.float16, torch.bfloat16}:  # ok: TK202
        return "half"
    return {torch.float32: "single", torch.float64: "double"}.get(x.dtype)  # ok: TK201


def devices(tensors):
    return {t.device for t in tensors} | {t.is_cuda for t in tensors}  # ok: TK202


def integers(values):
    return [v for v in values if v in range(3)] + [v for v in values if v in (1, 2)]


data = torch.arange(4.0)
print(reduce(data), reduce(data, None), pool(data, "max"), cast(np.ones(2)), cast((1, 2)))
print(len(bound_methods(np.ones(3))), precision(data), devices([data]))
print(integers(torch.arange(3)))
