"""Results of a worker loop under the addresses of arrays that are made anew each time."""
import numpy as np


def collect(steps):
    results = {}
    for step in range(steps):
        sample = np.full(100, step)
        results[id(sample)] = int(sample.sum())  # expect: TK303
    return results


def collect_kept(steps):
    results, samples = {}, []
    for step in range(steps):
        sample = np.full(100, step)
        samples.append(sample)
        results[id(sample)] = int(sample.sum())  # ok: TK303
    return results


def collect_by_step(steps):
    results = {}
    for step in range(steps):
        sample = np.full(100, step)
        results[step] = int(sample.sum())  # ok: TK303
    return results


def walk(nested, memo=None):
    """A copy in progress: the objects are held by the structure that is copied."""
    memo = {} if memo is None else memo
    if id(nested) in memo:  # ok: TK303
        return memo[id(nested)]  # ok: TK303
    memo[id(nested)] = copy = []  # ok: TK303
    copy.extend(walk(item, memo) if isinstance(item, list) else item for item in nested)
    return copy


assert len(collect_by_step(50)) == len(collect_kept(50)) == 50
assert len(collect(50)) <= 50
shared = [2, 3]
print(walk([1, shared, shared, np.zeros(2)])[0])
