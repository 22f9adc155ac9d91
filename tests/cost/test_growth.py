"""Twice as long a file takes twice as many instructions, whatever it is full of."""

from __future__ import annotations

import os
import shutil
import unittest
from pathlib import Path
from typing import Callable

import cost
from growth import HEAD, NESTED, SHAPES

TKSCAN = Path(os.environ.get("TKSCAN", cost.HERE.parent.parent / "build/tkscan")).resolve()
MOST = 2.3              # for twice the units
MOST_NESTED = 4.6       # for twice the depth, which is four times the text


@unittest.skipUnless(shutil.which("valgrind"), "valgrind does not run on this system")
class GrowthTest(unittest.TestCase):
    def setUp(self) -> None:
        self.start = cost.instructions(TKSCAN, HEAD)

    def check(self, build: Callable[[int], str], count: int, most: float) -> None:
        once, twice = (cost.instructions(TKSCAN, HEAD + build(n)) - self.start for n in (count, 2 * count))
        self.assertGreater(once, 500_000)       # there was something to do
        self.assertLess(twice / once, most, f"{once:,} instructions, then {twice:,}")

    def test_length(self) -> None:
        for name, (build, count) in SHAPES.items():
            with self.subTest(name):
                self.check(build, count, MOST)

    def test_depth(self) -> None:
        for name, (build, count) in NESTED.items():
            with self.subTest(name):
                self.check(build, count, MOST_NESTED)


if __name__ == "__main__":
    unittest.main()
