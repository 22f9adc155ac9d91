"""Windows for a spectrogram: the cache hands out one array, and somebody scales it."""
from functools import cache, lru_cache

import numpy as np


@lru_cache(maxsize=None)
def hann(length):
    return np.hanning(length)


@cache
def ramp(length):
    return np.linspace(0.0, 1.0, length)


@cache
def scratch(length):
    return np.empty(length)


def spectrum(signal):
    window = hann(len(signal))
    return np.abs(np.fft.rfft(signal * window))  # ok: TK308


def loud_spectrum(signal, gain):
    window = hann(len(signal))
    window *= gain  # expect: TK308
#   ^^^^^^
    return np.abs(np.fft.rfft(signal * window))


def faded(signal):
    fade = ramp(len(signal)).copy()
    fade[-1] = 0.0  # ok: TK308
    return signal * fade


def fade_in_place(signal):
    fade = ramp(len(signal))
    fade[-1] = 0.0  # expect: TK308
    return signal * fade


def running_sum(signal):
    buffer = scratch(len(signal))
    buffer[:] = signal  # ok: TK308
    buffer += 1.0  # ok: TK308
    return float(buffer.sum())


tone = np.sin(np.linspace(0.0, 20.0, 64))
quiet = spectrum(tone)
assert np.allclose(loud_spectrum(tone, 3.0), 3.0 * quiet)
assert np.allclose(spectrum(tone), 3.0 * quiet) and ramp(64)[-1] == 1.0
faded(tone)
assert ramp(64)[-1] == 1.0
fade_in_place(tone)
assert ramp(64)[-1] == 0.0
assert np.isclose(running_sum(tone), running_sum(tone))
