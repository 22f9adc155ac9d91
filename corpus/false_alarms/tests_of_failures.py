"""A test module that wants the error: pytest.raises, and handlers that name TypeError."""
import functools

import numpy as np
import pytest
import torch


@functools.lru_cache
def total(values):
    return sum(values)


def test_rows_do_not_hash():
    table = {}
    with pytest.raises(TypeError, match="unhashable"):
        table[np.zeros(2)] = 1  # ok-raises: TK101
    with pytest.raises((KeyError, TypeError)):
        table[np.ones(2)]  # ok-raises: TK101
    assert table == {}


def test_cache_refuses_arrays():
    with pytest.raises(TypeError):
        total(np.arange(3))  # ok-raises: TK104


def renamed(columns, names):
    if len(columns) != len(names):
        raise ValueError("one name for each column")
    return {name: column for name, column in zip(names, columns)}  # ok: TK101


def test_names_of_columns():
    assert renamed([1], ["a"]) == {"a": 1}
    with pytest.raises(ValueError, match="one name"):
        renamed([1, 2], [["a"]])  # ok: TK101


def is_hashable(value):
    try:
        hash(value)  # ok-raises: TK103
        return True
    except TypeError:
        return False


def total_of(values):
    try:
        return total(values)  # ok-raises: TK104
    except TypeError:
        return total(tuple(values))  # ok: TK104


def freeze(value):
    try:
        return {value}  # ok-raises: TK102
    except (TypeError, ValueError):
        return {tuple(value)}  # ok: TK102


def test_helpers():
    assert is_hashable("a") and not is_hashable(np.zeros(1))
    assert total_of(np.arange(4)) == 6 and freeze(np.arange(2)) == {(0, 1)}
    assert torch.equal(torch.ones(1), torch.ones(1))


if __name__ == "__main__":
    test_rows_do_not_hash()
    test_cache_refuses_arrays()
    test_names_of_columns()
    test_helpers()
