#!/usr/bin/env python3
"""Writes docs/fixes.md: the most common shapes of wrong keys in the corpus, with the first fix of each.

    tools/fixes/shapes.py [--tkscan build/tkscan] [--check]

A shape is what is found (its code, the library, what is hashed) with the kind of the first fix that is
offered. The shapes that the corpus has most often are shown by their shortest example: the lines before and
after. With --check nothing is written, and it fails when the page shows a fix that tkscan does not offer first for a
line of the corpus.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SHAPES = 40
NOTE = re.compile(r"\s*# (?:expect|ok|ok-identity|ok-raises|todo-expect|todo-ok|tkscan):.*")
LIBRARY = re.compile(r"^(?:import|from) (\w+)", re.M)
LIBRARIES = ("torch", "tensorflow", "jax", "paddle", "mlx", "tinygrad", "dask", "mindspore", "mxnet", "cupy", "keras", "pandas", "xarray",
             "polars", "pyarrow", "networkx", "numpy")

HEAD = """# The fixes, by shape

The {count} most common shapes of wrong keys in the corpus, each with the first fix that tkscan offers: the lines before and
after, the most frequent first. `tools/fixes/shapes.py` writes this page by running tkscan; a test holds every example against it.
[fixing.md](fixing.md) says what kinds of fixes there are and when one is applied.
"""


def findings(tkscan: str) -> list[dict]:
    done = subprocess.run([tkscan, "check", "--isolated", "--exit-zero", "--output-format", "json", "corpus"],
                          cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    return [f for f in json.loads(done.stdout)["findings"] if ".fixed." not in f["path"]]


def shape_of(finding: dict, text: str) -> tuple[str, ...]:
    """Code, what the message says is hashed, kind of the fix, and what is written, without names."""
    fix = finding["fixes"][0]
    written = max((e["text"] for e in fix["edits"] if "import " not in e["text"]), key=len)
    written = re.sub(r"'[^']*'|\"[^\"]*\"", "'..'", written)
    methods = ".".join(re.findall(r"\.(\w+)", written))
    library = next((name for name in LIBRARIES if name in LIBRARY.findall(text)), "")
    return finding["code"], library, fix["kind"], methods.split(".")[-1] if methods else ""


def after(lines: list[str], edits: list[dict]) -> list[str]:
    """The lines with the edits, as far as each stands on one line; code points count."""
    lines = list(lines)
    for edit in sorted(edits, key=lambda e: (e["line"], e["column"]), reverse=True):
        if "import " in edit["text"]:
            continue
        line = lines[edit["line"] - 1]
        if edit["line"] == edit["end_line"]:
            lines[edit["line"] - 1] = line[:edit["column"] - 1] + edit["text"] + line[edit["end_column"] - 1:]
    return lines


def block(lines: list[str], numbers: list[int]) -> str:
    shown = [NOTE.sub("", lines[n - 1]).rstrip() for n in numbers]
    margin = min(len(line) - len(line.lstrip()) for line in shown)
    out = []
    for i, line in enumerate(shown):
        if i and numbers[i] > numbers[i - 1] + 1:
            out.append("...")
        out += [part[margin:] for part in line.split("\n")]   # an edit may bring a line of its own
    return "\n".join(out)


def example(finding: dict) -> tuple[str, str] | None:
    lines = (ROOT / finding["path"]).read_text(encoding="utf-8-sig").split("\n")
    edits = [e for e in finding["fixes"][0]["edits"] if "import " not in e["text"]]
    if any(e["line"] != e["end_line"] for e in edits):
        return None
    numbers = sorted({e["line"] for e in edits} | {finding["line"]})
    return block(lines, numbers), block(after(lines, edits), numbers)


def shapes(tkscan: str) -> dict[tuple[str, ...], list[dict]]:
    found: dict[tuple[str, ...], list[dict]] = defaultdict(list)
    for finding in findings(tkscan):
        if finding["fixes"] and finding["path"].endswith(".py"):
            text = (ROOT / finding["path"]).read_text(encoding="utf-8-sig", errors="replace")
            found[shape_of(finding, text)].append(finding)
    return found


def section(pair: tuple[str, str], finding: dict, library: str) -> str:
    """What the page shows of one example, behind its number."""
    fix = finding["fixes"][0]
    return (f". {finding['code']} {finding['name']}, {library or 'Python'}: {fix['kind']}\n\n"
            f"{fix['title']}. *{fix['applicability']}*\n\n"
            f"```python\n# before\n{pair[0]}\n# after\n{pair[1]}\n```\n")


def is_telling(before: str) -> bool:
    return len(before) > 14 and any(c in before for c in "[({")


def page(tkscan: str) -> str:
    common = sorted(shapes(tkscan).items(), key=lambda item: (-len(item[1]), item[0]))
    parts: list[str] = []
    for shape, members in common:
        shown = [(pair, f) for f in members if (pair := example(f))]
        if shown and len(parts) < SHAPES:
            pair, finding = min(shown, key=lambda item: (not is_telling(item[0][0]), len(item[0][0]), item[0][0]))
            parts.append(f"\n## {len(parts) + 1}" + section(pair, finding, shape[1]))
    return HEAD.format(count=len(parts)) + "".join(parts)


def stale(tkscan: str, text: str) -> list[str]:
    """Sections of the page that no line of the corpus gives any more."""
    given = {section(pair, f, shape[1]) for shape, members in shapes(tkscan).items() for f in members
             if (pair := example(f))}
    sections = re.split(r"^## (?=\d)", text, flags=re.M)[1:]
    return [s.splitlines()[0] for s in sections if re.sub(r"^\d+", "", s).rstrip() + "\n" not in given]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tkscan", default=str(ROOT / "build" / "tkscan"))
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args()
    target, tkscan = ROOT / "docs" / "fixes.md", str(Path(chosen.tkscan).resolve())
    if not chosen.check:
        target.write_text(page(tkscan), encoding="utf-8")
        return 0
    wrong = stale(tkscan, target.read_text(encoding="utf-8"))
    for line in wrong:
        print(f"docs/fixes.md: no line of the corpus is fixed like this any more: {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
