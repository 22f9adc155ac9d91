"""functools around plain functions: closures, partials and positional tuples."""
import functools

import torch


def make_scorer(weights):
    @functools.cache
    def score(pair):
        left, right = pair
        return float(weights[left] * weights[right])
    return score


def similarity(a, b):
    return torch.dot(a, b).item()


cached_similarity = functools.lru_cache(similarity)
scorer = make_scorer(torch.arange(4.0))
pairs = torch.tensor([[0, 1], [2, 3]])

total = 0.0
for left, right in pairs:
    total += scorer((left, right))  # expect: TK204
for left, right in pairs.tolist():
    total += scorer((left, right))  # ok: TK204
for pair in pairs:
    total += scorer(tuple(pair.tolist()))  # ok: TK204
    total += similarity(pair.float(), pair.float())  # ok: TK204

vectors = torch.eye(3)
print(total, cached_similarity(vectors[0], vectors[1]))  # expect: TK204, TK204
bound = functools.partial(similarity, vectors[0])
print(bound(vectors[2]), similarity(vectors[0], vectors[0]))  # ok: TK204
