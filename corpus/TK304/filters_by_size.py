"""Plans, buffers and windows by size are right; results by size are not."""
import numpy as np

_windows, _buffers, _means = {}, {}, {}


def window(signal):
    key = signal.shape  # ok: TK304
    if key not in _windows:
        _windows[key] = np.hanning(signal.shape[0])
    return signal * _windows[key]


def workspace(signal):
    key = (signal.shape, signal.dtype.str)  # ok: TK304
    if key not in _buffers:
        _buffers[key] = np.empty_like(signal)
    np.multiply(signal, 2, out=_buffers[key])
    return _buffers[key]


def centred(signal):
    key = signal.shape  # expect: TK304
    if key not in _means:
        _means[key] = signal.mean()
    return signal - _means[key]


def grouped(signals):
    groups = {}
    for signal in signals:
        groups.setdefault(signal.shape, []).append(signal)  # ok: TK304
    return groups


low, high = np.zeros(4), np.full(4, 10.0)
print(window(low), workspace(high), len(grouped([low, high])))
centred(low)
assert centred(high).mean() == 10.0
