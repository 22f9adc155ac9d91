"""Files that nobody writes: as long, as deep, as dense as files can be. Each is a text of a given size."""

from __future__ import annotations

from typing import Callable

HEAD = "import numpy as np\n"
TAIL = "\n{np.ones(4): 1}\n"   # the one mistake, which is found whatever stands before it


def filled(size: int, unit: str, before: str = "", after: str = "") -> str:
    room = size - len(HEAD) - len(before) - len(after) - len(TAIL)
    return before + unit * (room // len(unit)) + after


# Of one unit repeated: unit, what stands before it, what stands behind it.
REPEATED: dict[str, tuple[str, str, str]] = {
    "assignments in a line": ("x=1;", "", "x=1"),
    "names in a line": ("x;", "", "x"),
    "assignments": ("x=1\n", "", ""),
    "assignments in a function": ("  x=1\n", "def f():\n", ""),
    "imports": ("import a\n", "", ""),
    "names imported": ("a,", "import ", "a"),
    "functions": ("def f():0\n", "", ""),
    "classes": ("class A:0\n", "", ""),
    "lambdas": ("lambda:", "x=", "a"),
    "list": ("1,", "x=[", "]"),
    "list of lists": ("[1],", "x=[", "]"),
    "dict": ("1:1,", "x={", "}"),
    "dict of texts": ("'a':1,", "x={", "}"),
    "set of arrays": ("a,", "a=np.zeros(3)\nx={", "}"),
    "sum": ("a+", "x=", "a"),
    "comparison": ("a<", "x=", "a"),
    "disjunction": ("a or ", "x=", "a"),
    "negations": ("not ", "x=", "a"),
    "conditions": ("a if a else ", "x=", "a"),
    "targets": ("a=", "", "1"),
    "attributes": (".a", "x=a", ""),
    "calls": ("()", "x=a", ""),
    "subscripts": ("[0]", "x=a", ""),
    "arguments": ("f(),", "g(", ")"),
    "decorators": ("@a\n", "", "def f():0"),
    "branches": ("elif x:0\n", "if x:0\n", ""),
    "fields": ("{a}", "x=f'", "'"),
    "texts": ("'' ", "x=", ""),
    "global names": ("a,", "def f():\n global ", "a"),
    "arrays as keys": ("d[a]=1;", "a=np.zeros(3)\nd={}\n", "0"),
    "arrays as keys, by lines": ("d[a]=1\n", "a=np.zeros(3)\nd={}\n", ""),
    "colons": (":", "", ""),
    "at signs": ("@", "", ""),
    "open brackets": ("[", "x=", ""),
    "closing brackets": ("]", "x=", ""),
    "unfinished functions": ("def f(\n", "", ""),
    "quotes": ("'", "", ""),
}


def nested_brackets(size: int) -> str:
    depth = (size - len(HEAD) - len(TAIL) - 2) // 2
    return "x=" + "[" * depth + "]" * depth


def nested_calls(size: int) -> str:
    depth = (size - len(HEAD) - len(TAIL) - 2) // 3
    return "x=" + "f(" * depth + ")" * depth


def nested_blocks(size: int) -> str:
    depth = int((2 * size) ** 0.5) - 10
    return "".join(" " * i + "if x:\n" for i in range(depth)) + " " * depth + "x"


def many_names(size: int) -> str:
    return "".join(f"v{i}=np.zeros(3)\n" for i in range(size // 24))


def unions(size: int) -> str:
    """Each variable may be what any of the ones before may be, or something new."""
    lines = [f"if c: v{i}=[v{i - 1}]\nelse: v{i}=(v{i - 1},np.zeros({i}))\n" for i in range(1, size // 62)]
    return "v0=1\n" + "".join(lines)


def aliases(size: int) -> str:
    """Containers that hold each other, and types that are made of themselves."""
    return "a=[]\nb=[a]\na.append(b)\n" + filled(size - 40, "a.append(b);b.append(a)\n", "T=list['T']\nx:T=a\n")


def call_ladder(size: int) -> str:
    """Each function calls the next one twice."""
    return "".join(f"def f{i}(x): return f{i + 1}(x), f{i + 1}([x])\n" for i in range(size // 54))


BUILT: dict[str, Callable[[int], str]] = {
    "nested brackets": nested_brackets,
    "nested calls": nested_calls,
    "nested blocks": nested_blocks,
    "names": many_names,
    "unions": unions,
    "aliases": aliases,
    "a ladder of calls": call_ladder,
}

NAMES = [*REPEATED, *BUILT]


def bomb(name: str, size: int) -> str:
    """Some `size` bytes of text: an import, the bomb, and a mistake to be found behind it."""
    if name in BUILT:
        return HEAD + BUILT[name](size) + TAIL
    unit, before, after = REPEATED[name]
    return HEAD + filled(size, unit, before, after) + TAIL
