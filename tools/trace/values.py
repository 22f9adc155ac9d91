"""What the analyzer says of expressions (`tkscan debug --dump=values`), and whether it covers what
they were."""
from __future__ import annotations

import functools
import importlib
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LINE = re.compile(r"(\d+):(\d+)-(\d+):(\d+) (\w+) (.*) (definite|likely|possible)$")
TOKEN = re.compile(r" \| |, |\[|\]|rank=-?\d+|dtype=\w+|\.\.\.|[\w.#<>]+| ")


@dataclass(frozen=True)
class Member:
    """One of the things that an expression may be; `kind`: instance, type, function, module, any."""
    kind: str
    name: str = ""
    items: tuple[tuple["Member", ...], ...] = ()
    variadic: bool = False
    rank: int | None = None
    dtype: str | None = None


Value = tuple[Member, ...]
ANY = Member("any")


@dataclass(frozen=True)
class Known:
    value: Value
    certainty: str
    text: str


class Reader:
    """Recursive descent over the notation of values; nesting is at most that of the analyzer."""

    def __init__(self, text: str) -> None:
        self.tokens = [token for token in TOKEN.findall(text) if token != " "]
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def value(self) -> Value:
        members = [self.member()]
        while self.peek() == " | ":
            self.take()
            members.append(self.member())
        return tuple(members)

    def member(self) -> Member:
        name = self.take()
        if name in ("unknown", "nothing"):
            return ANY
        if name == "module":
            return Member("module")
        if name == "function":        # one of a model, or an instance of Python's class
            last = self.peek() in ("", "]", ", ", " | ")
            return Member("function", "" if last else self.take())
        if name.startswith("def#"):
            return Member("function")
        items, variadic = self.items() if self.peek() == "[" else ((), False)
        if name == "type":
            return Member("type", items[0][0].name if items else "")
        if name.startswith("class#"):
            return ANY
        rank = int(self.take()[5:]) if self.peek().startswith("rank=") else None
        dtype = self.take()[6:] if self.peek().startswith("dtype=") else None
        return Member("instance", name, items, variadic, rank, dtype)

    def items(self) -> tuple[tuple[Value, ...], bool]:
        items, variadic = [], False
        self.take()
        while self.peek() not in ("]", ""):
            if self.peek() == "...":
                variadic = True
                self.take()
            elif self.peek() == ", ":
                self.take()
            else:
                items.append(self.value())
        self.take()
        return tuple(items), variadic


@functools.cache
def parse(text: str) -> Value:
    return Reader(text).value()


def dump(tkscan: Path, files: list[Path]) -> dict[str, dict[tuple[int, int, int, int], Known]]:
    """Per file: what the analyzer knows at each range of (line, column, end line, end column)."""
    done = subprocess.run([tkscan, "debug", "--isolated", "--dump=values", *files],
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"trace: error: the analyzer failed: {done.stderr.strip()[:400]}")
    known: dict[str, dict[tuple[int, int, int, int], Known]] = {}
    rows = known.setdefault(str(files[0]), {})
    for line in done.stdout.splitlines():
        if line.startswith("file "):
            rows = known.setdefault(line[5:], {})
        elif match := LINE.match(line):
            place = tuple(int(number) for number in match.groups()[:4])
            rows[place] = Known(parse(match[6]), match[7], match[6])
    return known


# --- classes and element types as both sides spell them -----------------------------------------

@functools.cache
def real_class(name: str) -> type | None:
    """The class behind a model's name, or behind module.qualname."""
    parts = name.split(".") if "." in name else ["builtins", name]
    for cut in range(len(parts) - 1, 0, -1):
        try:
            at = importlib.import_module(".".join(parts[:cut]))
        except Exception:
            continue
        for part in parts[cut:]:
            at = getattr(at, part, None)
        return at if isinstance(at, type) else None
    return None


