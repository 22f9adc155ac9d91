"""Begins with a byte order mark."""
import torch; first = {torch.arange(2)[0]: 1}  # expect: TK201
#                      ^^^^^^^^^^^^^^^^^^
labels = torch.tensor([1, 1])
kéys, 层 = {}, labels
for λ in 层:
    kéys["é😀", λ] = 1  # expect: TK201
    kéys["é😀", λ.item()] = 1  # ok: TK201
    kéys["😀"] = {λ}  # expect: TK202
    #            ^
print(first, len(kéys))
