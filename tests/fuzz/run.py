#!/usr/bin/env python3
"""Fuzzes: every target for a time, from seeds of the project's own files.

    tests/fuzz/run.py --time SECONDS [TARGET...]    run (default: all targets, the time shared by turns)
    tests/fuzz/run.py --table                       write the table of docs/fuzzing.md

The targets are build/fuzz/fuzz_TARGET. Each keeps its corpus in build/fuzz/TARGET and writes a line
(target, executions, seconds) to tests/fuzz/executions.tsv when it has run. An input that breaks one is
copied to corpus/broken/TARGET, where `make test` runs it from then on.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build" / "fuzz"
LEAKS = ROOT / "tests" / "fuzz" / "leaks.txt"
LOG = ROOT / "tests" / "fuzz" / "executions.tsv"
BROKEN = ROOT / "corpus" / "broken"
TKSCAN = ROOT / "build" / "tkscan"
PAGE = ROOT / "docs" / "fuzzing.md"
MARKS = ("<!-- executions: begin, written by make fuzz-table -->", "<!-- executions: end -->")

SEEDS = {
    "source": ["corpus/**/*.py"],
    "notebook": ["tests/package/*.ipynb"],
    "fix": ["corpus/fixes/*.py", "corpus/TK*/*.py"],
    "config": [],
    "report": [],
    "rule": ["rules/*.yaml"],
    "model": ["rules/models/*.yaml"],
    "query": ["queries/*.scm"],
    "suppress": ["corpus/**/*.py"],
    "ignore": [".gitignore"],
    "tkhash": [],
}
REPORTS = {"json": ["--output-format", "json", "-o"], "sarif": ["--output-format", "sarif", "-o"],
           "baseline": ["--write-baseline"]}
PYTHON = ["import numpy as np\n", "np.zeros(3)", "torch.ones(2)", "def ", "class ", "lambda ", "for ",
          " in ", "async ", "await ", "yield ", "match ", "case ", "with ", "try:\n", "except ", "f'{",
          "}'", "'''", "{**", "*args", "@", ":=", "->", "global ", "nonlocal ", "return ", "self.",
          "functools.lru_cache", "# tkscan: ignore", "# coding: latin-1\n", "\\\n", "\r"]
WORDS = {  # what a mutation rarely hits by itself
    "source": PYTHON,
    "fix": PYTHON,
    "rule": ["id: ", "site:", "any:", "all:", "not:", "message: ", "{", "}", "- ", "&a ", "*a", "|\n", "!!"],
    "model": ["classes:", "functions:", "name: ", "bases: ", "members:", "returns: ", "[", "]", "&a ", "*a"],
    "query": ["(", ")", "@key", "@site", "@container", "(#set! ", "(_)", "*", "+", "?", "[", "]", "!", "."],
    "notebook": ['{"cells": [', '{"cell_type": "code", "source": [', '"metadata": {', '"nbformat": 4', "\\n", "%%time",
                 "%matplotlib", "!ls", "\\u0041", "import torch", "torch.ones(2)", "{x: 1}"],
    "config": ["[tool.tkscan]", "select = ", "[", "]", "{", "}", '"""', "per-file-ignores", "severity", "= true",
               "TK101", "extend = ", "output = ", "\n", "- ", ": "],
    "report": ['"findings": [', '"fingerprint": ', '"runs": [', '"results": [', '"tool": "tkscan"', '"version": 1',
               '"path": ', '"level": '],
    "suppress": ["# tkscan: ", "ignore[TK1]", "disable", "enable", "file-ignore", "# noqa: ", "# flake8: noqa"],
    "ignore": ["**/", "/**", "!", "[a-z]", "[!", "\\", "*", "?"],
    "tkhash": [],
}
LONGEST = {"model": 30000, "report": 60000}   # bytes; 6000 for the others


def seeds_of(target: str) -> Path:
    folder = BUILD / target / "seeds"
    folder.mkdir(parents=True, exist_ok=True)
    for pattern in SEEDS[target]:
        for path in ROOT.glob(pattern):
            if path.is_file() and "broken" not in path.parts:
                shutil.copyfile(path, folder / str(path.relative_to(ROOT)).replace("/", "_"))
    made_seeds(target, folder)
    return folder


