"""A memo by id(): the arrays are gone when their numbers come back."""
import numpy as np

_memo = {}
_kept = {}


def normalise(signal):
    key = (signal.dtype.str, signal.shape, signal.tobytes())  # expect: TK303
    if key not in _memo:
        _memo[key] = (signal - signal.mean()) / (signal.std() + 1e-9)
    return _memo[key]


def normalise_kept(signal):
    key = id(signal)  # ok: TK303
    if key not in _kept:
        _kept[key] = (signal, (signal - signal.mean()) / (signal.std() + 1e-9))
    return _kept[key][1]


def within(signals):
    """The list holds its arrays for as long as the table lives."""
    table = {id(s): n for n, s in enumerate(signals)}  # ok: TK303
    return [table[id(s)] for s in signals]  # ok: TK303


rng = np.random.default_rng(0)
stale = 0
for _ in range(500):
    fresh = rng.normal(size=8)
    stale += not np.allclose(normalise(fresh), (fresh - fresh.mean()) / (fresh.std() + 1e-9))
    del fresh
assert stale > 0
for _ in range(50):
    fresh = rng.normal(size=8)
    assert np.allclose(normalise_kept(fresh), (fresh - fresh.mean()) / (fresh.std() + 1e-9))
    del fresh
print(within([np.zeros(1), np.ones(1)]), stale)
