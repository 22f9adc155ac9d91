"""Whole tensors as keys, in the form of a digest."""
# fix-args: --key-style sha256
import torch


class Embedder:
    def __init__(self):
        self.cache = {}

    def embed(self, tokens: torch.Tensor):
        if tokens not in self.cache:  # expect: TK201
            self.cache[tokens] = tokens.float().mean()  # expect: TK201
        return self.cache[tokens]  # expect: TK201


embedder = Embedder()
print(embedder.embed(torch.tensor([1, 2])), embedder.embed(torch.tensor([1, 2])))
