"""The largest value of an image, by the type of its pixels."""
import numpy as np

LARGEST = {np.uint8: 255, np.uint16: 65535, np.float32: 1.0}
LARGEST_BY_DTYPE = {np.dtype("uint8"): 255, np.dtype("float32"): 1.0}


def scaled(image: np.ndarray) -> np.ndarray:
    top = LARGEST.get(image.dtype, 1.0)  # expect: TK401
    return image / top


def scaled_by_class(image: np.ndarray) -> np.ndarray:
    return image / LARGEST[image.dtype.type]  # ok: TK401


def scaled_by_dtype(image: np.ndarray) -> np.ndarray:
    return image / LARGEST_BY_DTYPE[image.dtype]  # ok: TK401


def limits(image: np.ndarray):
    if image.dtype == np.uint8:
        return np.iinfo(image.dtype).max  # ok: TK401
    return 1.0


pixels = np.full((2, 2), 200, dtype=np.uint8)
print(scaled(pixels).max(), scaled_by_class(pixels).max(), scaled_by_dtype(pixels).max(), limits(pixels))
