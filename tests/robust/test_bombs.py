"""Files as dense, deep and long as they get: no crash, bounded time and memory, and a note when
something was left out. `make bombs` runs all of them at the size of the default limit."""

from __future__ import annotations

import os
import tempfile
import unittest
from pathlib import Path

from bombs import HEAD, NAMES, TAIL, bomb
from limits import MB, TKSCAN, memory_limit, memory_of_nothing, problems, scan

SANITIZED = any(part in ("asan", "tsan") for part in Path(TKSCAN).parts)  # their memory is not ours
LONG = os.environ.get("TKSCAN_LONG_TESTS") == "1"
MOST_SECONDS = 60
HEAVY = ["list", "sum", "set of arrays", "nested brackets", "names in a line", "functions"]


class BombTest(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory(prefix="tkscan-test-")
        self.addCleanup(temporary.cleanup)
        self.path = Path(temporary.name) / "bomb.py"

    def check(self, name: str, text: str, *options: str) -> str:
        self.path.write_text(text)
        found = scan("--output-format", "concise", *options, str(self.path))
        wrong = problems(name, len(text) if not SANITIZED else 1 << 40, found, MOST_SECONDS)
        self.assertEqual(wrong, [])
        return found.output + found.notes

    def test_every_bomb_ends(self) -> None:
        for name in NAMES:
            with self.subTest(name):
                self.check(name, bomb(name, 60_000))

    def test_memory_of_a_megabyte(self) -> None:
        for name in NAMES if LONG else HEAVY:
            with self.subTest(name):
                self.check(name, bomb(name, MB))

    def test_a_giant_line_is_cut_at_its_semicolons(self) -> None:
        text = HEAD + "x=1;" * 100_000 + "{np.zeros(2): 1};" + "x=1;" * 100_000 + TAIL
        self.assertEqual(self.check("line", text).count("TK101"), 2)

    def test_what_is_too_large_takes_nothing_else_with_it(self) -> None:
        text = HEAD + "a = np.zeros(3)\nx = [" + "1," * 600_000 + "]\n{a: 1}\n"
        output = self.check("list", text)
        self.assertIn("bomb.py:3:1: note: TK002", output)
        self.assertIn("bomb.py:4:2: TK101", output)

    def test_what_no_python_compiles_is_not_parsed(self) -> None:
        for text in ("[" * 500_000 + "]" * 500_000, "[" * 1_000_000, "+".join(["a"] * 500_000),
                     "a" + ".f()" * 250_000, "a" + "[0]" * 400_000,
                     "f" + "(" * 300 + "0," + "\n" * 65_536 + ")" * 300):
            with self.subTest(text[:20]):
                text = f"{HEAD}a = np.zeros(3)\nx = {text}\n"
                self.path.write_text(text)
                found = scan("--output-format", "concise", str(self.path))
                self.assertIn("note: TK002 this statement is too", found.notes)
                if not SANITIZED and len(text) > MB // 2:   # this process's own is counted, too
                    self.assertLess(found.memory, memory_of_nothing() + 20 * len(text))

    def test_what_is_behind_it_is_found(self) -> None:
        text = f"{HEAD}a = np.zeros(3)\nx = {'+'.join(['a'] * 100_000)}\n{{a: 1}}\n"
        output = self.check("deep", text)
        self.assertIn("bomb.py:3:1: note: TK002", output)
        self.assertIn("bomb.py:4:2: TK101", output)

    def test_what_python_compiles_is_parsed(self) -> None:
        for text in ("'" + "+" * 70_000 + "'", "f'{a}" + "-." * 60_000 + "'", "[" + "-1.5, " * 20_000 + "]",
                     "[\n" + "  # " + "-" * 70_000 + "\n]", "[" + "[[1]], " * 15_000 + "]",
                     "[" * 199 + "]" * 199 + " #" + "-" * 65_536):
            with self.subTest(text[:20]):
                output = self.check("flat", f"{HEAD}a = np.zeros(3)\nx = {{a: 1}}, {text}\n")
                self.assertIn("bomb.py:3:6: TK101", output)
                self.assertNotIn("TK002", output)

    def test_functions_with_findings(self) -> None:
        text = HEAD + "".join(f"def f{i}(): return {{np.ones(3)}}\n" for i in range(60_000))
        self.assertIn("note: TK002 5000 findings", self.check("findings", text))

    def test_ten_megabytes_in_a_line(self) -> None:
        text = HEAD + "x = {" + "'key': 123456, " * (700_000 if LONG else 350_000) + "}" + TAIL
        self.assertIn("TK101", self.check("dict", text, "--max-target-bytes", "0"))

    def test_too_large_a_file_is_skipped(self) -> None:
        text = HEAD + "#" * (4 * MB) + TAIL
        self.assertIn("note: TK002 skipped: the file has", self.check("comment", text))

    def test_a_million_functions(self) -> None:
        if not LONG:
            self.skipTest("TKSCAN_LONG_TESTS=1")
        text = HEAD + "def f():0\n" * 1_000_000 + TAIL
        self.assertIn("TK101", self.check("functions", text, "--max-target-bytes", "0"))

    def test_the_limit_itself(self) -> None:
        own = memory_of_nothing()
        self.assertLess(own, 40 * MB if not SANITIZED else 1 << 40)
        self.assertEqual(memory_limit(2 * MB), 200 * MB + own)


if __name__ == "__main__":
    unittest.main()
