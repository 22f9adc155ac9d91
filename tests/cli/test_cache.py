"""The cache: results are the same with it, whatever happens to it."""

from __future__ import annotations

import random
import subprocess
import unittest
from pathlib import Path

from support import RAISES, SILENT, TKSCAN, CliTest

BOX = "import boxes\nd = {}\nd[boxes.load()] = 1\n"
MODEL = ("library: boxes\nmodules: [boxes]\nclasses:\n  - name: boxes.Box\n    hash: HASH\n"
         "functions:\n  - name: boxes.load\n    type: boxes.Box\n")


class TestCache(CliTest):
    def project(self) -> None:
        for i in range(20):
            self.write(f"p{i % 3}/m{i}.py", RAISES * (i % 4) + f"x = {i}\n")
        self.write("silent.py", SILENT)
        self.write("quiet.py", RAISES.replace("= 1\n", "= 1  # tkscan: ignore[TK101] known\n"))
        self.write("broken.py", RAISES + "def f(:\n    pass\n")
        self.write("latin.py", b"# coding: latin-1\n# \xe9\n" + RAISES.encode())
        self.write("bad.py", b"# coding: utf-8\n# \xff\n" + RAISES.encode())
        self.write("large.py", RAISES + "#" * 9000)
        self.write("possible.py", "import torch\nd = {}\ndef f(c):\n    k = torch.zeros(2) if c else 1\n"
                   "    d[k] = 1\n")

    def run_both(self, *arguments: str) -> str:
        """Standard output and error of a run with the cache, which are those of a run without."""
        with_it = self.run_tkscan("--cache-dir", "cache", *arguments)
        without = self.run_tkscan(*arguments)
        self.assertEqual((with_it.returncode, with_it.stdout, with_it.stderr),
                         (without.returncode, without.stdout, without.stderr))
        return with_it.stdout

    def hits(self, *arguments: str) -> tuple[int, int]:
        done = self.run_tkscan("--cache-dir", "cache", "-v", *arguments)
        line = next(line for line in done.stderr.splitlines() if "from the cache" in line)
        return int(line.split()[1]), int(line.split()[3])

    def entries(self) -> list[Path]:
        return sorted(path for path in (self.folder / "cache").glob("*/*/*") if path.is_file())

    def test_same_results(self) -> None:
        self.project()
        for arguments in [("--output-format", name) for name in
                          ["full", "json", "sarif", "gitlab", "junit"]] + [
                ("--report-suppressed", "--output-format", "sarif"), ("--pedantic",), ("--diff",), ("--show-fixes",),
                ("--key-style", "string", "--output-format", "json"),
                ("--select", "TK2"), ("--ignore", "TK101"), ("--severity", "TK1:note"),
                ("--per-file-ignores", "p1:TK1"), ("--max-target-bytes", "5k"), ("-j1",)]:
            for _ in range(2):
                self.run_both(*arguments)
        found, asked = self.hits()
        self.assertEqual(found, asked)
        self.assertGreater(found, 20)

    def test_what_changes_is_noticed(self) -> None:
        self.write("a.py", RAISES)
        self.write("b.py", BOX)
        self.run_both()
        self.assertEqual(self.hits(), (2, 2))
        self.write("a.py", RAISES.replace("zeros(3)", "zeros(4)"))
        self.assertEqual(self.hits(), (1, 2))
        self.assertEqual(self.hits("--pedantic"), (0, 2))
        for word in ["raises", "value", "raises"]:
            self.write("rules/models/boxes.yaml", MODEL.replace("HASH", word))
            shown = self.run_both("--rules", "rules", "--output-format", "concise")
            self.assertEqual("b.py" in shown, word == "raises")
        shown = self.run_both("--rules", "rules", "--known-hashable", "boxes.Box")
        self.assertNotIn("b.py", shown)
        (self.folder / "sub").mkdir()
        done = self.run_tkscan("--cache-dir", "../cache", "--output-format", "concise", "..",
                               cwd=self.folder / "sub", status=1)
        self.assertRegex(done.stdout, r"^\.\./a\.py:3:11: ")
        (self.folder / "a.py").rename(self.folder / "c.py")
        self.assertRegex(self.run_both("--output-format", "concise"), r"^c\.py:3:11: ")

    def test_what_is_imported_counts(self) -> None:
        self.write("pkg/__init__.py")
        self.write("pkg/deep.py", "import numpy as np\ndef make():\n    return np.zeros(3)\n")
        self.write("pkg/base.py", "from pkg.deep import make\n")
        self.write("use.py", "from pkg.base import make\nd = {}\nd[make()] = 1\n")
        self.write("other.py", RAISES)
        chosen = ["use.py", "other.py", "--output-format", "concise"]
        for text, found in [("np.zeros(3)", True), ("tuple(np.zeros(3))", False),
                            ("np.zeros(3)", True)]:
            self.write("pkg/deep.py", f"import numpy as np\ndef make():\n    return {text}\n")
            self.assertEqual("use.py" in self.run_both(*chosen), found)
            self.assertEqual("use.py" in self.run_both(*chosen), found)
            self.assertEqual(self.hits(*chosen), (2, 2))
        self.write("pkg/deep.py", "import numpy as np\nmake = 3\n")
        self.assertEqual(self.hits(*chosen), (1, 2))
        self.run_both(*chosen)
        self.write("pkg/base/__init__.py", "def make():\n    return 'a'\n")  # goes before base.py
        self.assertEqual(self.hits(*chosen), (1, 2))
        # some files of a circle are remembered, others are not
        for name, other in [("x", "y"), ("y", "x")]:
            self.write(f"{name}.py", f"import numpy as np\nimport {other}\nd = {{}}\n"
                       f"def f():\n    return np.zeros(3)\nd[{other}.f()] = 1\n")
        self.run_both("x.py")
        self.assertEqual(self.hits("x.py", "y.py"), (1, 2))
        self.run_both("x.py", "y.py")

    def test_damaged_entries_are_passed_over_and_mended(self) -> None:
        self.project()
        self.run_both()
        entries = self.entries()
        chance = random.Random(4)
        for path in entries:
            data = bytearray(path.read_bytes())
            damage = chance.randrange(6)
            if damage == 0:
                data = data[:chance.randrange(len(data))]
            elif damage == 1:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            elif damage == 2:
                data = bytearray(entries[0].read_bytes() if path != entries[0] else b"")
            elif damage == 3:
                data += b"x"
            elif damage == 4:
                data = bytearray(chance.randbytes(len(data)))
            else:
                path.unlink()
                path.mkdir()
                continue
            path.write_bytes(bytes(data))
        self.run_both()
        folders = sum(path.is_dir() for path in (self.folder / "cache").glob("*/*/*"))
        found, asked = self.hits()
        self.assertEqual(found, asked - folders)  # what became a folder stays one

    def test_runs_at_the_same_time(self) -> None:
        self.project()
        expected = self.run_tkscan("--output-format", "json").stdout
        for _ in range(3):
            runs = [subprocess.Popen([TKSCAN, "--cache-dir", "cache", "--output-format", "json"],
                                     cwd=self.folder, stdout=subprocess.PIPE,
                                     stderr=subprocess.DEVNULL, text=True) for _ in range(6)]
            for run in runs:
                self.assertEqual(run.communicate()[0], expected)
            self.write("p1/m1.py", RAISES)
            expected = self.run_tkscan("--output-format", "json").stdout
        names = {path.name for path in self.entries()}
        self.assertTrue(all(len(name) == 30 for name in names), names)

    def test_the_folder(self) -> None:
        self.write("a.py", RAISES)
        self.run_tkscan("--cache-dir", "deep/er/cache", status=1)
        folder = self.folder / "deep/er/cache"
        self.assertTrue((folder / "CACHEDIR.TAG").read_text().startswith(
            "Signature: 8a477f597d28d172789f06886806bc55\n"))
        self.assertEqual((folder / ".gitignore").read_text(), "*\n")
        self.assertEqual(self.files(), ["a.py"])
        self.run_tkscan("--cache-dir", "none", "--no-cache", status=1)
        self.assertFalse((self.folder / "none").exists())
        self.write("p/.tkscan.toml", "cache-dir = 'c'\n")
        self.write("p/a.py", RAISES)
        self.run_tkscan("p", status=1)
        self.assertTrue((self.folder / "p/c/CACHEDIR.TAG").exists())

    def test_a_folder_that_cannot_be_one(self) -> None:
        self.write("a.py", RAISES)
        self.write("file")
        done = self.run_tkscan("--cache-dir", "file", "--output-format", "concise", status=1)
        self.assertRegex(done.stderr, "file: note: cannot be the cache, there will be none: ")
        self.assertRegex(done.stdout, r"^a\.py:3:11: ")

    def test_clean(self) -> None:
        self.write("a.py", RAISES)
        self.run_tkscan("--cache-dir", "cache", status=1)
        self.run_tkscan("clean", "--cache-dir", "cache", status=0)
        self.assertFalse((self.folder / "cache").exists())
        self.run_tkscan("clean", "--cache-dir", "cache", status=0)
        self.write("mine/a.txt", "x")
        self.write("other/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n")
        for name in ["mine", "other", "a.py"]:
            done = self.run_tkscan("clean", "--cache-dir", name, status=2)
            self.assertEqual(done.stderr, f"{name}: error: cannot be removed: it is no cache of "
                             "tkscan\n")
            self.assertTrue((self.folder / name).exists())
        done = self.run_tkscan("clean", status=2)
        self.assertEqual(done.stderr, "tkscan: error: 'tkscan clean' needs to know the cache; "
                         "--cache-dir DIR, here or as a setting\n")


if __name__ == "__main__":
    unittest.main()
