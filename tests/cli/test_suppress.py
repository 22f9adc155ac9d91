"""Comments that silence findings: which count, which are of no use, how they get into files."""

from __future__ import annotations

import json
import random
import subprocess
import unittest

import python_tools
from support import CliTest

HEAD = "import numpy as np\nkey = np.zeros(3)\nd = {}\n"


class SuppressTest(CliTest):
    def codes(self, text: str | bytes, *arguments: str) -> list[str]:
        """What is found, as "line:column code"."""
        self.write("a.py", text)
        report = self.run_json("a.py", *arguments)
        return [f"{f['line']}:{f['column']} {f['code']}" for f in report["findings"]]


class TestNoqaMatrix(SuppressTest):
    # The line, what is left of the TK101 in it, and where TK900 is reported.
    MATRIX = [
        ("d[key] = 1  # noqa", False, None),
        ("d[key] = 1  #noqa", False, None),
        ("d[key] = 1  # NoQA", False, None),
        ("d[key] = 1  # noqa : TK101", False, None),
        ("d[key] = 1  # noqa: TK101", False, None),
        ("d[key] = 1  # noqa:TK101,E501", False, None),
        ("d[key] = 1  # noqa: E501 TK101", False, None),
        ("d[key] = 1  # noqa: tk101", False, None),
        ("d[key] = 1  # noqa: TK1", False, None),
        ("d[key] = 1  # noqa: E501", True, None),
        ("d[key] = 1  # noqa: E501, TK203", True, 27),
        ("d[key] = 1  # noqa: TK101, TK203", False, 28),
        ("d[key] = 1  # type: ignore # noqa: TK101", False, None),
        ("d[key] = 1  # noqa because of reasons", False, None),
        ("d[key] = 1  # noqais", True, None),
        ("d['key'] = 1  # noqa", None, None),
        ("d['key'] = 1  # noqa: E501", None, None),
        ("d['key'] = 1  # noqa: TK101", None, 15),
        ("d['key'] = 1  # noqa: TK999", None, None),
        ("d[key] = 1  # tkscan: ignore", False, None),
        ("d[key] = 1  # tkscan:ignore[TK101]", False, None),
        ("d[key] = 1  # tkscan: ignore[TK101] see #12", False, None),
        ("d[key] = 1  # tkscan: ignore[TK2]", True, 13),
        ("d[key] = 1  # tkscan: ignore[TK2, TK900]", True, None),
        ("d['key'] = 1  # tkscan: ignore", None, 15),
        ("d['key'] = 1  # tkscan: ignore[XY1]", None, 15),
        ("d[key] = '# noqa'", True, None),
        ("d[key] = '''\n# noqa\n'''", True, None),
        ("d[key] = '''\n'''  # noqa", False, None),
        ("d[key] = f'''\n{1}\n'''  # noqa: TK101", False, None),
        ("d[key] = 1 + \\\n    2  # noqa: TK101", False, None),
        ("d[\n    key\n] = 1  # noqa: TK101", True, 8),
        ("d[\n    key  # noqa: TK101\n] = 1", False, None),
    ]

    def test_each_line(self) -> None:
        for line, left, unused in self.MATRIX:
            for ending in ["\n", "\r\n"]:
                text = (HEAD + line + "\n").replace("\n", ending)
                found = [place.split() for place in self.codes(text.encode())]
                with self.subTest(line):
                    self.assertEqual("TK101" in [code for _, code in found], bool(left))
                    columns = [int(place.split(":")[1]) for place, code in found if code == "TK900"]
                    self.assertEqual(columns, [unused] if unused else [])

    def test_files_and_ranges(self) -> None:
        for before, after, left in [
                ("# flake8: noqa\n", "", 0), ("# flake8: noqa: TK101\n", "", 0),
                ("# flake8: noqa: E501\n", "", 2), ("# tkscan: file-ignore[TK1]\n", "", 0),
                ("# tkscan: file-ignore\n", "", 0), ("", "# tkscan: file-ignore[TK101]\n", 0),
                ("# tkscan: disable[TK101]\n", "# tkscan: enable[TK101]\n", 0),
                ("# tkscan: disable[TK101]\n# tkscan: enable[TK101]\n", "", 3),
                ("# tkscan: disable[TK101]\n# tkscan: enable[TK2]\n", "", 0),
                ("# tkscan: disable[TK1, TK2]\n# tkscan: enable[TK1]\n", "", 3)]:
            with self.subTest(before + after):
                text = HEAD + before + "d[key] = 1\nd[key] = 2\n" + after
                self.assertEqual(len(self.codes(text)), left, self.codes(text))


