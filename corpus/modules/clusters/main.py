import torch

from graphs import distances, distances_of_centres, sizes, together
from groups import Groups

groups = Groups(3).scatter(4)
print(len(distances(groups)), sizes(groups))               # ok: TK101
print(len(together([torch.ones(2), torch.zeros(2)])))      # ok: TK201
print(len(distances_of_centres(groups)))                   # expect: TK101
