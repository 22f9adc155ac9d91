"""Comments in every place where a display allows one; they are not keys."""
import numpy as np

origin = np.zeros(3)
axes = np.eye(3)

frames = {
    # world coordinates come first
    "world": axes,  # ok: TK101
    # then the camera's
    tuple(origin.tolist()): "camera",  # expect: TK101
    "empty": (
        # nothing yet
        None
    ),  # ok: TK101
    # and that is all
}

anchors = {  # opened here
    # the first
    1,  # ok: TK102

    # the second
    tuple(axes[0].tolist()),  # expect: TK102
#   ^^^^^^^
    *[
        # unpacked
        2, 3,
    ],
}

by_axis = {
    # a comprehension with a comment in front
    tuple(axis.tolist())  # expect: TK101
    :  # and around the colon
    number
    for number, axis in enumerate(axes)
    # at its end
}

table = dict([
    # pairs, as a list
    ("x", axes[0]),  # ok: TK101
    ("y", axes[1]),  # ok: TK101
])
value = table[  # a comment inside the brackets
    "x"  # ok: TK101
]
print(len(frames), len(anchors), len(by_axis), value, table.get(
    # comment before the argument
    "z",
    # comment before the default
    origin,
))  # ok: TK101
