"""A name that is an array somewhere else: before, after, in another scope or another branch."""
import numpy as np
import torch

index = 3
table = {index: "three"}  # ok: TK101
index = np.arange(3)
total = table.get(len(index))  # ok: TK101


def order(table):
    for x in ("a", "b"):
        table[x] = 1  # ok: TK201
    x = torch.ones(3)
    return table, x


def shadow(x):
    x = torch.tensor(x)
    keys = {x: 1 for x in range(3)}  # ok: TK201
    names = [keys[x] for x in keys]  # ok: TK201
    lookup = {k: (lambda x: keys[x])(k) for k in keys}  # ok: TK201
    return x, names, lookup


def branches(values, as_text):
    key = np.array(values)
    if as_text:
        key = ",".join(str(v) for v in values)
        return {key: values}  # ok: TK101
    return {key.tobytes(): values}  # ok: TK101


def early(table, value):
    if not isinstance(value, int):
        return None
    return table[value]  # ok: TK101


def deleted(table):
    state = torch.zeros(2)
    del state
    state = "fresh"
    table[state] = 1  # ok: TK201
    return table


class Scope:
    key = np.zeros(2)

    def read(self, key):
        return {"k": key}[key]  # ok: TK101


def outer():
    row = np.zeros(3)

    def inner(row):
        return {row: 1}  # ok: TK101
    return inner("r"), row


print(order({}), shadow([1, 2]), branches([1, 2], True), branches([3], False), early(table, 3), early(table, index))
print(deleted({}), Scope().read("k"), outer(), total)