class TestUnused(SuppressTest):
    def test_not_reported_when_it_cannot_be_known(self) -> None:
        text = "d[key] = 1  # tkscan: ignore[TK101]\n"
        self.assertEqual(self.codes(HEAD + text, "--select", "TK9"), [])
        self.assertEqual(self.codes(HEAD + text, "--ignore", "TK101"), [])
        possible = ("import numpy as np\nd = {}\ndef f(c):\n    key = np.zeros(3) if c else 1\n"
                    "    d[key] = 1  # tkscan: ignore[TK101]\n")
        self.assertEqual(self.codes(possible), [])
        self.assertEqual(self.codes(possible.split("  #")[0] + "\n", "--pedantic"), ["5:7 TK101"])
        broken = HEAD + "d['x'] = 1  # tkscan: ignore[TK101]\ndef f(:\n    pass\n"
        self.assertEqual(self.codes(broken), [])
        self.assertEqual(self.codes(HEAD + "x = 1  # tkscan: ignore\n", "--ignore", "TK900"), [])

    def test_fix_removes_it_and_nothing_else(self) -> None:
        chance = random.Random(12)
        comments = ["", "  # tkscan: ignore[TK101]", "  # tkscan: ignore[TK101, TK203] why #3",
                    "  # tkscan: ignore", "  # noqa", "  # noqa: E501, TK101", "  # noqa: E501",
                    "  # noqa:TK203", "  # type: ignore  # tkscan: ignore[TK2]",
                    "  # tkscan: ignore[TK2] # type: ignore", "  # about\ttkscan: ignore[TK101]"]
        alone = ["# tkscan: ignore[TK101]\n", "# tkscan: disable[TK2]\n", "    # tkscan: ignore\n",
                 "# tkscan: enable\n", "# just words\n"]
        for _ in range(30):
            text = HEAD
            for _ in range(6):
                text += chance.choice([""] * 3 + alone) if chance.random() < 0.5 else ""
                text += chance.choice(["d[key] = 1", "d['\u00e9'] = 1"]) + chance.choice(comments)
                text += "\n"
            ending = chance.choice(["\n", "\r\n"])
            data = (chance.choice(["", "\ufeff"]) + text.replace("\n", ending)).encode()
            before = self.codes(data, "--ignore", "TK9")
            self.run_tkscan("--select", "TK900", "--fix", "a.py", status=0)
            after = (self.folder / "a.py").read_bytes()
            self.assertEqual([place.split()[1] for place in self.codes(after)],
                             ["TK101"] * len(before), after.decode())
            self.assertEqual(before == [], self.codes(after) == [])
            code = [line.split("#")[0].rstrip() for line in data.decode().splitlines()]
            left = [line.split("#")[0].rstrip() for line in after.decode().splitlines()]
            self.assertEqual([line for line in left if line], [line for line in code if line])
            for word in ["E501", "type: ignore", "# about", "just words"]:
                self.assertEqual(after.count(word.encode()), data.count(word.encode()))

    def test_files_without_arrays(self) -> None:
        self.assertEqual(self.codes("x = {}  # tkscan: ignore[TK101]\n"), ["1:9 TK900"])

    def test_report_suppressed(self) -> None:
        self.write("a.py", HEAD + "d[key] = 1  # tkscan: ignore[TK101] -- known, see #7\n"
                   "d[key] = 2  # noqa\nd[key] = 3\n")
        report = self.run_json("--report-suppressed", status=1)
        self.assertEqual([f["line"] for f in report["findings"]], [6])
        self.assertEqual([f["line"] for f in report["suppressed"]], [4, 5])
        run = json.loads(self.run_tkscan("--report-suppressed", "--output-format", "sarif").stdout)
        results = run["runs"][0]["results"]
        self.assertEqual([result.get("suppressions") for result in results], [
            None,
            [{"kind": "inSource", "status": "accepted", "justification": "known, see #7"}],
            [{"kind": "inSource", "status": "accepted"}]])
        self.assertNotIn("suppressed", self.run_json())


