"""Memory that runs out: every allocation of a run fails once. The run ends with a message and status 2, or it
can do without and says what it says otherwise. A sample; TKSCAN_LONG_TESTS=1 takes them all."""

from __future__ import annotations

import os
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))

from support import ROOT, TKSCAN, CliTest  # noqa: E402

STARVE = ROOT / "build" / "release" / "tests" / "starve.so"
LONG = os.environ.get("TKSCAN_LONG_TESTS") == "1"
SAMPLE = 100

SOURCE = """import functools
import numpy as np
from maker import make

@functools.cache
def area(shape):
    return make(shape)

class Table(dict):
    def put(self, key, value):
        self[key] = value

table = Table()
for row in np.zeros((3, 4)):
    table.put(row, {area(row): [str(row), row.tobytes()]})
seen = {make(2) for _ in range(3)}  # tkscan: ignore[TK101] as it is
"""
NOTEBOOK = """{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source":
 ["%time\\n", "import torch\\n", "{torch.ones(2): 1}"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
"""


@unittest.skipUnless(sys.platform == "linux", "LD_PRELOAD")
@unittest.skipIf(Path(TKSCAN).parent.name in ("asan", "tsan", "static"), "sanitizers allocate themselves")
class MemoryTest(CliTest):
    def setUp(self) -> None:
        super().setUp()
        self.write("use.py", SOURCE)
        self.write("maker.py", "import numpy as np\ndef make(n):\n    return np.zeros(n)\n")
        self.write("n.ipynb", NOTEBOOK)
        self.write("pyproject.toml", "[tool.tkscan]\nselect = ['TK']\nrules = ['rules']\n"
                   "[tool.tkscan.per-file-ignores]\n'x/' = ['TK1']\n")
        self.write("rules/models/boxes.yaml", "library: boxes\nmodules: [boxes]\nclasses:\n"
                   "  - name: boxes.Box\n    hash: raises\n")
        self.write(".gitignore", "y/\n*.log\n")
        self.write("known.json", '{"version": 1, "tool": "tkscan", "findings": []}\n')

    def starved(self, at: int, on: bool, *arguments: str) -> subprocess.CompletedProcess[str]:
        more = {"LD_PRELOAD": str(STARVE), "TK_STARVE": str(at)} | ({"TK_STARVE_ON": "1"} if on else {})
        return self.run_tkscan(*arguments, env=more)

    def numbers(self, *arguments: str) -> list[int]:
        """Which allocations fail: the first ones, and a sample of those that follow."""
        self.run_tkscan(*arguments, env={"LD_PRELOAD": str(STARVE), "TK_STARVE_COUNT": str(self.folder / "count")})
        count = int((self.folder / "count").read_text())
        (self.folder / "count").unlink()
        if LONG or count < SAMPLE:
            return list(range(1, count + 1))
        return sorted({round(i * count / SAMPLE) + i % 7 + 1 for i in range(SAMPLE)})

    def check(self, *arguments: str) -> None:
        whole = self.run_tkscan(*arguments)
        self.assertIn(whole.returncode, (0, 1))
        ended = 0
        for at in self.numbers(*arguments):
            for on in (False, True):
                done = self.starved(at, on, *arguments)
                told = f"allocation {at}{' and all behind it' if on else ''} of {arguments}: {done}"
                self.assertIn(done.returncode, (0, 1, 2), told)
                if done.returncode == 2:
                    self.assertTrue(done.stderr.strip(), told)
                    ended += 1
                else:
                    self.assertEqual((done.returncode, done.stdout), (whole.returncode, whole.stdout), told)
                self.assertEqual([path.name for path in self.folder.glob("*.tmp")], [], told)
        self.assertGreater(ended, SAMPLE // 2)

    def test_check(self) -> None:
        self.check("--output-format", "json", "-j1", "--baseline", "known.json", ".")

    def test_sarif_by_threads(self) -> None:
        self.check("--output-format", "sarif", "-j3", ".")

    def test_diff(self) -> None:
        self.check("--diff", "--unsafe-fixes", "-q", "-j1", ".")

    def test_no_half_report(self) -> None:
        """A report file is the old one or the new one, whatever fails."""
        self.run_tkscan("--output-format", "json", "-o", "out.json", ".")
        new = (self.folder / "out.json").read_bytes()
        for at in self.numbers("--output-format", "json", "-o", "out.json", ".")[::3]:
            self.write("out.json", "old")
            self.starved(at, True, "--output-format", "json", "-o", "out.json", ".")
            self.assertIn((self.folder / "out.json").read_bytes(), (b"old", new))


if __name__ == "__main__":
    unittest.main()
