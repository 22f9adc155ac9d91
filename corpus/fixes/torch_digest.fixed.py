"""Whole tensors as keys, in the form of a digest."""
# fix-args: --key-style sha256
import torch
import hashlib


class Embedder:
    def __init__(self):
        self.cache = {}

    def embed(self, tokens: torch.Tensor):
        key = hashlib.sha256(repr((tokens.dtype, tokens.shape)).encode() + tokens.detach().cpu().numpy().tobytes()).hexdigest()
        if key not in self.cache:  # expect: TK201
            self.cache[key] = tokens.float().mean()  # expect: TK201
        return self.cache[key]  # expect: TK201


embedder = Embedder()
print(embedder.embed(torch.tensor([1, 2])), embedder.embed(torch.tensor([1, 2])))
