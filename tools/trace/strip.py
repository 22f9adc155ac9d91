"""Takes away the conversions with which developers made keys of arrays, one at a time, and counts what
the analyzer then reports.

A place counts when all of these hold, which nothing but the text decides:

* a conversion stands as a key, or a local variable that is assigned once, to a conversion, does, or one
  that iterates over a conversion; or a set or Counter is made of a conversion;
* what hashes the key is made in the same file as a dict, a set or a kind of them, or is a display;
* what is converted is an array by evidence: `.item()`, `.tolist()` and `.numpy()` without arguments
  are methods of arrays; under `int()`, `float()`, `str()` and `tuple()`, or where the variable came
  from, must stand a call of an array library or of a method that arrays alone have.

What the analyzer then says is a number of a library that hashes by value (`int()` around an element of
a 1-D numpy array) was never a mistake: such places are left out, and counted.
"""
from __future__ import annotations

import argparse
import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

METHODS = {"item", "tolist", "numpy"}
FUNCTIONS = {"int", "float", "str", "tuple"}
LIBRARIES = {"np", "numpy", "torch", "tf", "jnp", "F", "xp"}
OF_ARRAYS = METHODS | {"cpu", "cuda", "detach", "argmax", "argmin", "squeeze", "unsqueeze", "topk",
                       "nonzero", "permute", "flatten", "ravel", "reshape", "astype", "max", "min"}
HASHING = {"dict", "set", "defaultdict", "Counter", "OrderedDict", "frozenset"}
ELEMENTS = {"set", "frozenset", "Counter"}
KEY_METHODS = {"add", "get", "setdefault", "discard"}


@dataclass
class Place:
    path: Path
    key: ast.expr                # what is hashed
    conversion: ast.Call
    inner: ast.expr              # what is left
    kind: str                    # of conversion
    elements: bool = False       # of what is left the elements are hashed


