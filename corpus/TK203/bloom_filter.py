"""A small Bloom filter over tokens: the hashes of tensors never come back."""
import torch


class Bloom:
    def __init__(self, size=64):
        self.bits = [False] * size

    def places(self, item):
        return [hash((salt, item)) % len(self.bits) for salt in range(3)]

    def add(self, item):
        for place in self.places(item):
            self.bits[place] = True


def buckets(tokens, count):
    spread = [hash(token) % count for token in tokens]  # expect: TK203
    exact = [hash(token) % count for token in tokens.tolist()]  # ok: TK203
    return spread, exact


def mixed(tokens):
    key = hash(("sentence", tokens[0]))  # expect: TK203
    good = hash(("sentence", int(tokens[0])))  # ok: TK203
    return key, good, hash(tokens.shape)  # ok: TK203


tokens = torch.tensor([4, 4, 9])
bloom = Bloom()
for token in tokens.tolist():
    bloom.add(token)
assert all(bloom.bits[place] for place in bloom.places(4))
spread, exact = buckets(tokens, 1 << 30)
assert exact[0] == exact[1] and spread[0] != spread[1]
print(mixed(tokens))
