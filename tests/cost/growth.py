"""Files of one shape at any length: what is twice as long may cost twice as much."""

from __future__ import annotations

from typing import Callable

HEAD = "import numpy as np\nimport torch\n"


def repeated(count: int, unit: str) -> str:
    return "".join(unit.format(i=i, before=i - 1) + "\n" for i in range(count))


def nested(depth: int, head: str, body: str) -> str:
    """Statements in one another; as text it is the square of its depth."""
    return "def f(c, x):\n" + "".join(
        " " * (i + 1) + head.format(i=i) + "\n" + " " * (i + 2) + body.format(i=i) + "\n"
        for i in range(depth))


# Of each: the text for a number of units, and that number.
SHAPES: dict[str, tuple[Callable[[int], str], int]] = {
    "variables": (lambda n: "def f():\n v = np.zeros(3)\n" + repeated(n, " v{i} = v + {i}"), 150),
    "one array changed": (lambda n: "def f():\n x = np.zeros(3)\n" + repeated(n, " x[{i}] = 1"), 150),
    "branches": (lambda n: "def f(c):\n" + repeated(n, " if c: x{i} = np.zeros(3)\n else: x{i} = [1]"), 80),
    "loops": (lambda n: "def f():\n x = np.zeros(3)\n" + repeated(n, " for i in range(3): x = x + i"), 100),
    "attributes": (lambda n: "class A:\n def __init__(self):\n" + repeated(n, "  self.a{i} = np.zeros({i})"),
                   100),
    "classes": (lambda n: repeated(n, "class A{i}:\n def __init__(self, x):\n  self.x = np.zeros(3)\n"
                                      " def g(self):\n  return self.x + A{before}(1).g() if {i} else 0"), 40),
    "calls of what stands before": (lambda n: "def f0(x): return x\n" + repeated(
        n, "def f{i}1(x): return f{before}1(x)") + f"r = f{n - 1}1(np.zeros(3))\n", 100),
    "calls of what stands behind": (lambda n: "".join(f"def f{i}(x): return f{i + 1}(x)\n" for i in range(n))
                                    + f"def f{n}(x): return x\nf0(np.zeros(3))\n", 100),
    "stored keys": (lambda n: "d = {}\n" + repeated(n, "d['k{i}'] = np.zeros(3)"), 120),
    "keys of one container": (lambda n: "def f():\n a = np.zeros(3)\n d = {}\n" + repeated(n, " d[a] = {i}"), 100),
    "a key in each container": (lambda n: "def f():\n" + repeated(n, " d{i} = {{np.ones(3): {i}}}"), 80),
    "keys that change": (lambda n: "d = {}\ndef f():\n" + repeated(
        n, " x{i} = torch.zeros(3)\n d[x{i}] = 1\n x{i}[0] = 1\n d[x{i}]"), 60),
    "one key that changes": (lambda n: "d = {}\ndef f():\n x = torch.zeros(3)\n" + repeated(
        n, " d[x] = {i}\n x[0] = {i}\n d[x]"), 60),
    "silenced keys": (lambda n: "def f():\n" + repeated(n, " {{np.ones(3)}}  # tkscan: ignore[TK101]"), 80),
    "constants of a class": (lambda n: "class A:\n" + repeated(n, " a{i} = np.zeros({i})") + repeated(n, "A.a{i}"), 80),
    "functions in one another": (lambda n: "def f():\n x = np.zeros(3)\n" + repeated(n, " def g{i}(): return x"),
                                 100),
}
NESTED: dict[str, tuple[Callable[[int], str], int]] = {
    "conditions": (lambda n: nested(n, "if c > {i}:", "x{i} = np.zeros(3)"), 15),
    "loops": (lambda n: nested(n, "for i{i} in x:", "y{i} = np.zeros(3)"), 15),
}