def last_name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def first_name(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def conversion(node: ast.AST) -> tuple[ast.expr, str] | None:
    """What a conversion converts, and how it is written."""
    if not isinstance(node, ast.Call) or node.keywords or len(node.args) > 1:
        return None
    if isinstance(node.func, ast.Attribute) and node.func.attr in METHODS and not node.args:
        return node.func.value, f".{node.func.attr}()"
    if isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS and len(node.args) == 1 and \
            not isinstance(node.args[0], ast.Starred):
        return node.args[0], f"{node.func.id}()"
    return None


class File:
    """The names of one file: where each function's variables come from, and what hashes."""

    def __init__(self, path: Path, source: str) -> None:
        self.path, self.source = path, source
        self.tree = ast.parse(source)
        self.scope: dict[ast.AST, ast.AST] = {}
        self.assigned: dict[tuple[ast.AST, str], list[ast.expr]] = {}
        self.stored: Counter[tuple[ast.AST, str]] = Counter()
        self.containers: set[str] = set()
        stack: list[tuple[ast.AST, ast.AST]] = [(self.tree, self.tree)]
        while stack:
            node, scope = stack.pop()
            self.scope[node] = scope
            self.read_assignment(node, scope)
            inner = node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else scope
            stack += [(child, inner) for child in ast.iter_child_nodes(node)]

    def read_assignment(self, node: ast.AST, scope: ast.AST) -> None:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    self.assigned.setdefault((scope, target.id), []).append(node.value)
                if isinstance(target, ast.Name | ast.Attribute) and hashes(node.value):
                    self.containers.add(ast.unparse(target))
        elif isinstance(node, ast.For | ast.comprehension):
            for name in ast.walk(node.target):
                if isinstance(name, ast.Name):
                    self.assigned.setdefault((scope, name.id), []).append(node.iter)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            self.stored[scope, node.id] += 1

    def only_value(self, name: ast.Name) -> ast.expr | None:
        place = self.scope[name], name.id
        values = self.assigned.get(place, [])
        return values[0] if len(values) == 1 and self.stored[place] == 1 else None

    def is_array(self, node: ast.expr, depth: int = 3) -> bool:
        """By evidence in the text; `depth`: variables that are followed."""
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
                if part.func.attr in OF_ARRAYS or \
                        first_name(part.func) in LIBRARIES:
                    return True
        for part in ast.walk(node):
            value = self.only_value(part) if isinstance(part, ast.Name) and depth else None
            if value is not None and self.is_array(value, depth - 1):
                return True
        return False

    def keys(self):
        """Expressions that are hashed, each with the container that must be one which hashes, or None."""
        for node in self.scope:
            if isinstance(node, ast.Subscript):
                yield node.slice, node.value
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and \
                    node.func.attr in KEY_METHODS and node.args:
                yield node.args[0], node.func.value
            elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
                yield node.left, node.comparators[0]
            elif isinstance(node, ast.Dict):
                yield from ((key, None) for key in node.keys if key is not None)
            elif isinstance(node, ast.Set):
                yield from ((item, None) for item in node.elts)
            elif isinstance(node, ast.DictComp):
                yield node.key, None
            elif isinstance(node, ast.SetComp):
                yield node.elt, None

    def elements(self):
        """Sequences whose elements are hashed, all at once."""
        for node in self.scope:
            if isinstance(node, ast.Call) and len(node.args) == 1 and \
                    last_name(node.func) in ELEMENTS and \
                    (conversion(node.args[0]) or (None, ""))[1] in (".tolist()", ".numpy()"):
                yield node.args[0]

    def places(self) -> list[Place]:
        found = []
        iterated = list(self.elements())
        for key, container in [*self.keys(), *((key, None) for key in iterated)]:
            for part in key.elts if isinstance(key, ast.Tuple) else [key]:
                whole = self.only_value(part) if isinstance(part, ast.Name) else part
                converted = conversion(whole) if whole is not None else None
                if converted is None:
                    continue
                inner, kind = converted
                if container is not None and ast.unparse(container) not in self.containers:
                    continue
                if kind[0] != "." and not self.is_array(inner):
                    continue
                if whole.lineno == whole.end_lineno:
                    found.append(Place(self.path, part, whole, inner, kind, key in iterated))
        return found


def hashes(value: ast.expr) -> bool:
    if isinstance(value, ast.Dict | ast.Set | ast.DictComp | ast.SetComp):
        return True
    return isinstance(value, ast.Call) and last_name(value.func) in HASHING


def stripped(source: str, place: Place) -> str:
    """The text with what is converted where the conversion of one place stood."""
    lines = source.encode().splitlines(keepends=True)
    call, inner = place.conversion, place.inner
    line = lines[call.lineno - 1]
    text = line[inner.col_offset:inner.end_col_offset]
    if isinstance(inner, ast.BinOp | ast.UnaryOp | ast.BoolOp | ast.Compare | ast.IfExp):
        text = b"(" + text + b")"
    lines[call.lineno - 1] = line[:call.col_offset] + text + line[call.end_col_offset:]
    return b"".join(lines).decode()


# --- what the analyzer says -------------------------------------------------------------------------

def findings(tkscan: Path, file: Path) -> set[int]:
    """Lines with findings; what the file imports is read, as always."""
    done = subprocess.run([tkscan, "check", "--isolated", "--no-cache", "--exit-zero", "--jobs", "1",
                           "--output-format", "json", str(file)], capture_output=True, text=True)
    return {finding["line"] for finding in json.loads(done.stdout)["findings"]}


def said(tkscan: Path, file: Path) -> dict[tuple[int, str], str]:
    """Per line and text of an expression: what it is, and how sure that is."""
    done = subprocess.run([tkscan, "debug", "--isolated", "--dump=values", str(file)],
                          capture_output=True, text=True)
    lines = file.read_text(encoding="utf-8").splitlines()
    values: dict[tuple[int, str], str] = {}
    for row in done.stdout.splitlines():
        place, _, rest = row.partition(" ")
        if place.count(":") != 2:
            continue
        start, end = place.split("-")
        line, column = map(int, start.split(":"))
        if end.startswith(f"{line}:") and line <= len(lines):
            text = lines[line - 1][column - 1:int(end.split(":")[1]) - 1]
            values[line, "".join(text.split())] = rest.partition(" ")[2]
    return values


ARRAYS = ("ndarray", "ensor", "Array", "Series", "DataFrame", "list[", "Variable")


def judge(place: Place, reported: bool, value: str | None) -> str:
    """reported, by value (a number that hashes), missed though known, or unknown. What may hash by value
    as well, for all that the analyzer knows, is not known: an array of numpy whose rank is not."""
    if reported:
        return "reported"
    if value is None or "unknown" in value.split():
        return "unknown"
    if not any(word in value for word in ARRAYS):
        return "by value"
    if "numpy.ndarray" in value and place.elements:
        return "by value" if "rank=1" in value else "known" if "rank=" in value else "unknown"
    if "numpy.generic" in value or "possible" in value.split():
        return "unknown"
    return "known"


def may_convert(source: str) -> bool:
    return any(f".{word}()" in source for word in METHODS) or (
        any(f"{word}(" in source for word in FUNCTIONS) and
        any(word in source for word in ("numpy", "torch", "tensorflow", "jax")))


def strip_project(tkscan: Path, project: Path) -> list[tuple[Place, str, str]]:
    """Each place with its verdict and what the analyzer says of the value."""
    files = []
    for path in sorted(project.rglob("*.py")):
        try:
            source = path.read_text(encoding="utf-8")
            file = File(path, source) if may_convert(source) else None
        except (SyntaxError, ValueError, RecursionError, OSError):
            continue
        places = file.places() if file else []
        if places:
            files.append((file, places))
    if not files:
        return []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / project.name
        shutil.copytree(project, copy, ignore=lambda where, names: [
            name for name in names if not name.endswith(".py") and
            not os.path.isdir(os.path.join(where, name))])
        results = []
        for file, places in files:
            target = copy / file.path.relative_to(project)
            for place in places:
                target.write_text(stripped(file.source, place), encoding="utf-8")
                reported = findings(tkscan, target) & {place.key.lineno, place.conversion.lineno}
                text = "".join(ast.get_source_segment(file.source, place.inner).split())
                value = said(tkscan, target).get((place.conversion.lineno, text))
                results.append((place, judge(place, bool(reported), value), value or "nothing"))
            target.write_text(file.source, encoding="utf-8")
        return results


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, nargs="+", help="a folder of projects")
    parser.add_argument("--tkscan", type=Path, required=True)
    parser.add_argument("--floor", type=float, default=0, help="share that must be reported")
    parser.add_argument("--list", action="store_true", help="print every place that is not reported")
    options = parser.parse_args()
    for source in options.source:
        if not source.is_dir():
            sys.exit(f"strip: error: there is no folder '{source}'")
    counts, kinds, causes = Counter(), Counter(), Counter()
    for project in sorted(path for source in options.source for path in source.iterdir()):
        if not project.is_dir():
            continue
        for place, verdict, value in strip_project(options.tkscan.resolve(), project):
            counts[verdict] += 1
            kinds[place.kind, verdict] += 1
            if verdict in ("unknown", "known"):
                causes[verdict, type(place.inner).__name__] += 1
            if options.list and verdict != "reported":
                print(f"{verdict}: {place.path}:{place.key.lineno}: "
                      f"{ast.unparse(place.conversion)[:70]}: {value[:80]}")
    judged = counts["reported"] + counts["known"] + counts["unknown"]
    typed = counts["reported"] + counts["known"]
    if not judged:
        sys.exit(f"strip: error: no conversion of a key below {', '.join(map(str, options.source))}")
    for kind in sorted({kind for kind, _ in kinds}):
        print(f"  {kind:10}", ", ".join(f"{verdict} {kinds[kind, verdict]}" for verdict in
                                        ("reported", "known", "unknown", "by value")))
    for (verdict, cause), count in causes.most_common():
        print(f"  missed, {verdict}: {count} of a {cause}")
    print(f"{judged} places; {counts['reported']} reported ({100 * counts['reported'] / judged:.1f} %), "
          f"of those of known type {counts['reported']}/{typed} "
          f"({100 * counts['reported'] / max(typed, 1):.1f} %); "
          f"{counts['by value']} more hash by value without their conversion")
    return 1 if 100 * counts["reported"] / judged < options.floor else 0


if __name__ == "__main__":
    sys.exit(main())
