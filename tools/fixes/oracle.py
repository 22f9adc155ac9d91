#!/usr/bin/env python3
"""Are the fixes right? Asks the real libraries.

    tools/fixes/oracle.py [--tkscan build/tkscan] [--only WORD] [--keep FOLDER] [-v]
    tools/fixes/oracle.py --corpus [--only WORD]
    tools/fixes/oracle.py --sarif [--only WORD]

Every program of programs.py is fixed by `tkscan --fix --unsafe-fixes` in each style of keys, and run. What
must hold follows from what keys are for, and not from what the fixes look like:

    runs       the fixed program raises nothing
    equal      equal arrays meet the same key
    apart      arrays that differ in content do not; in shape neither, nor in element type where the kind of
               key says so
    result     what is counted, grouped and looked up is what Python's own numbers give
    again      a second --fix changes nothing

With --corpus the corpus is fixed and run instead: a file that ran before has to run afterwards. Only an
assertion may fail, since corpus files assert what goes wrong in them, and what asks the analyzer for a value. A file that ended with an unhashable
key may come further and end with a KeyError, if nothing like the missing key is in any mapping at hand: what
was never put in cannot be found.

With --sarif every file of the corpus is fixed twice, by `--fix` and by an applier that reads the SARIF report
and nothing else: both have to give the same bytes.

The interpreter that runs this has to have the libraries. The last line is `N passed, N failed`; the lines
before it say of how many programs nothing could be fixed.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from endings import endings, in_child
from programs import Program, programs

ROOT = Path(__file__).resolve().parent.parent.parent
STYLES = ("", "tuple", "bytes", "string", "sha256", "tkhash")
EXACT = ("bytes", "string", "sha256", "tkhash")    # tell element types apart, too


@dataclass
class Tally:
    passed: int = 0
    failed: int = 0
    unfixed: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def check(self, good: bool, program: Program, style: str, law: str, detail: object, text: str) -> None:
        self.passed += good
        self.failed += not good
        if not good:
            print(f"FAIL {program.name} [{style or 'default'}] {law}: {detail}\n"
                  + "\n".join("    " + line for line in text.splitlines()) + "\n")


def tkscan(program: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([program, "check", "--isolated", *arguments, "."], cwd=folder,
                          capture_output=True, text=True, encoding="utf-8")
    if done.returncode not in (0, 1):
        sys.exit(f"tkscan ended with {done.returncode}: {done.stderr}")
    return done


def execute(text: str) -> dict[str, Any] | str:
    """What run() gives, or the end of the traceback."""
    space: dict[str, Any] = {"__name__": "program"}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(text, "program.py", "exec"), space)
            return space["run"]()
    except Exception as error:  # noqa: BLE001 -- whatever the program does is an answer
        line = traceback.extract_tb(error.__traceback__)[-1].lineno
        return f"line {line}: {type(error).__name__}: {error}"


def plain(value: Any) -> Any:
    """Numbers of libraries as Python's, so that results compare."""
    if isinstance(value, dict):
        return {plain(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(plain(v) for v in value)
    if isinstance(value, float) and not math.isnan(value) and value == int(value):
        return int(value)
    return value


@dataclass
class Fixed:
    """A program after its fix in one style, and whether a second one would change it again."""
    program: Program
    style: str
    kind: str
    text: str
    again: bool


Verdict = tuple[bool, str, str]    # is it right, which law, what was seen


def judge(fixed: Fixed) -> list[Verdict]:
    """By the laws, what running it shows."""
    program, outcome = fixed.program, execute(fixed.text)
    if isinstance(outcome, str):
        return [(False, "runs", outcome)]
    verdicts: list[Verdict] = [(True, "runs", "")]
    if program.cases == ("result",):
        got = plain(outcome["result"])
        return [*verdicts, (got == program.wanted, "result", f"{got!r}, wanted {program.wanted!r}")]
    verdicts.append((outcome["equal"] is True, "equal", str(outcome)))
    if "content" in outcome:
        verdicts.append((outcome["content"] is False, "apart (content)", str(outcome)))
    # The number in a 0-d array tells neither shape nor element type, and needs not.
    if "shape" in outcome and program.rank > 0:
        verdicts.append((outcome["shape"] is False, "apart (shape)", str(outcome)))
    if "dtype" in outcome and fixed.kind in EXACT:
        verdicts.append((outcome["dtype"] is False, "apart (dtype)", str(outcome)))
    return verdicts


def judge_library(name: str, programs: list[Fixed]) -> list[list[Verdict]]:
    """Of one library, in a process of its own: some do not bear each other."""
    def work() -> list[list[Verdict]]:
        return [judge(fixed) for fixed in programs]

    return in_child(work) or [[(False, "runs", f"the process of {name} ended")] for _ in programs]


def kinds_of(report: str) -> dict[str, str]:
    """By file, the kind of the first fix that is applied."""
    kinds: dict[str, str] = {}
    for finding in json.loads(report)["findings"]:
        usable = [fix for fix in finding["fixes"] if fix["applicability"] != "display"]
        if usable:
            kinds.setdefault(Path(finding["path"]).stem, usable[0]["kind"])
    return kinds


def fix_all(chosen: argparse.Namespace, style: str, cases: list[Program], folder: Path, tally: Tally) -> list[Fixed]:
    for program in cases:
        (folder / f"{program.name}.py").write_text(program.text, encoding="utf-8")
    extra = ["--key-style", style] if style else []
    kinds = kinds_of(tkscan(chosen.tkscan, folder, "--output-format", "json", *extra).stdout)
    tkscan(chosen.tkscan, folder, "--fix", "--unsafe-fixes", "-q", *extra)
    again = tkscan(chosen.tkscan, folder, "--diff", "--unsafe-fixes", "-q", *extra).stdout
    fixed = []
    for program in cases:
        text = (folder / f"{program.name}.py").read_text(encoding="utf-8")
        if text != program.text:
            kind = kinds.get(program.name, "?")
            tally.kinds[kind] += 1
            fixed.append(Fixed(program, style, kind, text, f"--- {program.name}.py" in again))
            continue
        tally.unfixed[f"{program.library} rank {program.rank} {program.sink}"] += 1
        if chosen.verbose:
            print(f"unfixed: {program.name} [{style or 'default'}]")
    return fixed


def is_good(was: str, now: str) -> bool:
    """May a file that ended with `was` end with `now` when it is fixed? What could not be fixed may raise as before."""
    return (not now or now.startswith("AssertionError") or now == was or "unhashable" in now or "reveal_value" in now
            or "InvalidIndexError" in now and "InvalidIndexError" in was
            or "unhashable" in was and now.startswith("KeyError of what is not there"))


def judge_corpus(chosen: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="tkscan-fixes-") as temporary:
        before, after = Path(temporary) / "before", Path(temporary) / "after"
        for folder in (before, after):
            shutil.copytree(ROOT / "corpus", folder, ignore=shutil.ignore_patterns("*.fixed.py"))
        tkscan(chosen.tkscan, after, "--fix", "--unsafe-fixes", "-q")
        names = [path.relative_to(before).as_posix() for path in sorted(before.rglob("*.py"))]
        names = [name for name in names if chosen.only in name
                 and (before / name).read_bytes() != (after / name).read_bytes()]
        ends = endings(after, names)
        ended = endings(before, [name for name in names if ends[name]])
    failed = [name for name in names if not is_good(ended.get(name, ""), ends[name])]
    for name in failed:
        print(f"FAIL {name}: {ends[name]} (before: {ended[name] or 'it ran'})")
    print(f"{sum(not end for end in ends.values())} of {len(names)} changed files run to their end, "
          f"{sum(bool(end) and end == ended[name] for name, end in ends.items())} end as before, with an error")
    print(f"{len(names) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def judge_sarif(chosen: argparse.Namespace) -> int:
    sys.path.insert(0, str(ROOT / "tests" / "cli"))
    import fix_sarif
    passed = failed = changed = 0
    with tempfile.TemporaryDirectory(prefix="tkscan-fixes-") as temporary:
        folders = [Path(temporary) / name for name in ("by tkscan", "by report")]
        for folder in folders:
            shutil.copytree(ROOT / "corpus", folder, ignore=shutil.ignore_patterns("*.fixed.py"))
        for path in sorted(folders[0].rglob("*.py")):
            name = path.relative_to(folders[0]).as_posix()
            if chosen.only not in name:
                continue
            before = path.read_bytes()
            command = [chosen.tkscan, "check", "--isolated", "--no-cache", name]
            subprocess.run([*command, "--fix", "--unsafe-fixes", "-q"], cwd=folders[0], capture_output=True)
            fix_sarif.apply_all(folders[1], lambda: json.loads(subprocess.run(
                [*command, "--output-format", "sarif"], cwd=folders[1], capture_output=True).stdout), "unsafe")
            same = path.read_bytes() == (folders[1] / name).read_bytes()
            changed += path.read_bytes() != before
            passed += same
            failed += not same
            if not same:
                print(f"FAIL {name}: the report gives other bytes than --fix")
    print(f"{changed} files are changed")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tkscan", default=str(ROOT / "build" / "tkscan"))
    parser.add_argument("--only", default="", help="programs whose name holds this")
    parser.add_argument("--corpus", action="store_true", help="fix and run the corpus instead")
    parser.add_argument("--sarif", action="store_true", help="apply the SARIF report of the corpus instead")
    parser.add_argument("--keep", type=Path, help="a folder for the fixed programs")
    parser.add_argument("-v", "--verbose", action="store_true", help="name what is not fixed")
    chosen = parser.parse_args()
    chosen.tkscan = str(Path(chosen.tkscan).resolve())
    warnings.filterwarnings("ignore")
    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "JAX_PLATFORMS": "cpu"}
    sys.path.insert(0, str(ROOT / "runtime" / "python"))
    if chosen.corpus:
        return judge_corpus(chosen)
    if chosen.sarif:
        return judge_sarif(chosen)
    cases = [program for program in programs() if chosen.only in program.name]
    missing = sorted({program.library for program in cases if not importlib.util.find_spec(program.library)})
    for name in missing:
        print(f"not installed, not asked: {name}")
    cases = [program for program in cases if program.library not in missing]
    tally, fixed = Tally(), []
    for style in STYLES:
        with tempfile.TemporaryDirectory(prefix="tkscan-fixes-") as temporary:
            folder = chosen.keep / (style or "default") if chosen.keep else Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            fixed += fix_all(chosen, style, cases, folder, tally)
    for library in sorted({one.program.library for one in fixed}):
        own = [one for one in fixed if one.program.library == library]
        for one, verdicts in zip(own, judge_library(library, own)):
            for good, law, seen in [*verdicts, (not one.again, "again", "changes again")]:
                tally.check(good, one.program, one.style, law, seen, one.text)
    for name, count in sorted(tally.unfixed.items()):
        print(f"not fixed: {name} ({count})")
    print(f"{len(cases)} programs, {len(STYLES)} styles, {sum(tally.kinds.values())} fixed: "
          + ", ".join(f"{kind} {count}" for kind, count in tally.kinds.most_common()))
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
