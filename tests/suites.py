"""Runs the test suites, shows what failed, and closes with the line `N passed, N failed`.

tests/run [--flavour release] [--corpus FILTER] [SUITE...]     unit syntax corpus cli report robust cost runtime package

unit     build/FLAVOUR/tests/test_*   cmocka programs, which count in TAP
report   test_report_* of these
syntax   tests/outline_ast.py, build/FLAVOUR/tests/region_check   on the standard library
corpus   tests/corpus.py              annotated Python files
cli      tests/cli, tests/test_*.py   unittest
robust   tests/robust                 bombs, odd files, what an untrusted repository may try
cost     tests/cost                   instructions of three runs against what was recorded
runtime  make -C runtime test         the hashing library's own tests
package  tests/package                wheel, sdist and checkout with pip, hooks with pre-commit

The program under test is named to the tests by the environment variable TKSCAN.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT = 1200  # seconds for one program


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: Count) -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def count_tap(text: str) -> Count:
    """Tests that were planned but never reported (the program died) count as failed."""
    count = Count()
    planned = sum(int(n) for n in re.findall(r"^1\.\.(\d+)", text, re.M))
    for bad, rest in re.findall(r"^(not )?ok\b(.*)", text, re.M):
        if re.search(r"#\s*skip", rest, re.I):
            count.skipped += 1
        elif bad:
            count.failed += 1
        else:
            count.passed += 1
    count.failed += max(0, planned - count.passed - count.failed - count.skipped)
    return count


def count_unittest(text: str) -> Count:
    ran = re.search(r"^Ran (\d+) tests? in", text, re.M)
    if ran is None:
        return Count()
    verdict = text[ran.end():]

    def number(of: str) -> int:
        found = re.search(rf"\b{of}=(\d+)", verdict)
        return int(found.group(1)) if found else 0

    failed = number("failures") + number("errors") + number("unexpected successes")
    skipped = number("skipped")
    return Count(max(0, int(ran.group(1)) - failed - skipped), failed, skipped)


def count_line(text: str) -> Count:
    """The last line that says `N passed, N failed[, N skipped]`."""
    found = re.findall(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?", text, re.M)
    return Count(*(int(n or 0) for n in found[-1])) if found else Count()


@dataclass
class Program:
    """One command, and how its output says how many tests ran; None: the whole of it is one test."""

    command: list[str]
    counter: Callable[[str], Count] | None


def run_program(program: Program, env: dict[str, str]) -> tuple[Count, str]:
    """What was counted, and the output if something failed."""
    started = subprocess.Popen(program.command, cwd=ROOT, env=env, text=True, errors="replace",
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        text, _ = started.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        started.kill()
        text, _ = started.communicate()
        text += f"\nstopped after {TIMEOUT} seconds\n"
    status = started.returncode
    count = program.counter(text) if program.counter else Count(passed=int(status == 0))
    if status != 0 and count.failed == 0:
        count.failed = 1  # it died, leaked, or could not start
    command = " ".join(program.command)
    return count, f"--- {command:.200} (status {status})\n{text.rstrip()}" if count.failed else ""


def unittests(folder: str) -> list[Program]:
    command = [sys.executable, "-m", "unittest", "discover", "-s", folder, "-p"]
    return [Program([*command, path.name], count_unittest)
            for path in sorted((ROOT / folder).glob("test_*.py"))]


def unit_programs(flavour: str, of_report: bool) -> list[Program]:
    names = sorted(source.stem for source in (ROOT / "tests/unit").glob("test_*.c"))
    return [Program([f"build/{flavour}/tests/{name}"], count_tap) for name in names
            if name.startswith("test_report_") == of_report]


def syntax_programs(flavour: str) -> list[Program]:
    built = f"build/{flavour}/tests"
    library = [str(path) for path in sorted(Path(os.__file__).parent.glob("[a-z]*.py"))]
    checks = {
        "outline_dump": [sys.executable, "tests/outline_ast.py", "--dump", f"{built}/outline_dump"],
        "region_check": [f"{built}/region_check", *library],
    }
    return [Program(command, None) for name, command in checks.items()
            if (ROOT / "tests/tools" / f"{name}.c").exists()]


def program_of(flavour: str) -> str:
    return "build/tkscan" if flavour == "release" else f"build/{flavour}/tkscan"


def corpus_programs(flavour: str, only: str) -> list[Program]:
    if not (ROOT / "tests/corpus.py").exists():
        return []
    command = [sys.executable, "tests/corpus.py", "--tkscan", program_of(flavour), *only.split()]
    return [Program(command, count_line)]


def runtime_programs() -> list[Program]:
    if not (ROOT / "runtime/Makefile").exists():
        return []
    return [Program(["make", f"-j{os.cpu_count()}", "-C", "runtime", "test"], count_line)]


def programs_of(suite: str, args: argparse.Namespace) -> list[Program]:
    match suite:
        case "unit":
            return unit_programs(args.flavour, of_report=False)
        case "syntax":
            return syntax_programs(args.flavour)
        case "corpus":
            return corpus_programs(args.flavour, args.corpus)
        case "cli":
            return unittests("tests/cli") + unittests("tests")
        case "report":
            return unit_programs(args.flavour, of_report=True)
        case "robust":
            return unittests("tests/robust")
        case "cost":
            return unittests("tests/cost")
        case "runtime":
            return runtime_programs()
        case "package":
            return unittests("tests/package")
        case _:
            sys.exit(f"tests/run: there is no suite named {suite}")


def environment(flavour: str) -> dict[str, str]:
    env = {name: value for name, value in os.environ.items()
           if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}  # runtime's make is its own
    return env | {"TKSCAN": str(ROOT / program_of(flavour)), "CMOCKA_MESSAGE_OUTPUT": "TAP",
                  "PYTHONDONTWRITEBYTECODE": "1",
                  # Not 1: that would look like findings.
                  "ASAN_OPTIONS": "exitcode=99", "UBSAN_OPTIONS": "exitcode=99:print_stacktrace=1",
                  "TSAN_OPTIONS": "exitcode=99"}


def run_suite(suite: str, args: argparse.Namespace) -> Count:
    total = Count()
    start = time.monotonic()
    programs = programs_of(suite, args)
    env = environment(args.flavour)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for count, failure in pool.map(lambda program: run_program(program, env), programs):
            total.add(count)
            if failure:
                print(failure, flush=True)
    if programs:
        print(f"{suite:<8} {total}  ({time.monotonic() - start:.1f} s)", flush=True)
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--flavour", default="release", help="which build to test")
    parser.add_argument("--corpus", default="", help="run only the corpus files that match")
    parser.add_argument("suites", nargs="*", metavar="SUITE",
                        default=["unit", "syntax", "corpus", "cli", "report", "robust", "cost",
                                 "runtime", "package"])
    args = parser.parse_args()
    total = Count()
    for suite in args.suites:
        total.add(run_suite(suite, args))
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed or total.passed == 0 else 0

