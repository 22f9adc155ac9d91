#!/usr/bin/env python3
"""Asks the real libraries about all that corpus and models claim of them; closes with `N passed, N failed`.

    oracle.py [--seconds 1500] [PART ...]

A process for each part, as many at once as there are processors. A library that is not installed, and a part for which
no time is left, is not checked and counted as such; without numpy and torch it fails.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "tools" / "models"
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "JAX_PLATFORMS": "cpu", "CUDA_VISIBLE_DEVICES": "", "PYTHONHASHSEED": "0",
         "OMP_NUM_THREADS": "1", "RUST_BACKTRACE": "0", "PYTHONWARNINGS": "ignore", "XLA_FLAGS": "--xla_backend_optimization_level=0"}
TOLD = re.compile(r"^(\d+) passed, (\d+) failed|(\d+) as expected, (\d+) otherwise, (\d+) not checked"
                  r"|observations of (\d+) names, (\d+) not called, (\d+) unknown to the library, (\d+) disagreements",
                  re.M)


@dataclass
class Part:
    """mandatory: without its libraries the whole fails."""

    name: str
    command: list[str]
    mandatory: bool = False


@dataclass
class Outcome:
    part: Part
    passed: int
    failed: int
    not_checked: int
    text: str
    seconds: float


def models(libraries: str) -> list[str]:
    return [sys.executable, str(MODELS / "check.py"), "--library", libraries]


PARTS = [
    Part("corpus", ["python3", str(ROOT / "tests" / "corpus.py"), "--runtime", sys.executable], True),
    Part("numpy", models("numpy"), True),
    Part("torch", models("torch"), True),
    Part("jax", models("jax,flax")),
    Part("tensorflow", models("tensorflow,keras")),
    Part("semantics", [sys.executable, str(MODELS / "semantics.py")], True),
    Part("pandas", models("pandas,xarray,dask,polars,pyarrow,awkward")),
    Part("scipy", models("scipy,sklearn,networkx")),
    Part("python", models("builtins,stdlib,cachetools")),
]


def ask(part: Part, until: float) -> Outcome:
    began = time.monotonic()
    if until <= began:
        return Outcome(part, 0, 0, 1, "no time is left", 0)
    process = subprocess.Popen(part.command, cwd=ROOT, env={**os.environ, **QUIET}, text=True, start_new_session=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        text = process.communicate(timeout=until - began)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Outcome(part, 0, 0, 1, "out of time", time.monotonic() - began)
    return outcome(part, text, process.returncode, time.monotonic() - began)


def outcome(part: Part, text: str, status: int, seconds: float) -> Outcome:
    """What the part's last summary says; a status that it does not explain is a failure."""
    passed = failed = 0
    absent = len(re.findall(r"not checked, the library is not installed", text))
    found = list(TOLD.finditer(text))
    if found:
        plain, plain_bad, right, wrong, silent, names, uncalled, gone, differ = (int(n or 0) for n in found[-1].groups())
        failed = plain_bad + wrong + differ + gone
        passed = plain + right + max(names - differ, 0)
        absent += silent + uncalled
    if status != 0 and not failed:
        failed = 1
    if part.mandatory and "not installed" in text and not passed:
        failed += 1
    return Outcome(part, passed, failed, absent, text, seconds)


def main() -> int:
    parser = argparse.ArgumentParser(prog="oracle.py", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=1500, help="for all parts together (default: %(default)s)")
    parser.add_argument("part", nargs="*", help="only these: " + ", ".join(part.name for part in PARTS))
    options = parser.parse_args()
    wanted = [part for part in PARTS if not options.part or part.name in options.part]
    until = time.monotonic() + options.seconds
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        outcomes = list(pool.map(lambda part: ask(part, until), wanted))
    for one in outcomes:
        if one.failed:
            print(f"--- {one.part.name}\n{one.text.rstrip()}")
    for one in outcomes:
        why = f" ({one.text})" if one.not_checked and not one.passed else ""
        print(f"{one.part.name:<11} {one.passed:>6} as claimed, {one.failed} otherwise, "
              f"{one.not_checked} not checked{why}  {one.seconds:.0f} s")
    for part in PARTS:
        if part not in wanted:
            print(f"{part.name:<11} not checked: not asked for")
    passed, failed = sum(one.passed for one in outcomes), sum(one.failed for one in outcomes)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
