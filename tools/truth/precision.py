#!/usr/bin/env python3
"""What is known of each rule's precision, and the word for it that reports carry.

Reads the measurements that stand in the documentation: what was found in public code (`measured` of the rule),
the truth matrix (docs/truth.md) and the derived keys (docs/truth-derived.md). Writes docs/precision.md, and
says where the word in a rule is another than the one that follows.

    tools/truth/precision.py            write the page
    tools/truth/precision.py --check    say what is not as it would be
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/precision.md"
PROGRAMS_LEAST = 30   # generated programs in which a rule was right before its word is `medium`

HEAD = """# Precision

Made by `tools/truth/precision.py` from the measurements; a test holds the words in `rules/*.yaml` to it.

The `precision` of a rule in SARIF reports, and what `--min-precision` asks for, is a word for what was measured:

| word | when |
|---|---|
| `high` | findings in public code were read, and all of the newest build are right; no generated program is reported without harm |
| `medium` | nothing was found in public code, so that false ones are rare, but right ones were not counted; at least {least} generated programs are reported rightly, and none without harm |
| `low` | anything less |

`very-high` is claimed for no rule: no measurement of this size supports it. The level is what a finding means when it is
right: an error where Python raises or a look-up fails, a warning where results may be wrong or the code may be meant.

*Public code* is what [field-notes.md](field-notes.md) tells of, in millions of lines. *Programs* are those of the
truth matrix ([truth.md](truth.md)) and of the derived keys ([truth-derived.md](truth-derived.md)): reported rightly, and
reported although Python did no harm.

| rule | level | million lines | found, right | found, false | programs right | programs false | precision |
|---|---|--:|--:|--:|--:|--:|---|
""".format(least=PROGRAMS_LEAST)


@dataclass
class Rule:
    code: str
    level: str
    word: str             # as the rule file says
    lines: str            # millions of lines of public code that were scanned
    found: int            # findings there, all right
    right: int = 0        # generated programs reported rightly
    false: int = 0

    def follows(self) -> str:
        if self.false:
            return "low"
        if self.found:
            return "high"
        return "medium" if self.lines and self.right >= PROGRAMS_LEAST else "low"


def read_rule(path: Path) -> Rule | None:
    text = " ".join(path.read_text(encoding="utf-8").split("\nwhy:")[0].split())
    whole = " ".join(path.read_text(encoding="utf-8").split())
    word = re.search(r"\bprecision: ([a-z-]+)", whole)
    level = re.search(r"\blevel: ([a-z]+)", text)
    told = re.search(r"(No|\d+) findings? in ([\d.]+) million lines of public code", whole)
    if not word or not level:
        return None
    found = 0 if not told or told[1] == "No" else int(told[1])
    return Rule(path.stem, level[1], word[1], told[2] if told else "", found)


def rows(page: str, first: str) -> list[list[str]]:
    """The cells of the lines of the table whose head begins with this cell."""
    lines = (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {first} |"))
    table = []
    for line in lines[start + 2:]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return table


def read_rules() -> list[Rule]:
    found = [read_rule(path) for path in sorted((ROOT / "rules").glob("TK[1-4]*.yaml"))]
    rules = {rule.code: rule for rule in found if rule}
    for code, _, *counts in rows("truth.md", "rule"):
        rules[code].right += sum(int(count) for count in counts)
    for code, _, _, right, _, _, _, false, _ in rows("truth-derived.md", "rule"):
        rules[code].right += int(right)
        rules[code].false += int(false)
    # The matrix counts what is reported without harm per library; any is held against every rule.
    false = int(next(row for row in rows("truth.md", "library | raises found") if row[0] == "all")[6])
    for rule in rules.values():
        rule.false += false
    return list(rules.values())


def page_of(rules: list[Rule]) -> str:
    lines = [f"| {rule.code} | {rule.level} | {rule.lines or '-'} | {rule.found} | 0 | {rule.right:,} | "
             f"{rule.false} | {rule.follows()} |" for rule in rules]
    return HEAD + "\n".join(lines) + "\n"


def differences() -> list[str]:
    rules = read_rules()
    wrong = [f"rules/{rule.code}.yaml: precision is '{rule.word}', the measurements say '{rule.follows()}'"
             for rule in rules if rule.word != rule.follows()]
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page_of(rules):
        wrong.append("docs/precision.md: not as tools/truth/precision.py writes it")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if not options.check:
        PAGE.write_text(page_of(read_rules()), encoding="utf-8")
    wrong = differences()
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
