#!/usr/bin/env python3
"""Time and memory of the program on bombs: a table, and a failure for each that is over a limit.

    tests/robust/limits.py [--size BYTES] [--most-seconds N] [--all] [NAME...]

Memory is at most 100 times the file's size, or 100 MB for a file below a megabyte, besides what the program
takes for a file of a few lines.
"""

from __future__ import annotations

import argparse
import functools
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bombs import HEAD, NAMES, TAIL, bomb

ROOT = Path(__file__).resolve().parent.parent.parent
TKSCAN = str(Path(os.environ.get("TKSCAN", ROOT / "build" / "tkscan")).resolve())
MB = 1 << 20
# A process inherits the most memory of the one that starts it: a small one stands between.
STARTER = """import os, sys
started = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(started, 0)
os.write(int(sys.argv[1]), f"{status} {used.ru_utime + used.ru_stime} {used.ru_maxrss}".encode())
"""


@dataclass
class Outcome:
    status: int          # negative: the signal that ended it
    seconds: float       # of processor time
    memory: int          # bytes, at most
    output: str
    notes: str


def scan(*arguments: str, cwd: Path | None = None) -> Outcome:
    """Runs `tkscan check` and asks the system what that took."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as used:
        subprocess.run([sys.executable, "-I", "-S", "-c", STARTER, str(used.fileno()), TKSCAN, "check", *arguments],
                       stdout=out, stderr=err, cwd=cwd, pass_fds=[used.fileno()], check=True)
        for stream in (out, err, used):
            stream.seek(0)
        status, seconds, kilobytes = used.read().split()
        return Outcome(os.waitstatus_to_exitcode(int(status)), float(seconds), int(kilobytes) * 1024,
                       out.read().decode("utf-8", "replace"), err.read().decode("utf-8", "replace"))


@functools.cache
def memory_of_nothing() -> int:
    with tempfile.NamedTemporaryFile(suffix=".py") as short:
        short.write((HEAD + TAIL).encode())
        short.flush()
        return scan(short.name).memory


def memory_limit(size: int) -> int:
    return max(100 * size, 100 * MB) + memory_of_nothing()


def problems(name: str, size: int, found: Outcome, most_seconds: float) -> list[str]:
    """What is wrong with the outcome of a bomb."""
    wrong = []
    if found.status not in (0, 1):
        wrong.append(f"ended with status {found.status}: {found.notes[-200:]}")
    elif "TK101" not in found.output and "note: TK00" not in found.notes:
        wrong.append("the mistake behind it was not found, and nothing was said")
    if found.memory > 1.05 * memory_limit(size):   # 100,000 functions in a megabyte take 101 times it
        wrong.append(f"took {found.memory / MB:.0f} MB for {size / MB:.1f} MB")
    if found.seconds > most_seconds:
        wrong.append(f"took {found.seconds:.1f} s")
    return [f"{name}: {what}" for what in wrong]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--size", type=int, default=4 * MB - 1, metavar="BYTES")
    parser.add_argument("--most-seconds", type=float, default=60, metavar="N")
    parser.add_argument("names", nargs="*", metavar="NAME", default=NAMES)
    args = parser.parse_args()
    failures: list[str] = []
    print(f"{'':<26} {'MB':>5} {'times':>6} {'s':>6}  note")
    with tempfile.TemporaryDirectory(prefix="tkscan-bombs-") as folder:
        for name in args.names:
            path = Path(folder) / "bomb.py"
            path.write_text(bomb(name, args.size))
            size = path.stat().st_size
            found = scan("--output-format", "concise", str(path))
            note = found.notes.partition("note: ")[2].partition("\n")[0]
            print(f"{name:<26} {found.memory / MB:>5.0f} {found.memory / size:>6.1f} "
                  f"{found.seconds:>6.2f}  {note[:60]}", flush=True)
            failures += problems(name, size, found, args.most_seconds)
    for failure in failures:
        print(f"FAIL {failure}")
    print(f"{len(args.names) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
