"""Limits that users set hold, are said when they are reached, and stop no other file."""

from __future__ import annotations

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))

from limits import MB, memory_of_nothing, scan  # noqa: E402
from support import RAISES, CliTest  # noqa: E402

CUT = "the analysis was cut short"


def many_functions(count: int) -> str:
    """Each of which makes lists and dicts of its own, so that there is much to remember."""
    bodies = "".join(f"def f{i}(x):\n    a = [x, {{{i}: x}}, [{i}, x]]\n    return {{'a': a, 'b': [a]}}\n\n\n"
                     for i in range(count))
    return "import numpy as np\n\n\n" + bodies


class LimitsTest(CliTest):
    def check(self, *options: str) -> tuple[int, str, str, int]:
        found = scan("--isolated", "--no-cache", "--jobs", "1", "--output-format", "concise", *options, ".",
                     cwd=self.folder)
        return found.status, found.output, found.notes, found.memory

    def setUp(self) -> None:
        super().setUp()
        self.write("large.py", many_functions(8000))
        self.write("small.py", RAISES)

    def test_memory_is_limited_and_the_rest_is_reported(self) -> None:
        status, output, notes, free = self.check()
        self.assertEqual(status, 1)
        self.assertNotIn(CUT, notes)
        status, output, notes, limited = self.check("--max-memory", "16M")
        self.assertEqual(status, 1)
        self.assertIn("small.py:", output)
        self.assertIn(f"large.py: note: {CUT} at 16384 kB of memory", notes)
        self.assertLess(limited, free)
        self.assertLess(limited, memory_of_nothing() + 3 * 16 * MB)

    def test_memory_in_a_configuration_file(self) -> None:
        self.write("pyproject.toml", '[tool.tkscan]\nmax-memory = "16M"\n')
        found = scan("--no-cache", "--output-format", "concise", ".", cwd=self.folder)
        self.assertIn(CUT, found.notes)
        self.assertIn("small.py:", found.output)

    def test_a_cut_result_is_not_remembered(self) -> None:
        for options, cut in ((["--max-memory", "16M"], True), ([], False)):
            found = scan("--isolated", "--cache-dir", "cache", ".", *options, cwd=self.folder)
            self.assertEqual(CUT in found.notes, cut)

    def test_bytes_of_a_file(self) -> None:
        status, output, notes, _ = self.check("--max-target-bytes", "100k")
        self.assertEqual(status, 1)
        self.assertIn("small.py:", output)
        self.assertIn("large.py", notes)

    def test_no_size(self) -> None:
        found = scan("--max-memory", "much", ".", cwd=self.folder)
        self.assertEqual(found.status, 2)
        self.assertIn("--max-memory", found.notes)
        self.assertEqual(found.notes.count("\n"), 1)


if __name__ == "__main__":
    unittest.main()
