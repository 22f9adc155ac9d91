#!/usr/bin/env python3
"""Counts the instructions of three runs and fails when one takes 5 % more than was recorded.

    tests/cost/cost.py --tkscan build/tkscan [--record]

`make cost` is the test, `make cost-record` records.
Callgrind counts what the program itself executes; what the C library does differs from one processor to
another and is left out. Figures are kept by compiler (recorded.json): with another one there is nothing to
compare with, and the counts are printed. After a change that is worth its price they are recorded anew.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
RECORDED = HERE / "recorded.json"
MOST = 1.05


def tensors(count: int) -> str:
    """Functions on arrays with containers, loops, calls of one another, and a key now and then."""
    lines = ["import numpy as np", "import torch", "from collections import defaultdict", ""]
    for i in range(count):
        lines += [
            f"class Store{i}:", "    def __init__(self, rows):", "        self.rows = rows",
            "        self.known = defaultdict(list)", "",
            "    def add(self, name, value):", f"        self.known[name].append(value * {i + 1})",
            "        return self.known", "",
            f"def step_{i}(batch, table=None):", "    table = table if table is not None else {}",
            f"    x = torch.zeros({i % 5 + 1}, 3)",
            "    for index, row in enumerate(x):", "        if index > 2 and row.sum() > 0:",
            f"            table[{'row' if i % 10 == 0 else 'index'}] = row.item()",
            "        elif isinstance(batch, np.ndarray):", "            y = np.stack([batch, batch]).mean(axis=0)",
            "            table[y.tobytes()] = y.shape",
            f"    return step_{i - 1}(x, table)" if i else "    return table", ""]
    return "\n".join(lines)


def plain(count: int) -> str:
    """Code that uses no library: it is only looked at."""
    return "import os\n" + "".join(
        f'def name_{i}(path, mode="r"):\n    """What {i} does."""\n    if os.path.exists(path):\n'
        f"        return [part.strip() for part in path.split('/')], {{'a': {i}}}\n    return None\n\n"
        for i in range(count))


INPUTS = {"start": "import numpy as np\n\nx = np.zeros((2, 3))\n", "tensors": tensors(60),
          "plain": plain(2000)}


def instructions(tkscan: Path, text: str) -> int:
    with tempfile.TemporaryDirectory(prefix="cost-") as folder:
        (Path(folder) / "input.py").write_text(text, encoding="utf-8")
        profile = Path(folder) / "profile"
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", str(tkscan), "check",
                        "--isolated", "--exit-zero", "-q", "--jobs", "1", "--no-cache", "input.py"],
                       cwd=folder, check=True, capture_output=True)
        listed = subprocess.run(["callgrind_annotate", "--threshold=100", "--show-percs=no", str(profile)],
                                check=True, capture_output=True, text=True).stdout
    own = re.findall(rf"^ *([\d,]+) +.*\[[^\]]*/{re.escape(tkscan.name)}\]$", listed, re.M)
    return sum(int(number.replace(",", "")) for number in own)


def compiler(tkscan: Path) -> str:
    """As the program says who compiled it."""
    found = re.search(rb"(GCC|clang)[^\0]*?(\d+\.\d+\.\d+)", tkscan.read_bytes())
    return f"{found[1].decode()} {found[2].decode()}" if found else "unknown"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tkscan", type=Path, required=True)
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    if not shutil.which("valgrind"):
        print("cost: valgrind is not installed", file=sys.stderr)
        return 2
    recorded = json.loads(RECORDED.read_text()) if RECORDED.exists() else {}
    by = compiler(arguments.tkscan)
    counts = {name: instructions(arguments.tkscan.resolve(), text) for name, text in INPUTS.items()}
    too_many = 0
    for name, count in counts.items():
        before = recorded.get(by, {}).get(name)
        bad = bool(before) and count > before * MOST
        too_many += bad and not arguments.record
        change = f"{count / before - 1:+.1%} of {before:,}" if before else f"nothing recorded for {by}"
        print(f"{name:8} {count:13,}  {change}{'  MORE THAN 5 %' if bad else ''}")
    if arguments.record:
        recorded[by] = counts
        RECORDED.write_text(json.dumps(recorded, indent=2, sort_keys=True) + "\n")
    return 1 if too_many else 0


if __name__ == "__main__":
    sys.exit(main())
