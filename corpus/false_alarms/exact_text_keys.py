"""Text keys made of numbers and names, which lose nothing."""
import numpy as np
import torch


def run_name(config, step):
    return f"{config['model']}-{step:06d}"


def log_metrics(steps):
    log = {}
    losses = torch.linspace(1.0, 0.1, len(steps))
    for step, loss in zip(steps, losses):
        log[f"step {step}"] = loss  # ok: TK301
        log[run_name({"model": "tiny"}, step)] = loss  # ok: TK301
        log[f"loss {loss.item():.6f}"] = step  # ok: TK301
        log[str(loss.shape)] = step  # ok: TK301
        log[str(loss.dtype)] = step  # ok: TK301
    return log


def label_text(labels):
    table = {}
    for label in labels:
        table[str(label.item())] = 1  # ok: TK301
        table[f"{label}"] = 1  # ok: TK301
    return table


def small_integer_arrays(moves):
    """Integer arrays of a few elements print in full."""
    found = {}
    for move in moves:
        found[str(move)] = 1  # ok: TK301
        found[repr(move.tolist())] = 1  # ok: TK301
        found["-".join(map(str, move))] = 1  # ok: TK301
    return found


print(len(log_metrics([1, 2, 3])), label_text(torch.tensor([4, 5])))
print(small_integer_arrays(np.array([[0, 1], [2, 3]])))
print({str(np.int64(7)): "seven"}["7"], {str(v): v for v in np.arange(3)})  # ok: TK301
