"""Names of colours in a picture: the palette came from a text file."""
import numpy as np

PALETTE = dict(line.split(": ") for line in ["[0, 0, 0]: black", "[255, 255, 255]: white", "[255, 0, 0]: red"])
KNOWN = {"[0, 0, 0]": "black", "[255, 255, 255]": "white", "[255, 0, 0]": "red"}


def colours(picture):
    names = set()
    for pixel in np.unique(picture.reshape(-1, 3), axis=0):
        names.add(KNOWN.get(str(list(pixel)), "unknown"))  # expect: TK405
        names.add(KNOWN.get(str(pixel.tolist()), "unknown"))  # ok: TK405
    return names


def brightest(picture):
    pixel = picture.reshape(-1, 3)[0]
    low, high = pixel.min(), pixel.max()
    if str([low, low, high]) in KNOWN:  # expect: TK405
        return "by numbers of numpy"
    if str([int(low), int(low), int(high)]) in KNOWN:  # ok: TK405
        return "by numbers of Python"
    return None


def count(picture):
    """The texts of this dict are its own, beside one that is not."""
    seen = {"pixels": 0}
    for pixel in picture.reshape(-1, 3)[:4]:
        key = str(tuple(pixel))
        seen[key] = seen.get(key, 0) + 1  # ok: TK405
        seen["pixels"] += 1
    return seen


image = np.zeros((2, 2, 3), dtype=np.uint8)
image[0] = 255
assert colours(image) == {"unknown", "black", "white"}
assert brightest(image) == "by numbers of Python"
assert count(image)["pixels"] == 4 and PALETTE == KNOWN
