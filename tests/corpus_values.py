"""Compares a real value with the text that inference gives for it (`numpy.ndarray rank=1 dtype=int64`)."""

from __future__ import annotations

import importlib
import re

TOKEN = re.compile(r"\s*(rank=\d+|dtype=[\w.]+|dims=[\w,()*?]+|\.\.\.|[A-Za-z_][\w.]*|[\[\],|()])")
CERTAINTIES = {"definite", "likely", "possible"}
UNCHECKED = {"unknown", "function", "class", "module", "iterator", "object", "..."}
EXACT = {bool, int, float, complex, str, bytes}     # numpy's scalars and bool are subclasses
MAX_ELEMENTS = 50


class Value:
    """One alternative of a value text."""

    def __init__(self, name: str):
        self.name = name
        self.arguments: list[list[Value]] = []
        self.rank: int | None = None
        self.dtype: str | None = None


def parse(text: str) -> list[Value]:
    """The alternatives of a value text, certainty left out."""
    tokens, at = [], 0
    while at < len(text.rstrip()):
        match = TOKEN.match(text, at)
        if not match:
            raise ValueError(f"not a value: {text!r} at column {at + 1}")
        tokens.append(match[1])
        at = match.end()
    tokens.append("")
    values, end = alternatives([t for t in tokens if t not in CERTAINTIES], 0)
    return values


def alternatives(tokens: list[str], at: int) -> tuple[list[Value], int]:
    value, at = member(tokens, at)
    values = [value]
    while tokens[at] == "|":
        value, at = member(tokens, at + 1)
        values.append(value)
    return values, at


def member(tokens: list[str], at: int) -> tuple[Value, int]:
    value = Value(tokens[at])
    at += 1
    if tokens[at] == "[":
        while tokens[at] in ("[", ","):
            argument, at = alternatives(tokens, at + 1)
            value.arguments.append(argument)
        at += 1
    while tokens[at].startswith(("rank=", "dtype=", "dims=")):
        name, _, text = tokens[at].partition("=")
        if name == "rank":
            value.rank = int(text)
        elif name == "dtype":
            value.dtype = text
        at += 1
    return value, at


def named_class(name: str) -> type | None:
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module or "builtins"), attribute)


def fits(value: object, text: str) -> bool:
    """Whether a real value is one of those that the text stands for."""
    return any(fits_one(value, one) for one in parse(text))


def fits_one(value: object, wanted: Value) -> bool:
    if wanted.name in UNCHECKED:
        return True
    if wanted.name == "None":
        return value is None
    expected = named_class(wanted.name)
    if type(value) is not expected if expected in EXACT else not isinstance(value, expected):
        return False
    if wanted.rank is not None and len(value.shape) != wanted.rank:
        return False
    if wanted.dtype is not None and dtype_name(value) != wanted.dtype:
        return False
    return fits_inside(value, wanted.arguments)


def fits_inside(value: object, arguments: list[list[Value]]) -> bool:
    if not arguments:
        return True
    if isinstance(value, dict):
        pairs = list(value.items())[:MAX_ELEMENTS]
        return all(fits_any(k, arguments[0]) and fits_any(v, arguments[-1]) for k, v in pairs)
    if isinstance(value, tuple) and arguments[-1][0].name != "...":
        return len(value) == len(arguments) and all(map(fits_any, value, arguments))
    return all(fits_any(element, arguments[0]) for element in list(value)[:MAX_ELEMENTS])


def fits_any(value: object, wanted: list[Value]) -> bool:
    return any(fits_one(value, one) for one in wanted)


def dtype_name(value: object) -> str:
    dtype = getattr(value, "dtype", "")
    return getattr(dtype, "name", str(dtype)).removeprefix("torch.")


def describe(value: object) -> str:
    """The text for a real value, for messages."""
    name = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        return f"{name} rank={len(value.shape)} dtype={dtype_name(value)}"
    if isinstance(value, (list, tuple, set, frozenset)) and value:
        inside = [describe(v) for v in list(value)[:4]]
        return f"{name}[{', '.join(inside if isinstance(value, tuple) else inside[:1])}]"
    return name
