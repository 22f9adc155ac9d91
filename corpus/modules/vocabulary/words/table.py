"""Knows no library: what it hashes is what others pass."""

from .limits import LONGEST

NAMES = {0: "zero", 1: "one"}


def lookup(token, default="?"):
    return NAMES.get(token, default)  # passed: TK212


class Table:
    def __init__(self):
        self.rows = {}
        self.order = []

    def add(self, word):
        if len(word) < LONGEST:
            self.rows[len(self.rows)] = word
            self.order.append(word)

    def __getitem__(self, token):
        return self.rows.get(token, "?")  # passed: TK212

    def words(self, tokens):
        return [self.rows.get(token, "?") for token in tokens]  # passed: TK212

    def spelled(self, tokens):
        return [self.rows.get(int(token), "?") for token in tokens]
