#!/usr/bin/env python3
"""Writes docs/rules/: one page for each rule, from what the program says of it, and a list of them.

    tools/rule_pages.py [--tkscan build/tkscan]     write the pages
    tools/rule_pages.py --check                     say what is not as it would be written
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs/rules"
GROUPS = {"TK0": "The scan itself", "TK1": "Raises when reached", "TK2": "Hashes by identity",
          "TK3": "Keys that lose something", "TK4": "Neighbouring traps", "TK5": "Contracts",
          "TK9": "About suppressions"}


def described(program: str) -> list[dict]:
    """The rules as a SARIF report of an empty folder describes them."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([program, "check", "--isolated", "--exit-zero", "--output-format", "sarif",
                               "."], cwd=folder, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["runs"][0]["tool"]["driver"]["rules"]


def index_of(rules: list[dict]) -> str:
    lines = ["# Rules", "", "Made by `tools/rule_pages.py` from `rules/*.yaml`."]
    group = ""
    for rule in rules:
        if rule["id"][:3] != group:
            group = rule["id"][:3]
            lines += ["", f"## {GROUPS.get(group, group)}", "", "| code | name | level | precision |",
                      "|---|---|---|---|"]
        name = next(tag for tag in [rule["help"]["markdown"].splitlines()[0].split()[-1]])
        lines.append(f"| [{rule['id']}]({rule['id']}.md) | {name} | "
                     f"{rule['defaultConfiguration']['level']} | {rule['properties']['precision']} |")
    return "\n".join(lines) + "\n"


def pages(program: str) -> dict[str, str]:
    rules = sorted(described(program), key=lambda rule: rule["id"])
    made = {f"{rule['id']}.md": rule["help"]["markdown"].rstrip() + "\n" for rule in rules}
    return {"README.md": index_of(rules), **made}


def differences(wanted: dict[str, str]) -> list[str]:
    there = {path.name for path in PAGES.glob("*.md")}
    wrong = [name for name, text in wanted.items()
             if name not in there or (PAGES / name).read_text(encoding="utf-8") != text]
    return sorted(wrong + [name for name in there if name not in wanted])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tkscan", default=str(ROOT / "build/tkscan"), help="the program to ask")
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    wanted = pages(str(Path(options.tkscan).resolve()))
    if options.check:
        wrong = differences(wanted)
        print("\n".join(f"docs/rules/{name} is not as tools/rule_pages.py writes it" for name in wrong))
        return 1 if wrong else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    for name in differences(wanted):
        if name in wanted:
            (PAGES / name).write_text(wanted[name], encoding="utf-8")
        else:
            (PAGES / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
