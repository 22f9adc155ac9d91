# Whole arrays as keys: element type, shape and bytes. One name for the key is written where it is made.
import numpy as np

inverses = {}


def inverse(matrix: np.ndarray, ridge=0.0):
    key = ((matrix.dtype.str, matrix.shape, matrix.tobytes()), ridge)
    try:
        return inverses[key]  # expect: TK101
    except KeyError:
        inverses[key] = np.linalg.inv(matrix + ridge * np.eye(len(matrix)))  # expect: TK101
    return inverses[key]  # expect: TK101


def forget(matrix: np.ndarray):
    inverses.pop(((matrix.dtype.str, matrix.shape, matrix.tobytes()), 0.0), None)  # expect: TK101


def known(images: np.ndarray):
    seen, fresh = set(), []
    for image in images.reshape(-1, 28, 28):
        key = tuple(map(tuple, image.tolist()))
        if key in seen:  # expect: TK102
            continue
        seen.add(key)  # expect: TK102
        fresh.append(image)
    return len(fresh)


if __name__ == "__main__":
    print(inverse(np.eye(3)).trace(), known(np.zeros((4, 784))))
    forget(np.eye(3))
