"""What stands in folders besides files: pipes, devices, links that go in circles, files that cannot be
read. One bad file never stops the run, and nothing waits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))

from support import RAISES, SILENT, TKSCAN, CliTest, places  # noqa: E402

LONG = os.environ.get("TKSCAN_LONG_TESTS") == "1"
MANY = 100_000 if LONG else 3_000


class FileTest(CliTest):
    def found(self, *arguments: str) -> list[str]:
        return places(self.run_json("--exit-zero", *arguments))

    def test_pipes_and_devices(self) -> None:
        self.write("a.py", RAISES)
        os.mkfifo(self.folder / "pipe.py")
        (self.folder / "zero.py").symlink_to("/dev/zero")
        self.assertEqual(self.found("."), ["a.py:3:11 TK101"])
        for name in ("pipe.py", "/dev/zero", "/dev/null"):
            with self.subTest(name):
                done = self.run_tkscan(name, "a.py", status=2)
                self.assertIn("cannot be read: it is neither a file nor a folder", done.stderr)
                self.assertIn("TK101", done.stdout)

    def test_rules_that_are_no_files(self) -> None:
        self.write("a.py", RAISES)
        (self.folder / "rules").mkdir()
        os.mkfifo(self.folder / "rules" / "pipe.yaml")
        done = self.run_tkscan("--rules", "rules", "a.py", status=2)
        self.assertIn("rules/pipe.yaml: error: cannot read the file", done.stderr)

    def test_ignore_files_that_are_no_files(self) -> None:
        self.write("a/a.py", RAISES)
        os.mkfifo(self.folder / ".ignore")
        os.mkfifo(self.folder / "a" / ".gitignore")
        self.assertEqual(self.found("a"), ["a/a.py:3:11 TK101"])

    def test_links_in_circles(self) -> None:
        self.write("package/a.py", RAISES)
        (self.folder / "package" / "loop").symlink_to("..")
        (self.folder / "package" / "self.py").symlink_to("self.py")
        (self.folder / "package" / "gone.py").symlink_to("nowhere.py")
        self.assertEqual(self.found("."), ["package/a.py:3:11 TK101"])

    def test_links_that_lead_out(self) -> None:
        with tempfile.TemporaryDirectory() as outside:
            (Path(outside) / "secret.py").write_text(RAISES)
            (self.folder / "out").symlink_to(outside)
            self.write("a.py", SILENT)
            self.assertEqual(self.found("."), [])

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_what_may_not_be_read(self) -> None:
        self.write("a.py", RAISES)
        self.write("b.py", RAISES).chmod(0)
        self.write("closed/c.py", RAISES)
        (self.folder / "closed").chmod(0)
        self.addCleanup((self.folder / "closed").chmod, 0o700)
        self.assertEqual(self.found("."), ["a.py:3:11 TK101"])

    def test_one_bad_file_stops_nothing(self) -> None:
        self.write("a.py", RAISES)
        self.write("b.py", b"import numpy\n\xff\xfe")
        self.write("c.py", "# coding: martian\nimport numpy\n")
        self.write("d.py", "import numpy\n" + "(" * 50_000)
        self.write("e.py", b"import numpy\n\0\0\0")
        self.write("f.py", RAISES)
        self.assertEqual(self.found("."), ["a.py:3:11 TK101", "f.py:3:11 TK101"])

    def test_files_that_change_and_vanish(self) -> None:
        for i in range(200):
            self.write(f"f{i}.py", RAISES)
        started = subprocess.Popen([TKSCAN, "--exit-zero", "--output-format", "json", "."], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for i in range(0, 200, 2):
            (self.folder / f"f{i}.py").unlink(missing_ok=True)
            self.write(f"f{i + 1}.py", "x" * i)
        out, _ = started.communicate(timeout=60)
        self.assertIn(started.returncode, (0, 2))   # 2: one was gone before it was read
        self.assertTrue(out.endswith(b"}\n"))

    def test_imports_in_circles(self) -> None:
        for i in range(50):
            self.write(f"m{i}.py", f"from m{(i + 1) % 50} import *\nimport numpy as np\nfrom m{i} import x\n"
                                   f"x = x or np.zeros(3)\n{{np.ones(2): x}}\n")
        self.assertEqual(len(self.found(".")), 50)

    def test_many_files(self) -> None:
        folder = self.folder / "many"
        folder.mkdir()
        for i in range(MANY):
            (folder / f"f{i}.py").write_bytes(b"x=1\n" if i else RAISES.encode())
        start = time.monotonic()
        self.assertEqual(self.found("many"), ["many/f0.py:3:11 TK101"])
        self.assertLess(time.monotonic() - start, 120)

    def test_a_deep_folder(self) -> None:
        path = self.folder
        for _ in range(200):
            path = path / "d"
            path.mkdir()
        (path / "a.py").write_text(RAISES)
        self.assertEqual(len(self.found(".")), 1)


class StabilityTest(CliTest):
    """The same bytes come out whatever the number of threads, the order, the locale, the folder."""

    def setUp(self) -> None:
        super().setUp()
        for i in range(30):
            self.write(f"p{i % 3}/f{i}.py", RAISES * (i % 4 + 1) + "def é(): return {np.ones(2)}\n")
        self.base = self.run_tkscan("--output-format", "json", ".", status=1).stdout

    def test_threads(self) -> None:
        for jobs in ("1", "2", "3", "8", "40"):
            self.assertEqual(self.run_tkscan("-j", jobs, "--output-format", "json", ".").stdout, self.base)

    def test_order(self) -> None:
        for order in (["p0", "p1", "p2"], ["p2", "p0", "p1"], ["p1", ".", "p1/f1.py"]):
            self.assertEqual(self.run_tkscan("--output-format", "json", *order).stdout, self.base)

    def test_locale(self) -> None:
        for locale in ("C", "C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8", "nonsense"):
            done = self.run_tkscan("--output-format", "json", ".", env={"LC_ALL": locale, "LANG": locale})
            self.assertEqual(done.stdout, self.base)

    def test_folder(self) -> None:
        inside = self.run_tkscan("--output-format", "json", ".", cwd=self.folder / "p1").stdout
        self.assertEqual(inside.count('"code"'), self.run_tkscan("--output-format", "json", "p1")
                         .stdout.count('"code"'))
        (self.folder / ".git").mkdir()   # SARIF counts paths from the repository's root
        here = self.run_tkscan("--output-format", "sarif", "p1").stdout
        there = self.run_tkscan("--output-format", "sarif", ".", cwd=self.folder / "p1").stdout
        self.assertEqual(here, there)

    def test_interrupted(self) -> None:
        """A report is written whole or not at all."""
        self.write("out.json", "before")
        big = "import numpy as np\n" + "def f(x): return {np.zeros(3): x}\n" * 4000
        for i in range(20):
            self.write(f"big{i}.py", big)
        started = subprocess.Popen([TKSCAN, "--output-file", "out.json", "--output-format", "json", "."],
                                   cwd=self.folder, stderr=subprocess.DEVNULL)
        time.sleep(0.1)
        started.send_signal(signal.SIGINT)
        started.wait(60)
        text = (self.folder / "out.json").read_text()
        self.assertTrue(text == "before" or text.endswith("}\n"), text[-100:])


if __name__ == "__main__":
    unittest.main()
