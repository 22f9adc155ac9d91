"""No run takes 5 % more instructions than was recorded; cost.py says what is counted."""

from __future__ import annotations

import json
import os
import shutil
import unittest
from pathlib import Path

import cost

TKSCAN = Path(os.environ.get("TKSCAN", cost.HERE.parent.parent / "build/tkscan")).resolve()
RECORDED = json.loads(cost.RECORDED.read_text()).get(cost.compiler(TKSCAN), {})


@unittest.skipUnless(shutil.which("valgrind"), "valgrind does not run on this system")
@unittest.skipUnless(RECORDED, "nothing is recorded for this compiler")
class CostTest(unittest.TestCase):
    def check(self, name: str) -> None:
        count = cost.instructions(TKSCAN, cost.INPUTS[name])
        self.assertGreater(count, RECORDED[name] / 2)   # something was counted
        self.assertLessEqual(count, RECORDED[name] * cost.MOST,
                             "worth it? then `make cost-record`")

    def test_start(self) -> None:
        self.check("start")

    def test_a_file_full_of_arrays(self) -> None:
        self.check("tensors")

    def test_a_file_without_any(self) -> None:
        self.check("plain")


if __name__ == "__main__":
    unittest.main()
