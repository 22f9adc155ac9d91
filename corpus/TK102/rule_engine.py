"""Deduplicating rules that compare by value; a class with __eq__ alone cannot be in a set."""
import numpy as np


class Rule:
    def __init__(self, left, right):
        self.left, self.right = left, right

    def __eq__(self, other):
        return self.left == other.left and self.right == other.right


class HashedRule(Rule):
    def __hash__(self):
        return hash((self.left, self.right))


class Marker:
    """No __eq__: objects hash by what they are."""


def parse(lines):
    order = np.argsort(lines)
    return [lines[i].split(" -> ") for i in order]


def load(lines):
    pairs = parse(lines)
    distinct = {tuple(pair) for pair in pairs}  # ok: TK102
    parts = {part for pair in pairs for part in pair}  # ok: TK102
    whole = {pair for pair in pairs}  # expect: TK102
    #        ^^^^
    plain = {Rule(left, right) for left, right in pairs}  # expect: TK102
    hashed = {HashedRule(left, right) for left, right in pairs}  # ok: TK102
    return distinct, parts, whole, plain, hashed


def mark(rules):
    marked = set()
    marked.add(Marker())  # ok: TK102
    marked.add({"rule": rules[0]})  # expect: TK102
    marked.add(frozenset(rules[0]))  # ok: TK102
    marked.add(set(rules[0]))  # expect: TK102
    return [] in marked, marked  # expect: TK102


text = ["a -> b", "b -> c", "a -> b"]
print(load(text), mark(parse(text)))
