"""File names of cached spectrograms: short digests, long digests and buckets."""
import hashlib

import numpy as np

files = {}
buckets = [[] for _ in range(16)]


def short_name(signal):
    digest = hashlib.sha1(signal.tobytes() + str((signal.shape, signal.dtype)).encode())
    return digest.hexdigest()[:8]


def store(signal: np.ndarray):
    name = hashlib.sha1(signal.tobytes()).hexdigest()[:8]  # expect: TK307
    files[name] = len(signal)
    return name


def store_tail(signal: np.ndarray):
    name = hashlib.md5(signal.tobytes()).digest()[-4:]  # expect: TK307
    files[name] = len(signal)
    return name


def store_long(signal: np.ndarray):
    header = repr((signal.dtype.str, signal.shape)).encode()
    name = hashlib.sha1(header + signal.tobytes()).hexdigest()[:32]  # ok: TK307
    files[name] = len(signal)
    return name


def bucket(signal):
    number = int(hashlib.sha1(signal.tobytes()).hexdigest()[:8], 16) % 16  # ok: TK307
    buckets[number].append(len(signal))
    return number


tone = np.sin(np.linspace(0, 1, 64))
names = {store(tone), store_tail(tone), store_long(tone), short_name(tone)}
assert len(names) == 4 and 0 <= bucket(tone) < 16
assert store(tone.reshape(8, 8)) == store(tone)
