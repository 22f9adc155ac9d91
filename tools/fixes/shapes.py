#!/usr/bin/env python3
"""Writes docs/fixes.md: the most common shapes of wrong keys in the corpus, with the first fix of each.

    tools/fixes/shapes.py [--tkscan build/tkscan] [--check]

A shape is what is found (its code, the library, what is hashed) with the kind of the first fix that is
offered. The shapes that the corpus has most often are shown by their shortest example: the lines before and
after. With --check nothing is written, and it fails when the page is not what it would write.
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
LIBRARIES = ("torch", "tensorflow", "jax", "pandas", "xarray", "polars", "pyarrow", "networkx", "numpy")

HEAD = """# The fixes, by shape

The {count} most common shapes of wrong keys in the corpus, each with the first fix that tkscan offers: the lines before and
after. The number says how often the corpus has the shape. `tools/fixes/shapes.py` writes this page by running tkscan.
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
        out.append(line[margin:])
    return "\n".join(out)


def example(finding: dict) -> tuple[str, str] | None:
    lines = (ROOT / finding["path"]).read_text(encoding="utf-8-sig").split("\n")
    edits = [e for e in finding["fixes"][0]["edits"] if "import " not in e["text"]]
    if any(e["line"] != e["end_line"] for e in edits):
        return None
    numbers = sorted({e["line"] for e in edits} | {finding["line"]})
    return block(lines, numbers), block(after(lines, edits), numbers)


def page(tkscan: str) -> str:
    shapes: dict[tuple[str, ...], list[dict]] = defaultdict(list)
    names = {}
    for finding in findings(tkscan):
        names[finding["code"]] = finding["name"]
        if finding["fixes"] and finding["path"].endswith(".py"):
            text = (ROOT / finding["path"]).read_text(encoding="utf-8-sig", errors="replace")
            shapes[shape_of(finding, text)].append(finding)
    common = sorted(shapes.items(), key=lambda item: (-len(item[1]), item[0]))[:SHAPES]
    parts = [HEAD.format(count=len(common))]
    for number, (shape, members) in enumerate(common, 1):
        code, library, kind, _ = shape
        shown = [(pair, f) for f in members if (pair := example(f))]
        if not shown:
            continue
        (before, then), finding = min(shown, key=lambda item: (len(item[0][0]), item[0][0]))
        fix = finding["fixes"][0]
        parts.append(f"\n## {number}. {code} {names[code]}, {library or 'Python'}: {kind} ({len(members)})\n\n"
                     f"{fix['title']}. *{fix['applicability']}*\n\n"
                     f"```python\n# before\n{before}\n# after\n{then}\n```\n")
    return "".join(parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tkscan", default=str(ROOT / "build" / "tkscan"))
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args()
    target, text = ROOT / "docs" / "fixes.md", page(str(Path(chosen.tkscan).resolve()))
    if chosen.check:
        same = target.exists() and target.read_text(encoding="utf-8") == text
        print("docs/fixes.md is up to date" if same else "docs/fixes.md is not what tools/fixes/shapes.py writes")
        return 0 if same else 1
    target.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
