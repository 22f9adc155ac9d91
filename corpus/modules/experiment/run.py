import numpy as np

from lab import loading
from lab.keys import content_key, group, sound_key
from lab.loading import Points, tally

seen = {}
for grid in (np.zeros((2, 3)), np.zeros((3, 2))):
    seen[sound_key(grid)] = grid                      # ok: TK303
    seen.setdefault(content_key(grid.reshape(-1)), grid)   # expect: TK302

points = Points(4)
reveal_value(points.labels)                           # is: torch.Tensor rank=1
reveal_value(points[0])                               # is: tuple[torch.Tensor rank=1 dtype=float32, torch.Tensor rank=0]
tally(points.labels.tolist())                         # ok: TK211
tally(points.labels)                                  # expect: TK211

for batch, labels in loading.loader(4):
    reveal_value(batch)                               # is: torch.Tensor rank=2 dtype=float32
    reveal_value(labels)                              # is: torch.Tensor rank=1
    group(zip(labels, batch), by=int)                 # ok: TK201
    group(zip(labels.tolist(), batch))                # ok: TK201
    group(zip(labels, batch))                         # expect: TK201
