"""Distances between poses, with the cache on a method, on a static method and on a free function."""
import functools

import torch


class Camera:
    def __init__(self, focal):
        self.focal = focal

    @functools.lru_cache(maxsize=128)
    def project(self, x, y):
        return (self.focal * x, self.focal * y)

    @staticmethod
    @functools.cache
    def rays(width, height):
        ys, xs = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
        return torch.stack([xs, ys], dim=-1)


@functools.cache
def distance(first, second):
    return float(torch.dist(torch.as_tensor(first), torch.as_tensor(second)))


camera = Camera(2.0)
rays = camera.rays(3, 2)  # ok: TK204
corner = rays[1, 2]
print(camera.project(corner[0], corner[1]))  # expect: TK204, TK204
print(camera.project(*corner.tolist()))  # ok: TK204
first, second = torch.tensor([0.0, 0.0]), torch.tensor([3.0, 4.0])
for _ in range(2):
    print(distance(first + 0, second))  # expect: TK204, TK204
    print(distance(tuple(first.tolist()), (3.0, 4.0)))  # ok: TK204
assert distance.cache_info().hits == 1
