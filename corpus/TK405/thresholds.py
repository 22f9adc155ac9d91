"""Settings of a detector, chosen by the text of a score that was rounded before."""
import numpy as np

ACTIONS = {"0.0": "drop", "0.5": "review", "1.0": "accept"}


def level(scores):
    return np.round(scores * 2) / 2


def by_text(scores):
    return [ACTIONS[str(value)] for value in level(scores)]  # ok: TK405


def by_repr(scores):
    return [ACTIONS.get(repr(value)) for value in level(scores)]  # expect: TK405


def by_conversion(scores):
    return [ACTIONS.get(f"{value!r}") for value in level(scores)]  # expect: TK405


def by_number(scores):
    return [ACTIONS[repr(value)] for value in level(scores).tolist()]  # ok: TK405


def best(scores):
    top = level(scores).max()
    if repr(top) in {"1.0", "0.5"}:  # expect: TK405
        return "kept"
    if str(top) in {"1.0", "0.5"}:  # ok: TK405
        return "kept after all"
    return "lost"


detected = np.array([0.1, 0.6, 0.9])
assert by_text(detected) == ["drop", "review", "accept"] == by_number(detected)
assert by_repr(detected) == by_conversion(detected) == [None, None, None]
assert best(detected) == "kept after all"
