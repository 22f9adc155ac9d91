"""Positions of particles; forces are remembered under the address of the position array."""
import numpy as np

forces_at = {}


def forces(positions):
    """The array is kept beside the forces, so its address is not used again."""
    key = id(positions)
    if key not in forces_at:
        distance = positions[:, None] - positions[None, :]
        forces_at[key] = (positions, distance.sum(axis=1))
    return forces_at[key][1]


def relax(positions, steps):
    for _ in range(steps):
        push = forces(positions)
        positions += 0.1 * push  # expect: TK308
    return positions


def relax_with_new_arrays(positions, steps):
    for _ in range(steps):
        push = forces(positions)
        positions = positions + 0.1 * push  # ok: TK308
    return positions


def relax_and_forget(positions, steps):
    table = {}
    for step in range(steps):
        table[step] = positions.sum()
        positions *= 0.9  # ok: TK308
    return table


start = np.array([[0.0, 1.0], [2.0, 0.5]])
moved = relax(start.copy(), 3)
right = relax_with_new_arrays(start.copy(), 3)
assert not np.allclose(moved, right)
assert len(relax_and_forget(start.copy(), 3)) == 3
