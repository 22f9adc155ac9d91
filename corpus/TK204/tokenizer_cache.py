"""A decoder that caches the text of a token: numbers come back, tensors do not."""
from functools import lru_cache, partial

import torch

WORDS = ("a", "cat", "sat")


@lru_cache(maxsize=None)
def word(token):
    return WORDS[int(token)]


@lru_cache(maxsize=None)
def phrase(tokens, separator=" "):
    return separator.join(WORDS[token] for token in tokens)


dashed = partial(phrase, separator="-")


def decode(sequence):
    slow = [word(token) for token in sequence]  # expect: TK204
    fast = [word(token) for token in sequence.tolist()]  # ok: TK204
    fast.append(word(len(fast) - 1))  # ok: TK204
    return slow, fast


def decode_best(scores):
    best = scores.argmax(dim=-1)
    return word(best[0]), word(best[0].item())  # expect: TK204


sequence = torch.tensor([1, 2, 1, 1])
decode(sequence[:2]), decode(sequence[:2])
assert word.cache_info().hits >= 2
decode_best(torch.eye(3))
print(phrase(tuple(sequence.tolist())), dashed(tuple(sequence.tolist())))  # ok: TK204
