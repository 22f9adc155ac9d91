"""Spectra of video frames, cached under every sixteenth pixel."""
import numpy as np

spectra = {}
thumbnails = {}


def spectrum(frame: np.ndarray):
    key = frame[::16].tobytes()  # expect: TK307, TK302
    if key not in spectra:
        spectra[key] = np.fft.fft(frame)
    return spectra[key]


def spectrum_of_all(frame: np.ndarray):
    key = (frame.dtype.str, frame.shape, frame.tobytes())  # ok: TK307
    if key not in spectra:
        spectra[key] = np.fft.fft(frame)
    return spectra[key]


def thumbnail(frame: np.ndarray):
    key = (frame.dtype.str, frame.shape, frame[::16].tobytes())  # ok: TK307
    if key not in thumbnails:
        thumbnails[key] = np.flip(frame[::16])
    return thumbnails[key]


def first_pixels(frame: np.ndarray):
    """Only the corner is stored, so only the corner is the key."""
    key = (frame.dtype.str, frame[:4].shape, frame[:4].tobytes())  # ok: TK307
    if key not in thumbnails:
        thumbnails[key] = np.flip(frame[:4])
    return thumbnails[key]


still = np.zeros(64)
moved = still.copy()
moved[5] = 1.0
assert np.array_equal(spectrum(still), spectrum(moved))
assert not np.array_equal(spectrum_of_all(still), spectrum_of_all(moved))
thumbnail(moved), first_pixels(moved)