class TestAddIgnore(SuppressTest):
    def add(self, text: bytes) -> bytes:
        path = self.write("a.py", text)
        path.chmod(0o750)
        done = self.run_tkscan("--add-ignore", "a.py", status=0)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"Added \d+ comments? in \d files?\.\n$")
        self.assertEqual(path.stat().st_mode & 0o777, 0o750)
        return path.read_bytes()

    def test_lines(self) -> None:
        for line, expected in [
                ("d[key] = 1", "d[key] = 1  # tkscan: ignore[TK101]"),
                ("d[key] = 1  # why", "d[key] = 1  # why  # tkscan: ignore[TK101]"),
                ("d[key] = 1  # tkscan: ignore[TK2] x", "d[key] = 1  # tkscan: ignore[TK2, TK101] x"),
                ("d[key] = d[key] = 1", "d[key] = d[key] = 1  # tkscan: ignore[TK101]"),
                ("d[key] = '''\n'''", "d[key] = '''\n'''  # tkscan: ignore[TK101]"),
                ("d[key] = 1 + \\\n  2", "d[key] = 1 + \\\n  2  # tkscan: ignore[TK101]"),
                ("d[\n  key\n] = 1", "d[\n  key  # tkscan: ignore[TK101]\n] = 1")]:
            for start, ending, end in [("", "\n", "\n"), ("\ufeff", "\r\n", ""), ("", "\n", "")]:
                text = (start + HEAD + line + end).replace("\n", ending)
                wanted = (start + HEAD + expected + end).replace("\n", ending)
                self.assertEqual(self.add(text.encode()), wanted.encode())

    def test_nothing_is_found_afterwards_and_nothing_else_changes(self) -> None:
        chance = random.Random(9)
        parts = ["d[key] = 1", "x = 1  # note", "s = {key}  # noqa: E501", "d[key] = '''\n# x\n'''",
                 "d['\u00e9\U0001F600'] = d[key]  # \u00e9", "if d:\n    d[key] = d[key]",
                 "d[key] = 1  # tkscan: ignore[TK3]", "e = {key: 1,\n     key: {key}}", "f(\n d[key])"]
        for _ in range(40):
            text = HEAD + "".join(part + "\n" for part in chance.choices(parts, k=12))
            ending = chance.choice(["\n", "\r\n"])
            after = self.add(text.replace("\n", ending).encode()).decode()
            self.assertEqual(self.codes(after.encode(), "--ignore", "TK900"), [])
            again = self.add(after.encode()).decode()
            self.assertEqual(after, again)
            stripped = after.replace("  # tkscan: ignore[TK101]", "").replace(
                "  # tkscan: ignore[TK102]", "").replace("  # tkscan: ignore[TK101, TK102]", "")
            for code in [", TK101", ", TK102"]:
                stripped = stripped.replace(code, "")
            self.assertEqual(stripped, text.replace("\n", ending))

    def test_what_is_left_alone(self) -> None:
        for text in [b"# coding: latin-1\n# \xe9\n" + HEAD.encode() + b"d[key] = 1\n",
                     HEAD.encode() + b"d[key] = 1\rx = 1\n"]:
            path = self.write("a.py", text)
            done = self.run_tkscan("--add-ignore", status=0)
            self.assertIn("a.py: note: no comments were added: it is not UTF-8", done.stderr)
            self.assertEqual(path.read_bytes(), text)


class TestRuff(SuppressTest):
    """The real ruff leaves our comments alone when it is told of them."""

    TEXT = HEAD + "d[key] = 1  # noqa: TK101\nd[key] = 2  # tkscan: ignore[TK101]\n"

    def ruff(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([str(python_tools.program("ruff")), "check", "--no-cache", "--isolated",
                               "--select", "RUF100,RUF102", *arguments, "a.py"], cwd=self.folder,
                              capture_output=True, text=True)

    def test_with_and_without_external(self) -> None:
        path = self.write("a.py", self.TEXT)
        self.assertEqual(self.codes(self.TEXT), [])
        self.assertIn("TK101", self.ruff().stdout)  # it would remove the code
        told = self.ruff("--config", "lint.external=['TK']", "--fix")
        self.assertEqual((told.returncode, path.read_text()), (0, self.TEXT), told.stdout)
        self.ruff("--fix")
        self.assertEqual(path.read_text(), self.TEXT.replace("  # noqa: TK101", ""))


class TestFlake8(SuppressTest):
    """The real flake8 reads a noqa as we do, but for what ruff reads otherwise too."""

    OTHERWISE = {"d[key] = 1  #noqa", "d[key] = 1  # noqa: tk101", "d[key] = 1  # noqais",
                 "d[key] = '# noqa'", "d[key] = '''\n# noqa\n'''"}

    def test_same_lines(self) -> None:
        flake8 = [str(python_tools.program("flake8")), "--isolated", "--select", "E225", "b.py"]
        for line, left, _ in TestNoqaMatrix.MATRIX:
            if "tkscan" in line or left is None or not line.startswith("d[key] = "):
                continue
            # Where we find a key, flake8 finds an operator without a space before it.
            theirs = line.replace("TK101", "E225").replace("tk101", "e225").replace("TK1", "E2")
            self.write("b.py", HEAD + theirs.replace("d[key] =", "d[key]=") + "\n")
            found = subprocess.run(flake8, cwd=self.folder, capture_output=True, text=True).stdout
            with self.subTest(line):
                self.assertEqual("E225" in found, left != (line in self.OTHERWISE), found)


if __name__ == "__main__":
    unittest.main()
