"""Windows of a time series that were flagged as anomalous; a set keeps them apart for ever."""
import torch

series = torch.tensor([0.0, 0.1, 5.0, 0.2, 0.1, 5.0, 0.0])


def windows(values, width):
    return values.unfold(0, width, 1)


def flagged(values, width, limit):
    starts, peaks = set(), set()
    for start, window in enumerate(windows(values, width)):
        if window.max() > limit:
            starts.add(start)  # ok: TK202
            peaks.add(window.max())  # expect: TK202
            peaks.add(window.argmax().item() + start)  # ok: TK202
    return starts, peaks


def quantised(values):
    levels = {round(v, 1) for v in values.tolist()}  # ok: TK202
    rounded = set(values.round())  # expect: TK202
    signs = {*values.sign()}  # expect: TK202
    numbers = {*values.int().tolist()}  # ok: TK202
    return levels, rounded, signs, numbers


def common(first, second):
    shared = set(first.tolist()) & set(second.tolist())  # ok: TK202
    none = set(first.tolist()) & set(second)  # expect: TK202
    return shared, none


print(flagged(series, 2, 1.0), quantised(series), common(series, series + 0))
