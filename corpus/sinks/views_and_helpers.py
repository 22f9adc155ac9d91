"""Look-ups that do not look like one: views, the functions of operator, keys of sorted and max, caches."""
import operator

import cachetools
import numpy as np

COST = {(0, 1): 2.0, (1, 2): 0.5}
RANK = {"a": 1}


def views(step, weight):
    known = (step, 2.0) in COST.items()  # expect: TK101
    #        ^^^^
    value = ((0, 1), weight.sum()) in COST.items()  # ok: TK101
    common = COST.items() & [(step, 2.0)]  # expect: TK101
    apart = COST.items().isdisjoint([(step, 2.0)])  # expect: TK101
    return known, value, common, apart


def view_as_key(options):
    seen = {tuple(options.items())}  # ok: TK102
    seen.add(options.items())  # expect: TK102
    return seen


def operators(step):
    table = dict(COST)
    operator.setitem(table, tuple(step.tolist()), 1.0)  # ok: TK101
    operator.setitem(table, step, 1.0)  # expect: TK101
    operator.delitem(table, step)  # expect: TK101
    operator.setitem([0.0] * 3, 1, step)  # ok: TK101
    return table


def cheapest(steps):
    pairs = [tuple(step) for step in steps.tolist()]
    first = min(pairs, key=COST.get)  # ok: TK101
    last = max(steps, key=COST.get)  # expect: TK101
    ordered = sorted(steps, key=lambda step: COST[tuple(step.tolist())])  # ok: TK101
    wrong = sorted(steps, key=COST.__getitem__)  # expect: TK101
    return first, last, ordered, wrong


def remembered(step):
    cache = cachetools.LRUCache(maxsize=8)
    cache[tuple(step.tolist())] = 1  # ok: TK101
    if step in cache:  # expect: TK101
        return None
    known = cache.get(step)  # expect: TK101
    cache[step] = step.sum()  # expect: TK101
    return cache, known


moves = np.array([[0, 1], [1, 2]])
print(views(moves[0], moves[1]), operators(moves[0]), remembered(moves[0]))
print(view_as_key({"a": 1}), cheapest(moves))
