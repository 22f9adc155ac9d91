"""Every way to put something into a set, or to ask for it."""
import statistics
import unittest
import weakref
from collections import Counter

import numpy as np

rows = np.array([[0, 1], [2, 3]])
row = rows[0]
settings = {"low": row}


def displays():
    made = [{*row}, {tuple(r) for r in rows}, {row.sum()}]  # ok: TK102
    made.append({row})  # expect: TK102
    made.append({r for r in rows})  # expect: TK102
    made.append({*rows})  # expect: TK102
    return made


def methods(members):
    members.add(int(row[0]))  # ok: TK102
    members.add(row)  # expect: TK102
    members.discard(row)  # expect: TK102
    members.remove(row)  # expect: TK102
    return row in members  # expect: TK102


def operations(members):
    results = [members.union(row), members - set(row), members & {0}]  # ok: TK102
    results.append(members.union(rows))  # expect: TK102
    results.append(members.intersection(rows))  # expect: TK102
    results.append(members.difference(rows))  # expect: TK102
    results.append(members.symmetric_difference(rows))  # expect: TK102
    results.append(members.isdisjoint(rows))  # expect: TK102
    results.append(members.issuperset(rows))  # expect: TK102
    results.append(members.issubset(rows))  # expect: TK102
    results.append(members | frozenset(rows))  # expect: TK102
    members.update(row)  # ok: TK102
    members.update(rows)  # expect: TK102
    return results


def values_as_members():
    pairs = [set({"low": 0.5}.items()), frozenset(settings)]  # ok: TK102
    pairs.append(set(settings.items()))  # expect: TK102
    pairs.append(frozenset(settings.items()))  # expect: TK102
    inverted = {v: k for k, v in settings.items()}  # expect: TK101
    return pairs, inverted, {len(v): k for k, v in settings.items()}  # ok: TK101


def counting():
    counts = [Counter(row), Counter(map(tuple, rows)), statistics.mode(row)]  # ok: TK111
    counts.append(Counter(rows))  # expect: TK111
    counts.append(statistics.mode(rows))  # expect: TK111
    return counts


def weak(members):
    members.add(Holder())  # ok: TK102
    members.add(row)  # expect: TK102
    return members


class Holder:
    pass


class Checks(unittest.TestCase):
    def test_membership(self):
        self.assertIn(0, {0, 1})  # ok: TK102
        self.assertIn("low", settings)  # ok: TK101
        self.assertNotIn(5, [row.sum()])  # ok: TK102
        self.assertIn(row, {0, 1})  # expect: TK102
        self.assertNotIn(row, settings)  # expect: TK101


displays(), methods({1}), operations({0, 1}), values_as_members(), counting()
weak(weakref.WeakSet())
Checks("test_membership").test_membership()
