#!/usr/bin/env python3
"""Keys that lose something, and the traps beside them: do they, and does tkscan say so?

Writes small programs for each rule of TK3 and TK4: caches under many kinds of keys, over shapes, types,
sizes around 1000 elements and lifetimes. Each is run with the real libraries and many inputs. It does
*harm* when some input gets the result of another one, an equal input is not found again, an answer is
stale, or the call raises. Then tkscan scans them all: where there is harm it must report the rule, where
there is none it must report nothing.

    python tools/truth/derived.py                   run, compare, print the table
    python tools/truth/derived.py --write           and write docs/truth-derived.md
    python tools/truth/derived.py --rule TK301 --show
"""

from __future__ import annotations

import argparse
import collections
import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from derived_cases import Case, all_cases  # noqa: E402
from derived_inputs import harm_of  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs/truth-derived.md"
LEAST = 100       # programs for each rule


def scanned(program: str, cases: list[Case]) -> dict[str, set[str]]:
    """The codes that tkscan reports, by case."""
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            Path(folder, f"{case.name}.py").write_text(case.source, encoding="utf-8")
        done = subprocess.run([program, "check", "--isolated", "--exit-zero", "--select", "TK3,TK4",
                               "--output-format", "json", "."], cwd=folder, capture_output=True,
                              text=True, check=True)
    found: dict[str, set[str]] = collections.defaultdict(set)
    for finding in json.loads(done.stdout)["findings"]:
        found[Path(finding["path"]).stem].add(finding["code"])
    return found


class Tally:
    """What became of the programs of one rule."""

    def __init__(self) -> None:
        self.counts: collections.Counter[str] = collections.Counter()
        self.missed: collections.Counter[str] = collections.Counter()

    def add(self, case: Case, harm: bool | None, codes: set[str]) -> str:
        if harm is None:
            outcome = "broken"
        elif harm:
            outcome = "found" if case.rule in codes else "found as another" if codes else "missed"
        else:
            outcome = "false" if codes else "silent"
        self.counts[outcome] += 1
        if outcome == "missed":
            self.missed[case.cause] += 1
        return outcome


def compare(cases: list[Case], found: dict[str, set[str]], show: bool) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    for case in cases:
        try:
            harm: bool | None = harm_of(case)
        except Exception as error:   # noqa: BLE001 - whatever a program does is a result
            harm = None
            print(f"broken {case.name}: {type(error).__name__}: {error}", file=sys.stderr)
        outcome = tallies.setdefault(case.rule, Tally()).add(case, harm, found[case.name])
        if show or outcome == "false":
            print(f"--- {case.name}: harm {harm}, reported {sorted(found[case.name])}: {outcome}")
            print(case.source if outcome in ("false", "missed", "broken") else "")
    return tallies


def table(tallies: dict[str, Tally]) -> str:
    columns = ("found", "found as another", "missed", "silent", "false", "broken")
    lines = ["| rule | programs | harm | " + " | ".join(columns) + " |",
             "|---|--:|--:|" + "--:|" * len(columns)]
    for rule, tally in sorted(tallies.items()):
        counts = tally.counts
        harm = counts["found"] + counts["found as another"] + counts["missed"]
        cells = " | ".join(str(counts[name]) for name in columns)
        lines.append(f"| {rule} | {sum(counts.values())} | {harm} | {cells} |")
    missed = [f"* {rule}: {count} {cause}" for rule, tally in sorted(tallies.items())
              for cause, count in tally.missed.most_common()]
    return "\n".join(lines + ["", "Missed, by what the key or the change is made of:", "", *missed] if missed
                     else lines)


def page(tallies: dict[str, Tally], libraries: str) -> str:
    return f"""# Derived keys, run

Made by `make truth-derived ARGS=--write` with {libraries}. Each program keeps a cache, or does what the rule
warns of, and was run with the real libraries over many inputs. It does *harm* when an input gets the result
of another one, when an equal input is not found again, when an answer is stale, or when it raises. *Found*
programs do harm and are reported under the rule, *found as another* under another rule of TK3 or TK4;
*silent* ones do none, and nothing is reported; *false* ones do none, and something is. *Broken* programs fail
for another reason and count nowhere.

{table(tallies)}
"""


def versions() -> str:
    import importlib.metadata as metadata
    names = ("numpy", "torch", "tensorflow-cpu", "jax")
    python = ".".join(map(str, sys.version_info[:3]))
    return ", ".join([f"Python {python}"] + [f"{name} {metadata.version(name)}" for name in names])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tkscan", default=str(ROOT / "build/tkscan"), help="the program to test")
    parser.add_argument("--rule", action="append", help="only this rule (repeatable)")
    parser.add_argument("--show", action="store_true", help="print each program that is not as it should be")
    parser.add_argument("--write", action="store_true", help="write docs/truth-derived.md")
    options: Any = parser.parse_args()
    warnings.simplefilter("ignore")
    cases = [case for case in all_cases() if not options.rule or case.rule in options.rule]
    tallies = compare(cases, scanned(str(Path(options.tkscan).resolve()), cases), options.show)
    print(table(tallies))
    if options.write:
        PAGE.write_text(page(tallies, versions()), encoding="utf-8")
    few = [rule for rule, tally in tallies.items() if sum(tally.counts.values()) < LEAST]
    false = sum(tally.counts["false"] for tally in tallies.values())
    if few:
        print(f"fewer than {LEAST} programs: {', '.join(few)}")
    return 1 if false or few else 0


if __name__ == "__main__":
    sys.exit(main())
