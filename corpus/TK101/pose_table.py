"""Table of camera poses, written first as a display and then filled by hand."""
import numpy as np

IDENTITY = np.eye(3)
ORIGIN = np.zeros(3)

NAMES = {
    "identity": IDENTITY,  # ok: TK101
    "origin": ORIGIN,
}

by_pose = {
    # the reference frame
    IDENTITY: "identity",  # expect: TK101
    tuple(ORIGIN): "origin",  # ok: TK101
    ORIGIN: "origin",  # expect: TK101
#   ^^^^^^
}


def rotation(angle):
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def build(angles):
    poses = {}
    for angle in angles:
        poses[angle] = rotation(angle)  # ok: TK101
        poses[rotation(angle)] = angle  # expect: TK101
    return poses


poses = build(np.linspace(0.0, np.pi, 5))
print(len(poses), len(NAMES), len(by_pose))
if ORIGIN in poses:  # expect: TK101
    print("never printed")
print(poses.get(0.0, "none"))  # ok: TK101
print(poses.get(ORIGIN))  # expect: TK101
