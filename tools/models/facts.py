"""What is known of a value: of a real one all of it, of a model's claim as much as the model says."""

from __future__ import annotations

import importlib
import sys
import types
from collections import deque
from collections.abc import Mapping, Set, ValuesView
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import model

SEEN = 20            # items of an iterator or a mapping that are looked at
DRAWN = (types.GeneratorType, zip, map, filter, enumerate)

# Classes of the models that are no classes of Python: what a value of them has.
PSEUDO = {
    "builtins.iterator": "__iter__",
    "builtins.function": "__call__",
    "builtins.builtin_function_or_method": "__call__",
    "builtins.method": "__call__",
    "builtins.file": "read",
    "builtins.dict_keys": "__iter__",
    "builtins.dict_values": "__iter__",
    "builtins.dict_items": "__iter__",
    "hashlib.hash": "hexdigest",
}

# Array classes whose subclasses do the same in all that models say.
SUBCLASSED = {"pandas.Index"}


@dataclass
class Fact:
    """cls: a name in the models, None = unknown. items: of a tuple or list, None = unknown."""

    cls: str | None = None
    rank: int | None = None
    dtype: str | None = None
    items: list[Fact] | None = None
    element: Fact | None = None          # of a list, a set, an iterator; what stands under the keys of a mapping
    key: Fact | None = None              # of a mapping
    alternatives: list[Fact] | None = None

    def __str__(self) -> str:
        if self.alternatives:
            return " | ".join(map(str, self.alternatives))
        text = self.cls or "unknown"
        if self.items is not None:
            text += "[" + ", ".join(map(str, self.items[:4])) + ("]" if len(self.items) < 5 else ", ...]")
        elif self.element:
            text += f"[{self.element}, ...]"
        text += "" if self.rank is None else f" rank={self.rank}"
        return text + ("" if self.dtype is None else f" dtype={self.dtype}")


UNKNOWN = Fact()


def resolve(name: str) -> Any:
    """The real object of a qualified name; raises ImportError or AttributeError."""
    parts = name.split(".")
    for end in range(len(parts) - 1, 0, -1):
        try:
            target = importlib.import_module(".".join(parts[:end]))
        except ImportError:
            continue
        for part in parts[end:]:
            target = getattr(target, part)
        return target
    raise ImportError(name)


def drawn(value: Any) -> Any:
    """What an iterator gives, as a list that can be looked at again; anything else as it is."""
    if isinstance(value, DRAWN):
        return list(islice(value, SEEN))
    return value


class World:
    """The models beside the real classes they speak of."""

    def __init__(self, models: model.Models, libraries: set[str] | None = None):
        """libraries: those to import; the others' classes stay names. None: all."""
        self.models = models
        self.real: dict[str, type] = {}
        self.named: dict[type, str] = {}
        for name in models.classes:
            package = name.split(".")[0]
            if libraries is not None and package not in libraries | sys.stdlib_module_names | {"builtins", "numpy"}:
                continue
            try:
                found = resolve(name)
            except (ImportError, AttributeError):
                continue
            if isinstance(found, type):
                self.real[name] = found
                self.named.setdefault(found, name)

    def canonical(self, name: str) -> str:
        return self.models.aliases.get(name, name)

    def class_name(self, value: Any) -> str | None:
        if value is None:
            return "None"
        for cls in type(value).__mro__:
            if cls in self.named:
                return self.named[cls]
        return None

    def family(self, name: str | None) -> str | None:
        return self.models.inherited(name, "family") if name else None

    def fact(self, value: Any, depth: int = 3) -> Fact:
        name = self.class_name(value)
        family = self.family(name)
        if family == "array":
            return Fact(name, rank_of(value), dtype_of(value))
        if family in ("scalar", "text"):
            return Fact(name, 0, self.models.inherited(name, "dtype"))
        if isinstance(value, (tuple, list)) and depth:
            return Fact(name, items=[self.fact(item, depth - 1) for item in value])
        return Fact(name)

    def holds(self, claim: Fact, value: Any, depth: int = 4) -> bool:
        """Is what the model claims true of this value?"""
        if claim.alternatives:
            return any(self.holds(part, value, depth) for part in claim.alternatives)
        if claim.cls is None or depth == 0:
            return True
        if claim.cls == "None" or value is None:
            return claim.cls == "None" and value is None
        if not self.holds_class(claim.cls, value):
            return False
        if claim.rank is not None and rank_of(value) not in (None, claim.rank):
            return False
        if claim.dtype and hasattr(value, "dtype") and claim.dtype != dtype_of(value):
            return False
        if isinstance(value, (tuple, list)):
            if claim.items is not None:
                return len(claim.items) == len(value) and all(
                    self.holds(part, item, depth - 1) for part, item in zip(claim.items, value))
            if claim.element:
                return all(self.holds(claim.element, item, depth - 1) for item in value)
        if claim.key and isinstance(value, Mapping):
            return all(self.holds(claim.key, key, depth - 1) and self.holds(claim.element, item, depth - 1)
                       for key, item in islice(value.items(), SEEN))
        if claim.element and isinstance(value, (Set, ValuesView, deque)):
            return all(self.holds(claim.element, item, depth - 1) for item in islice(value, SEEN))
        return True

    def holds_class(self, name: str, value: Any) -> bool:
        name = self.canonical(name)
        if name in PSEUDO:
            return hasattr(value, PSEUDO[name])
        if name not in self.real:
            return True
        if self.family(name) == "array" and name not in SUBCLASSED:
            return self.class_name(value) == name
        return isinstance(value, self.real[name])


def rank_of(value: Any) -> int | None:
    """None: it has no shape, or one whose length is not known (of symbolic tensors)."""
    try:
        return len(value.shape)
    except (AttributeError, TypeError, ValueError):
        return None


def dtype_of(value: Any) -> str | None:
    text = str(getattr(value, "dtype", "")).removeprefix("torch.").removeprefix("<dtype: '").rstrip("'>")
    for prefix, name in (("<U", "str"), ("|S", "bytes"), ("datetime64", "datetime64"),
                         ("timedelta64", "timedelta64"), ("[(", "void")):
        if text.startswith(prefix):
            return name
    return text if text in model.DTYPES else None


def with_class(fact: Fact, cls: str) -> Fact:
    return replace(fact, cls=cls)
