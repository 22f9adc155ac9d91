import numpy as np
import torch

from buffers.base import Buffer
from buffers.network import Policy


class Rounded(Buffer):
    def key(self, state):
        return tuple(np.round(state, 1).tolist())


class Careless(Buffer):
    def key(self, state):
        return state[1:]


rounded = Rounded()
state = np.zeros(4)
rounded.store(state, 1)                       # ok: TK101
rounded.recall(state)                         # ok: TK101
rounded.raw(tuple(state))                     # ok: TK101
rounded.raw(state)                            # expect: TK101 "numpy.ndarray"

policy = Policy(rounded)
action = policy(torch.ones(2, 4))
reveal_value(action)                          # is: torch.Tensor rank=1 dtype=int64
reveal_value(Policy.scores())                 # is: torch.Tensor rank=1 dtype=float32
reveal_value(policy.bias)                     # is: torch.Tensor rank=2

values = {0: "left", 1: "right", 2: "stay"}
for chosen in action:
    values.get(chosen)                        # expect: TK212
    values.get(chosen.item())                 # ok: TK212