def notebook_of(path: Path) -> str:
    """A notebook of a Python file: a cell for each part between blank lines."""
    cells = [{"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [],
              "source": part.splitlines(keepends=True)} for part in path.read_text().split("\n\n\n")]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def made_seeds(target: str, folder: Path) -> None:
    """Seeds that are not files of the project, but made of them."""
    match target:
        case "notebook":
            for path in ROOT.glob("corpus/TK*/*.py"):
                if not path.name.endswith(".fixed.py"):
                    (folder / f"{path.stem}.ipynb").write_text(notebook_of(path))
        case "config":
            page = (ROOT / "docs" / "config.md").read_text()
            for i, block in enumerate(re.findall(r"^```(?:toml|yaml)\n(.*?)^```", page, re.M | re.S)):
                (folder / str(i)).write_text(block)
        case "report":
            for name, options in REPORTS.items():
                subprocess.run([TKSCAN, "check", "--isolated", "--exit-zero", "-q", *options, folder / name,
                                "corpus/TK101", "corpus/TK301"], cwd=ROOT, check=True)


def dictionary_of(target: str) -> list[str]:
    def quoted(word: str) -> str:
        return "".join(c if c.isalnum() or c in " _.:" else f"\\x{ord(c):02x}" for c in word)

    if not WORDS[target]:
        return []
    path = BUILD / target / "words"
    path.write_text("".join(f'"{quoted(word)}"\n' for word in WORDS[target]))
    return [f"-dict={path}"]


def keep_broken(target: str, folder: Path) -> list[Path]:
    kept = []
    for artifact in sorted(folder.glob("*-*")):
        kind, _, digest = artifact.name.partition("-")
        if kind not in ("crash", "timeout", "oom", "leak"):
            continue
        to = BROKEN / target / f"{kind}-{digest[:12]}"
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(artifact, to)
        kept.append(to)
    return kept


def fuzz(target: str, seconds: int) -> bool:
    folder = BUILD / target
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    (folder / "artifacts").mkdir(exist_ok=True)
    command = [BUILD / f"fuzz_{target}", folder / "corpus", seeds_of(target),
               f"-max_total_time={seconds}", "-timeout=60", "-rss_limit_mb=2048", f"-max_len={LONGEST.get(target, 6000)}",
               "-entropic=0", "-reload=0", f"-artifact_prefix={folder / 'artifacts'}/", *dictionary_of(target),
               "-print_final_stats=1"]
    env = os.environ | {"TK_FUZZ_LOG": str(LOG), "ASAN_OPTIONS": "detect_leaks=1",
                        "LSAN_OPTIONS": f"suppressions={LEAKS}:print_suppressions=0"}
    done = subprocess.run([str(word) for word in command], env=env, text=True, errors="replace",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    (folder / "log").write_text(done.stdout)
    executions = re.findall(r"stat::number_of_executed_units:\s+(\d+)", done.stdout)
    print(f"{target:<10} {executions[-1] if executions else '?':>12} executions", flush=True)
    kept = keep_broken(target, folder / "artifacts")
    for path in kept:
        print(f"{target}: broken by {path.relative_to(ROOT)}; what it said is in {folder / 'log'}")
    if done.returncode != 0 and not kept:
        print(f"{target}: ended with {done.returncode}; see {folder / 'log'}")
    return done.returncode == 0


def write_table() -> None:
    executions: dict[str, int] = defaultdict(int)
    seconds: dict[str, int] = defaultdict(int)
    for line in LOG.read_text().splitlines():
        target, count, time = line.split("\t")
        executions[target] += int(count)
        seconds[target] += int(time)
    rows = ["| target | executions | hours |", "|---|---:|---:|"]
    rows += [f"| {target} | {executions[target]:,} | {seconds[target] / 3600:.2f} |"
             for target in SEEDS if executions[target]]
    before, rest = PAGE.read_text().split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    PAGE.write_text(before + "\n".join([MARKS[0], *rows, MARKS[1]]) + after)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--time", type=int, default=600, metavar="SECONDS", help="for each target")
    parser.add_argument("--table", action="store_true", help="write the table in docs/fuzzing.md")
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    args = parser.parse_args()
    if args.table:
        write_table()
        return 0
    unknown = set(args.targets) - set(SEEDS)
    if unknown:
        sys.exit(f"tests/fuzz/run.py: no target {', '.join(sorted(unknown))}; there are {', '.join(SEEDS)}")
    good = [fuzz(target, args.time) for target in args.targets or SEEDS]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