def class_text(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")


@functools.cache
def dtype_text(dtype: str) -> str:
    """An element type in the analyzer's words."""
    name = re.sub(r"^torch\.|^<dtype: '|'>$", "", dtype)
    if re.match(r"[<>=|]?U", name):
        return "str"
    if re.match(r"[<>=|]?S\d|\|S", name):
        return "bytes"
    for kind in ("datetime64", "timedelta64"):
        if name.startswith(kind) or re.match(r"[<>]%s8" % kind[0].upper().replace("D", "M")
                                             .replace("T", "m"), name):
            return kind
    if name.startswith("[(") or name.startswith("|V") or name.startswith("{"):
        return "void"
    swapped = re.match(r"[<>=|]([a-z])(\d+)$", name)
    if swapped:
        word = {"f": "float", "i": "int", "u": "uint", "c": "complex", "b": "bool"}[swapped[1]]
        return word if word == "bool" else f"{word}{int(swapped[2]) * 8}"
    return name


DTYPES = {"bool", "uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64",
          "bfloat16", "float16", "float32", "float64", "complex64", "complex128", "str", "bytes",
          "datetime64", "timedelta64", "void", "object"}


# Words of the analyzer's own for many classes of Python.
OWN_WORDS = {"iterator": "", "file": "_io."}
# Modules of what stands for classes in annotations: `Tuple[int]` is no class to Python, but one to
# the analyzer; so are `NamedTuple` and `TypedDict`, which are functions. It says of super() what it
# finds there, not that it is an object of its own class.
FORMS = ("typing.", "types.", "collections.abc._CallableGenericAlias")


def one_dtype(one: type, other: type) -> bool:
    """Numpy has two classes for the same numbers where C has two types of one size."""
    if not one.__module__ == other.__module__ == "numpy":
        return False
    import numpy
    return issubclass(one, numpy.number) and issubclass(other, numpy.number) and \
        numpy.dtype(one) == numpy.dtype(other)


class Checker:
    """Holds values against observations; `bases`: of each observed class, itself first."""

    def __init__(self, bases: dict[str, list[str]]) -> None:
        self.bases = bases

    def is_a(self, observed: str, name: str) -> bool:
        bases = self.bases.get(observed, [observed])
        if name == "None":
            return observed == "NoneType"
        if name in bases or name == "object":
            return True
        if name in OWN_WORDS:
            return any(base.startswith(OWN_WORDS[name]) for base in bases)
        kind = real_class(name)
        if kind is None:              # a class of the project, by its own name
            last = name.rpartition(".")[2].lower()   # `threading.Lock` makes a `lock`
            return any(base.rpartition(".")[2].lower() == last for base in bases)
        if class_text(kind) in bases:
            return True
        real = real_class(observed)   # abstract classes count others as theirs
        try:
            return real is not None and (issubclass(real, kind) or one_dtype(real, kind))
        except TypeError:
            return True

    def member_covers(self, member: Member, what: dict, ranks: bool) -> bool:
        array = "rank" in what
        if member.kind == "any":
            return True
        if member.kind in ("function", "module"):
            return not array and what.get("class") not in ("int", "str", "float", "list", "tuple",
                                                           "dict", "NoneType", "bool")
        if member.kind == "type" and what.get("class", "").startswith(FORMS):
            return True
        if member.kind == "type" and what.get("class") == "function":
            return real_class(member.name) is None
        if what.get("class") == "super":
            return True
        if member.kind == "type":
            return "type" in what and (not member.name or self.is_a(what["type"], member.name))
        if "type" in what:
            return self.is_a(what.get("class", "type"), member.name)
        if not self.is_a(what["class"], member.name):
            return False
        if "items" in what and member.items and not self.items_cover(member, what["items"], ranks):
            return False
        if ranks and member.rank is not None and what.get("rank") not in (None, member.rank):
            return False
        said, was = member.dtype, what.get("dtype")
        return not ranks or said is None or was is None or dtype_text(was) not in DTYPES or \
            said == dtype_text(was)

    def items_cover(self, member: Member, items: list[dict], ranks: bool) -> bool:
        if member.name == "tuple" and not member.variadic:
            return len(items) == len(member.items) and all(
                self.covers(value, item, ranks) for value, item in zip(member.items, items))
        return all(self.covers(member.items[-1], item, ranks) for item in items)

    def covers(self, value: Value, what: dict, ranks: bool = True) -> bool:
        """`ranks`: rank and dtype must agree as well."""
        return any(self.member_covers(member, what, ranks) for member in value)

    def names(self, value: Value, what: dict) -> Member | None:
        """The member that says the class of what was seen."""
        for member in value:
            if member.kind == "instance" and member.name != "object" and \
                    self.member_covers(member, what, False):
                return member
        return None
