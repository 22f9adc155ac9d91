"""A file that has the hashing library already: it is offered first where it is asked for."""
# fix-args: --key-style tkhash
import numpy as np
import tkhash


def first_of_each(frames: list[np.ndarray]):
    order: dict = {}
    for number, frame in enumerate(np.stack(frames)):
        order.setdefault(tkhash.key(frame), number)  # expect: TK101
    return sorted(order.values())


def as_it_should_be(frames: list[np.ndarray]):
    order: dict = {}
    for number, frame in enumerate(frames):
        order.setdefault(tkhash.key(frame), number)  # ok: TK101
    return sorted(order.values())


if __name__ == "__main__":
    films = [np.zeros((4, 4)), np.ones((4, 4)), np.zeros((4, 4))]
    assert as_it_should_be(films) == [0, 1]
    print(first_of_each(films))
