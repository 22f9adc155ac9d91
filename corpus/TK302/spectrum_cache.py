"""Spectra remembered by the bytes of the signal: a row and a column have the same ones."""
import hashlib

import numpy as np

_spectra = {}
_sound = {}


def spectrum(signal):
    key = signal.tobytes()  # expect: TK302
    #     ^^^^^^^^^^^^^^^^
    if key not in _spectra:
        _spectra[key] = np.abs(np.fft.fft(signal))
    return _spectra[key]


def sound_spectrum(signal):
    key = (signal.dtype.str, signal.shape, signal.tobytes())  # ok: TK302
    if key not in _sound:
        _sound[key] = np.abs(np.fft.fft(signal))
    return _sound[key]


def digest(array):
    header = repr((array.dtype.str, array.shape)).encode()
    return hashlib.sha256(header + array.tobytes()).hexdigest()  # ok: TK302


row = np.arange(4.0).reshape(1, 4)
column = row.reshape(4, 1)
spectrum(row)
assert spectrum(column).shape == (1, 4)
assert sound_spectrum(row).shape == (1, 4) and sound_spectrum(column).shape == (4, 1)
assert digest(row) != digest(column)
