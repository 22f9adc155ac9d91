"""Every way to look into a mapping, with a row of an array and with what hashes by value."""
import operator
from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict
from types import MappingProxyType

import numpy as np

rows = np.array([[0, 1], [2, 3]])
row, pair = rows[0], tuple(rows[0].tolist())
plain, other = {pair: 1}, {}


def displays():
    first = {row: 1}  # expect: TK101
    second = {r: 1 for r in rows}  # expect: TK101
    third = {tuple(r): 1 for r in rows}  # ok: TK101
    return first, second, third, {**plain, pair: 2}


def subscripts():
    value = plain[row]  # expect: TK101
    other[row] = value  # expect: TK101
    other[pair] = value  # ok: TK101
    other[pair] = [0]
    other[row] += [1]  # expect: TK101
    del other[row]  # expect: TK101
    del other[pair]  # ok: TK101
    return plain[0, 1]  # ok: TK101


def methods():
    found = [plain.get(pair), plain.setdefault(pair, 1), plain.pop((9, 9), 2)]  # ok: TK101
    found.append(plain.get(row))  # expect: TK101
    found.append(plain.setdefault(row, 1))  # expect: TK101
    found.append(plain.pop(row, None))  # expect: TK101
    found.append(dict.fromkeys(rows, 0))  # expect: TK101
    found.append(dict.fromkeys(row, 0))  # ok: TK101
    found.append(plain.__contains__(row))  # expect: TK101
    return found


def membership():
    answers = [pair in plain, pair in plain.keys(), pair in MappingProxyType(plain)]  # ok: TK101
    answers.append(row in plain)  # expect: TK101
    answers.append(row not in plain)  # expect: TK101
    answers.append(row in plain.keys())  # expect: TK101
    answers.append(operator.contains(plain, row))  # expect: TK101
    answers.append(operator.contains([5], 5))  # ok: TK101
    return answers


def constructors():
    made = [dict([(pair, 1)]), dict(zip(row, "ab")), dict(a=row)]  # ok: TK101
    made.append(dict([(row, 1)]))  # expect: TK101
    made.append(dict(zip(rows, "ab")))  # expect: TK101
    made.append(OrderedDict([(row, 1)]))  # expect: TK101
    made.append(UserDict({pair: row}))  # ok: TK101
    return made


def updates(target):
    target.update({pair: row})  # ok: TK101
    target.update([(row, 1)])  # expect: TK101
    target |= [(row, 1)]  # expect: TK101
    target |= {"rows": rows}  # ok: TK101
    return target


def relatives():
    values = [defaultdict(int)[pair], Counter()[pair], ChainMap(plain).get(pair)]  # ok: TK101
    values.append(defaultdict(int)[row])  # expect: TK101
    values.append(Counter()[row])  # expect: TK101
    values.append(ChainMap(plain)[row])  # expect: TK101
    values.append(UserDict(plain)[row])  # expect: TK101
    values.append(OrderedDict(plain).get(row))  # expect: TK101
    return values


def mapped():
    results = [list(map(plain.get, map(tuple, rows)))]  # ok: TK101
    results.append(list(map(plain.get, rows)))  # expect: TK101
    results.append(list(filter(plain.__contains__, rows)))  # expect: TK101
    results.append([plain.get(r) for r in map(tuple, rows)])  # ok: TK101
    return results


displays(), subscripts(), methods(), membership()
constructors(), updates({}), relatives(), mapped()
