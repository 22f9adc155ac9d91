"""Nearest-centroid classifier that remembers how often each centroid won."""
import numpy as np


def assign(points, centroids):
    distances = np.linalg.norm(points[:, None] - centroids[None], axis=2)
    return distances.argmin(axis=1)


def count_wins(points, centroids):
    wins = {}
    for index in assign(points, centroids):
        centroid = centroids[index]
        if index in wins:  # ok: TK101
            wins[index] += 1  # ok: TK101
        else:
            wins[index] = 1  # ok: TK101
        last = centroid
    return wins, last


def count_wins_by_position(n_points=40):
    rng = np.random.default_rng(0)
    points = rng.normal(size=(n_points, 2))
    centroids = np.eye(2)
    wins = {}
    for index in assign(points, centroids):
        centroid = centroids[index]
        wins[centroid] = wins.get(index, 0) + 1  # expect: TK101
        #    ^^^^^^^^
        wins[tuple(centroid)] = index  # ok: TK101
    return wins


if __name__ == "__main__":
    data = np.random.default_rng(1).normal(size=(20, 2))
    print(count_wins(data, data[:3]))
    print(count_wins_by_position())
