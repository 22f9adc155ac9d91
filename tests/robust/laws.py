#!/usr/bin/env python3
"""The same findings for a file however it is scanned: alone, in a list split in any way, with its project,
by one or many jobs.

    tests/robust/laws.py [--parts N] [--alone N] [--seed N] FOLDER...

Each folder is a project. All rules count, also those that are off by default. Alone are scanned the files with
findings and as many others. Every difference is printed, and the run fails.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TKSCAN = os.environ.get("TKSCAN", str(ROOT / "build" / "tkscan"))
MANY_JOBS = 8

Findings = dict[str, list[str]]          # per file, each as JSON


def findings(folder: Path, paths: list[str], jobs: int = 1) -> Findings:
    done = subprocess.run(
        [TKSCAN, "check", "--isolated", "--no-cache", "--exit-zero", "--pedantic", "--jobs", str(jobs),
         "--output-format", "json", "--", *paths],
        cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"laws: error: {folder}: {done.stderr.strip().splitlines()[-1:] or done.returncode}")
    found: Findings = {}
    for finding in json.loads(done.stdout)["findings"]:
        path = os.path.normpath(finding["path"])
        found.setdefault(path, []).append(json.dumps(finding, sort_keys=True).replace('"./', '"'))
    return {path: sorted(rows) for path, rows in found.items()}


def files_of(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.py")
                  if path.is_file() and not any(part.startswith(".") for part in path.parts))


def differences(name: str, files: list[str], expected: Findings, found: Findings) -> list[str]:
    lines = []
    for path in files:
        before, now = set(expected.get(path, [])), set(found.get(path, []))
        for sign, rows in (("missing", before - now), ("only here", now - before)):
            for row in rows:
                finding = json.loads(row)
                lines.append(f"  {name}: {sign}: {path}:{finding['line']}: {finding['code']} "
                             f"{finding['message'][:90]}")
    return lines


def check(folder: Path, parts: int, alone: int, chance: random.Random) -> list[str]:
    files = files_of(folder)
    expected = findings(folder, ["."])
    wrong = differences(f"{MANY_JOBS} jobs", files, expected, findings(folder, ["."], MANY_JOBS))
    shuffled = files[:]
    chance.shuffle(shuffled)
    for start in range(parts):
        part = shuffled[start::parts]
        if part:
            wrong += differences(f"part {start + 1} of {parts}", part, expected, findings(folder, part))
    reported = [path for path in files if path in expected]
    others = [path for path in files if path not in expected]
    chosen = reported[:alone] + chance.sample(others, min(alone, len(others)))
    for path in chosen:
        wrong += differences("alone", [path], expected, findings(folder, [path]))
    count = sum(map(len, expected.values()))
    print(f"{folder.name}: {len(files)} files, {count} findings in {len(reported)}; "
          f"{parts} parts, {len(chosen)} files alone: "
          f"{f'{len(wrong)} differences' if wrong else 'the same'}", flush=True)
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--parts", type=int, default=7)
    parser.add_argument("--alone", type=int, default=20, help="files with findings, and without")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for folder in options.folder:
        if not folder.is_dir():
            sys.exit(f"laws: error: there is no folder '{folder}'")
    wrong = []
    for folder in options.folder:
        wrong += check(folder.resolve(), options.parts, options.alone, random.Random(options.seed))
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
