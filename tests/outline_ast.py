#!/usr/bin/env python3
"""Compares the outline of Python files with what CPython's own parser says of them.

tests/outline_ast.py [--dump PROGRAM] [FOLDER...]

Every function and class that stands in the module or in a class of it must be a region with the same
name, parent, first line (of the decorators) and last line; every other top-level statement must lie
in one statements region. Without folders it takes the standard library. Files that CPython refuses
are only required to be survived.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import sysconfig
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

BATCH = 200  # files for one run of the program
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Region(NamedTuple):
    kind: str
    first: int
    last: int
    parent: str
    name: str


class Outline(NamedTuple):
    regular: bool
    regions: list[Region]


def outlines(program: str, paths: list[Path]) -> dict[str, Outline]:
    """What the program says of each file; names of parents are paths like `A.B`."""
    text = subprocess.run([program, *map(str, paths)], check=True, capture_output=True).stdout
    found: dict[str, Outline] = {}
    names: list[str] = []
    for line in text.decode().split("\n")[:-1]:
        kind, rest = line.split(" ", 1)
        if kind in ("file", "irregular", "unread"):
            current = found[rest] = Outline(kind == "file", [])
            names = [""]
            continue
        _, _, first, last, parent, name = rest.split(" ")
        outer = names[int(parent)]
        names.append(f"{outer}.{name}" if outer else name)
        current.regions.append(Region(kind, int(first), int(last), outer, name))
    return found


def first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(d.lineno for d in decorators)])


def expected(body: list[ast.stmt], parent: str = "") -> Iterator[Region]:
    """Definitions as the regions they must be; of other statements each as a region of its own."""
    for node in body:
        if not isinstance(node, DEFINITIONS):
            yield Region("statements", node.lineno, node.end_lineno or 0, parent, "-")
            continue
        kind = "class" if isinstance(node, ast.ClassDef) else "function"
        yield Region(kind, first_line(node), node.end_lineno or 0, parent, node.name)
        if isinstance(node, ast.ClassDef):
            yield from expected(node.body, f"{parent}.{node.name}" if parent else node.name)


def differences(tree: ast.Module, outline: Outline) -> Iterator[str]:
    if not outline.regular:
        yield "irregular, but CPython parses it"
        return
    want = list(expected(tree.body))
    definitions = {r for r in outline.regions if r.kind != "statements"}
    for region in sorted({r for r in want if r.kind != "statements"} ^ definitions):
        yield f"{'extra' if region in definitions else 'missing'} {region}"
    runs = [r for r in outline.regions if r.kind == "statements"]
    at = 0
    for statement in (r for r in want if r.kind == "statements"):
        while at < len(runs) and (runs[at].last < statement.first
                                  or runs[at].parent != statement.parent):
            at += 1
        if at == len(runs) or not runs[at].first <= statement.first <= statement.last <= runs[at].last:
            yield f"no region holds {statement}"
            return


def python_files(folders: list[str]) -> list[Path]:
    if folders:
        return sorted(p for folder in folders for p in Path(folder).rglob("*.py") if p.is_file())
    library = Path(sysconfig.get_path("stdlib"))
    return sorted(p for p in library.rglob("*.py")
                  if p.is_file() and "site-packages" not in p.parts)


def parse(path: Path) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(path.read_bytes(), str(path))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--dump", default="build/release/tests/outline_dump")
    parser.add_argument("folders", nargs="*", help="look for *.py in these")
    args = parser.parse_args()
    paths = python_files(args.folders)
    passed = failed = refused = regions = 0
    for start in range(0, len(paths), BATCH):
        batch = paths[start:start + BATCH]
        found = outlines(args.dump, batch)
        for path in batch:
            tree = parse(path)
            if tree is None:
                refused += 1
                continue
            wrong = list(differences(tree, found[str(path)]))
            regions += len(found[str(path)].regions)
            passed, failed = passed + (not wrong), failed + bool(wrong)
            for text in wrong[:5]:
                print(f"{path}: {text}")
    print(f"{regions} regions; {refused} files are refused by CPython")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
