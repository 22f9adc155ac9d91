"""Which users of a log have an account?"""
import numpy as np

accounts = {3: "ann", 5: "ben", 8: "eve"}
log = np.array([3, 4, 8, 8])


def with_account():
    return np.isin(log, accounts.keys())  # expect: TK402


def with_account_list():
    return np.isin(log, list(accounts)), np.isin(log, list(accounts.keys()))  # ok: TK402


def with_account_dict():
    return np.isin(log, accounts)  # expect: TK402


def names():
    people = np.array(["ann", "joe"])
    return np.isin(people, [*accounts.values()]), np.isin(people, accounts.values())  # expect: TK402


def by_array():
    known = np.fromiter(accounts, dtype=int)
    return np.isin(log, known), np.isin(log, np.array(list(accounts)))  # ok: TK402


print(with_account(), with_account_list(), with_account_dict(), names(), by_array())
