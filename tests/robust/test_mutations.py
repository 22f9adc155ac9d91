"""Files as they should not be: beginnings of corpus files, with bytes changed, with pieces doubled and missing.
A sample; `make mutations` takes every beginning of every file (FLAVOUR=asan: under sanitizers)."""

from __future__ import annotations

import os
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))

from support import ROOT, TKSCAN  # noqa: E402

FLAVOUR = Path(TKSCAN).parent.name
PROGRAM = ROOT / "build" / ("release" if FLAVOUR == "build" else FLAVOUR) / "tests" / "mutations"
EVERY = os.environ.get("TKSCAN_MUTATIONS", "100" if FLAVOUR == "build" else "1000")


class MutationTest(unittest.TestCase):
    def test_no_file_breaks_it(self) -> None:
        files = sorted(str(path) for path in (ROOT / "corpus").rglob("*.py"))
        done = subprocess.run([PROGRAM, "--every", EVERY, *files], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr[-4000:])
        self.assertRegex(done.stdout, r"^\d{3,} scans, 0 of them slow\n$")


if __name__ == "__main__":
    unittest.main()
