"""Signals of a thousand samples and more, told apart by their text."""
import numpy as np
import torch

spectra, seen = {}, set()


def spectrum(step):
    signal = np.arange(2048) + step * (np.arange(2048) == 1024)
    key = f"signal {signal}"  # expect: TK301
    if key not in spectra:
        spectra[key] = int(signal.sum())
    return spectra[key]


def short_spectrum(step):
    signal = np.arange(1000) + step * (np.arange(1000) == 500)
    key = f"signal {signal}"  # ok: TK301
    if key not in spectra:
        spectra[key] = int(signal.sum())
    return spectra[key]


def duplicate(step):
    batch = torch.zeros(50, 40, dtype=torch.int64)
    batch[25, 20] = step
    known = str(batch) in seen  # expect: TK301
    seen.add(str(batch))  # expect: TK301
    seen.add(batch.numpy().tobytes())
    return known


assert spectrum(1) == spectrum(2) and short_spectrum(1) != short_spectrum(2)
assert not duplicate(1) and duplicate(2)
