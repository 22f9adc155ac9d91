"""Pixels of ignored classes become the background."""
import numpy as np

IGNORED = {255}
MAPPING = {0: "road", 1: "sky", 255: "void"}


def background(mask, ignored):
    result = mask.copy()
    result[np.isin(mask, list(ignored))] = 0  # ok: TK402
    return result


def background_directly(mask):
    result = mask.copy()
    result[np.isin(mask, IGNORED)] = 0  # expect: TK402
    return result


def known(mask):
    values = np.unique(mask)
    names = [MAPPING[int(value)] for value in values if int(value) in MAPPING]  # ok: TK402
    return names, np.isin(values, np.array(sorted(MAPPING)))  # ok: TK402


def unknown(mask):
    found = {int(value) for value in np.unique(mask)}
    extra = found - set(MAPPING)
    return extra, np.isin(mask, {value for value in MAPPING}).all()  # expect: TK402


labels = np.array([[0, 1], [255, 1]], dtype=np.uint8)
print(background(labels, IGNORED), background_directly(labels), known(labels), unknown(labels))
