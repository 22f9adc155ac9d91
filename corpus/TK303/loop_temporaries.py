"""Objects made in a loop and filed under their addresses."""
import ctypes

import numpy as np
import torch


def file_losses(n):
    by_address, by_step = {}, {}
    for step in range(n):
        loss = torch.tensor(float(step)) ** 2
        by_address[id(loss)] = step  # expect: TK303
        by_step[step] = loss.item()  # ok: TK303
        del loss
    return len(by_address), len(by_step)


def buffers(n):
    table, owners = {}, []
    for size in range(1, n):
        block = np.empty(size)
        table[block.ctypes.data] = size  # expect: TK303
        owned = np.empty(size)
        owners.append(owned)
        table[id(owned)] = size  # ok: TK303
    return table, owners


def visited(root):
    """A walk over nested lists; the root holds everything that is visited."""
    seen, stack = set(), [root]
    while stack:
        node = stack.pop()
        if id(node) in seen:  # ok: TK303
            continue
        seen.add(id(node))  # ok: TK303
        if isinstance(node, list):
            stack.extend(node)
    return len(seen)


by_address, by_step = file_losses(500)
assert by_address < by_step == 500
print(len(buffers(4)[0]), visited([[1, 2], [np.zeros(2)]]), ctypes.sizeof(ctypes.c_double))
