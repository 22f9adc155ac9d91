"""Notebooks: findings of their code cells, at places in cells for people and in the file for programs."""

from __future__ import annotations

import json
import random
import re
import unittest
import xml.etree.ElementTree as ElementTree
from typing import Any

from support import RAISES, CliTest, places

STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def notebook(*cells: str | list[str], **more: Any) -> dict[str, Any]:
    """Code cells; a text that starts with "md:" is Markdown."""
    listed = []
    for source in cells:
        lines = source.splitlines(keepends=True) if isinstance(source, str) else source
        if lines and lines[0].startswith("md:"):
            listed.append({"cell_type": "markdown", "metadata": {}, "source": lines})
        else:
            listed.append({"cell_type": "code", "execution_count": None, "metadata": {},
                           "outputs": [{"name": "stdout", "output_type": "stream",
                                        "text": ["d[key]\n"]}], "source": lines})
    return {"cells": listed, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4,
            "nbformat_minor": 5} | more


def raw_slice(file: bytes, region: dict[str, int]) -> str:
    """What a SARIF region of the file holds: its columns are UTF-16 units."""
    lines = file.decode().split("\n")
    part = lines[region["startLine"] - 1:region["endLine"]]
    part[-1] = part[-1].encode("utf-16-le")[:2 * (region["endColumn"] - 1)].decode("utf-16-le")
    part[0] = part[0].encode("utf-16-le")[2 * (region["startColumn"] - 1):].decode("utf-16-le")
    return "\n".join(part)


def decode_slice(text: str) -> str:
    """The text that a stretch of JSON strings stands for; it may start and end inside of strings."""
    return "".join(json.loads(string) for string in STRING.findall(f'"{text}"'))


def flagged(book: dict[str, Any], finding: dict[str, Any]) -> str:
    """The expression at a place in a cell: columns are code points."""
    source = book["cells"][finding["cell"] - 1]["source"]
    text = source if isinstance(source, str) else "".join(source)
    lines = text.split("\n")[finding["line"] - 1:finding["end_line"]]
    lines[-1] = lines[-1][:finding["end_column"] - 1]
    lines[0] = lines[0][finding["column"] - 1:]
    return "\n".join(lines)


class NotebookTest(CliTest):
    def write_notebook(self, path: str, book: dict[str, Any], **style: Any) -> None:
        self.write(path, json.dumps(book, **({"indent": 1, "ensure_ascii": False} | style)) + "\n")

    def sarif(self, *arguments: str) -> list[dict[str, Any]]:
        text = self.run_tkscan("--output-format", "sarif", *arguments).stdout
        return json.loads(text)["runs"][0]["results"]


class TestPlaces(NotebookTest):
    def setUp(self) -> None:
        super().setUp()
        self.book = notebook("md: d[key]", "import numpy as np\n%matplotlib inline\n",
                             "key = np.zeros(3)\nd = {}", "'\u00e9\U0001F600', d[key]\n")
        self.write_notebook("n.ipynb", self.book)

    def test_people_read_cells(self) -> None:
        for name in ["concise", "full"]:
            self.assertIn("n.ipynb:cell 4:1:9: TK101 ",
                          self.run_tkscan("--output-format", name, status=1).stdout)
        self.assertIn("\n  cell 4:1:9  TK101 ",
                      self.run_tkscan("--output-format", "grouped", status=1).stdout)
        finding = self.run_json()["findings"][0]
        self.assertEqual([finding[k] for k in ("cell", "line", "column", "end_line", "end_column")],
                         [4, 1, 9, 1, 12])
        self.assertEqual([finding["related"][0][k] for k in ("cell", "line", "column")], [3, 1, 7])

    def test_full_shows_lines_of_cells(self) -> None:
        text = self.run_tkscan(status=1).stdout
        self.assertIn("  ::: cell 3:1:7\n1 | key = np.zeros(3)\n  |       ^".replace("^", "-"), text)
        self.assertIn("  ::: cell 4:1:9\n1 | '\u00e9\U0001F600', d[key]\n", text)

    def test_programs_read_the_file(self) -> None:
        lines = (self.folder / "n.ipynb").read_text().split("\n")
        line = next(i for i, text in enumerate(lines, 1) if "\u00e9" in text)
        column = lines[line - 1].index("key") + 1
        text = self.run_tkscan("--output-format", "github").stdout
        self.assertIn(f"file=n.ipynb,line={line},col={column},endLine={line},endColumn={column + 3}"
                      "::n.ipynb:cell 4:1:9: TK101", text)
        text = self.run_tkscan("--output-format", "azure").stdout
        self.assertIn(f"linenumber={line};columnnumber={column};", text)
        self.assertIn(f"n.ipynb:{line}: [TK101]",
                      self.run_tkscan("--output-format", "pylint").stdout)
        issue = json.loads(self.run_tkscan("--output-format", "gitlab").stdout)[0]
        self.assertEqual(issue["location"]["positions"]["begin"], {"line": line, "column": column})
        case = ElementTree.fromstring(self.run_tkscan("--output-format", "junit").stdout)[0][0]
        self.assertEqual((case.get("name"), case.get("line")), ("TK101 at cell 4:1:9", str(line)))
        self.assertTrue((case[0].text or "").startswith("cell 4, line 1, column 9: "))
        region = self.sarif()[0]["locations"][0]["physicalLocation"]["region"]
        self.assertEqual(region, {"startLine": line, "startColumn": column + 1, "endLine": line,
                                  "endColumn": column + 4})
        diagnostic = json.loads(self.run_tkscan("--output-format", "rdjson").stdout)["diagnostics"][0]
        start = len(lines[line - 1][:column - 1].encode()) + 1
        self.assertEqual(diagnostic["location"]["range"],
                         {"start": {"line": line, "column": start},
                          "end": {"line": line, "column": start + 3}})

    def test_line_hashes_are_of_the_file(self) -> None:
        hashed = self.sarif()[0]["partialFingerprints"]["primaryLocationLineHash"]
        # Of the hundred characters from the line on: what stands above does not matter.
        text = (self.folder / "n.ipynb").read_text().replace("import numpy", "import  numpy")
        self.write("m.ipynb", text)
        self.assertEqual(self.sarif("m.ipynb")[0]["partialFingerprints"]["primaryLocationLineHash"],
                         hashed)
        self.write("m.ipynb", text.replace("d[key]\\n\"", "d[key] \\n\", \"\""))
        self.assertNotEqual(
            self.sarif("m.ipynb")[0]["partialFingerprints"]["primaryLocationLineHash"], hashed)

    def test_explain(self) -> None:
        text = self.run_tkscan("explain", "n.ipynb:cell 4:1", status=0).stdout
        self.assertIn("key is hashed here (dict-key): TK101", text)
        self.assertIn("made at line 1 of cell 3", text)
        region = self.sarif()[0]["locations"][0]["physicalLocation"]["region"]
        place = f"n.ipynb:{region['startLine']}"
        self.assertEqual(self.run_tkscan("explain", place, status=0).stdout, text)
        self.assertIn("nothing is known", self.run_tkscan("explain", "n.ipynb:cell 9:1").stdout)

    def test_standard_input(self) -> None:
        data = (self.folder / "n.ipynb").read_bytes()
        done = self.run_tkscan("--output-format", "concise", "--stdin-filename", "x/y.ipynb", "-",
                               stdin=data, status=1)
        self.assertIn("x/y.ipynb:cell 4:1:9: TK101", done.stdout)


class TestWhichNotebooks(NotebookTest):
    def test_discovery(self) -> None:
        for path in ["b.ipynb", "a/c.ipynb", "a/.ipynb_checkpoints/c.ipynb", "d.py", "e.ipynbx"]:
            self.write(path)
        self.assertEqual(self.files(), ["a/c.ipynb", "b.ipynb", "d.py"])

    def test_what_is_no_notebook_is_noted(self) -> None:
        for text, why in [("", "this is no notebook"), ("{", "this is no valid JSON"),
                          ('{"worksheets": []}', "notebooks older than format 4 are not read"),
                          ("print(1)", "this is no valid JSON")]:
            with self.subTest(text):
                self.write("n.ipynb", text)
                done = self.run_tkscan(status=0)
                self.assertIn(f"n.ipynb:1:1: note: TK002 skipped: {why}", done.stderr)
                run = json.loads(self.run_tkscan("--output-format", "sarif").stdout)["runs"][0]
                notes = run["invocations"][0]["toolExecutionNotifications"]
                self.assertEqual([note["descriptor"]["id"] for note in notes], ["TK002"])

    def test_large_outputs(self) -> None:
        book = notebook(RAISES)
        book["cells"][0]["outputs"] = [{"data": {"image/png": "A" * 3_000_000}}]
        self.write_notebook("n.ipynb", book)
        self.assertEqual(len(self.run_json()["findings"]), 1)
        done = self.run_tkscan("--max-target-bytes", "1M", status=0)
        self.assertRegex(done.stderr, r"n.ipynb: note: TK002 skipped: the file has \d+ bytes, more "
                                      r"than the limit of \d+; what the cells have printed counts")

    def test_broken_cells(self) -> None:
        self.write_notebook("n.ipynb", notebook("x = (1,\n", RAISES, "y = = 2\n"))
        done = self.run_tkscan("--output-format", "json", status=1)
        report = json.loads(done.stdout)
        self.assertEqual([(f["cell"], f["line"]) for f in report["findings"]], [(2, 3)])
        self.assertEqual([(e["code"], e["cell"], e["line"]) for e in report["errors"]],
                         [("TK001", 1, 1), ("TK001", 3, 1)])
        self.assertIn("n.ipynb:cell 1:1:1: note: TK001 ", done.stderr)
        self.assertIn("n.ipynb:cell 3:1:5: note: TK001 ", done.stderr)
        lines = (self.folder / "n.ipynb").read_text().split("\n")
        run = json.loads(self.run_tkscan("--output-format", "sarif").stdout)["runs"][0]
        notes = run["invocations"][0]["toolExecutionNotifications"]
        regions = [note["locations"][0]["physicalLocation"]["region"] for note in notes]
        self.assertEqual([(lines[r["startLine"] - 1][r["startColumn"] - 1:]) for r in regions],
                         ['x = (1,\\n"', '= 2\\n"'])


class TestComments(NotebookTest):
    def found(self, *cells: str) -> list[str]:
        self.write_notebook("n.ipynb", notebook("import numpy as np\nkey = np.zeros(3)\nd = {}", *cells))
        report = self.run_json("--select", "TK1")
        return [f"cell {f['cell']}:{f['line']}" for f in report["findings"]]

    def test_silenced_in_a_cell(self) -> None:
        self.assertEqual(self.found("d[key]", "d[key]  # tkscan: ignore[TK101] why", "d[key]  # noqa"),
                         ["cell 2:1"])
        self.assertEqual(self.found("# tkscan: ignore\n\nd[key]", "# tkscan: ignore\nd[key]\nd[key]"),
                         ["cell 2:3", "cell 3:3"])

    def test_a_last_comment_does_not_reach_the_next_cell(self) -> None:
        self.assertEqual(self.found("d\n# tkscan: ignore", "d[key]"), ["cell 3:1"])

    def test_ranges_and_files(self) -> None:
        self.assertEqual(self.found("# tkscan: disable[TK1]\nd[key]", "d[key]",
                                    "# tkscan: enable[TK1]\nd[key]"), ["cell 4:2"])
        self.assertEqual(self.found("# tkscan: file-ignore[TK101]", "d[key]"), [])


class TestLaw(NotebookTest):
    """For each finding the slice of the raw file decodes to the flagged expression."""

    PIECES = ["d[key]", "d[ key ]", "d[(key, 1)]", "d[key,\n  2]", "{key}", "{'\u00e9\\u0041': {key}}",
              "d['\U0001F600'], {key: '\t\"'}", "s = '''\n%d\n!x'''; {key}", "if d:\n    !ls 'a\n    {key}",
              "x = !ls 'b\n{key}", "%time {key}\n{key}", "key?", "d.get(\nkey\n)", "pip install a\n{key}",
              "  {key}\n  d[key]", "# {key}", "%%bash\nd[key]", "%%time\nd[key]", "hash(  key  )"]

    def random_cell(self, random: random.Random) -> str | list[str]:
        text = "\n".join(random.choice(self.PIECES[:-5])
                         for _ in range(random.randrange(1, 4)))
        if random.random() < 0.3:
            text = random.choice(self.PIECES[-5:])
        text = text + random.choice(["", "\n", "\n\n"])
        shape = random.randrange(4)
        if shape == 0:
            return [text]
        if shape == 1:  # cut anywhere, as nobody writes it
            cuts = sorted(random.sample(range(len(text) + 1), min(3, len(text))))
            return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)])]
        return text.replace("\n", "\r\n") if shape == 2 and "'''" not in text else text

    def check(self, path: str, book: dict[str, Any]) -> int:
        file = (self.folder / path).read_bytes().removeprefix(b"\xef\xbb\xbf")
        findings = self.run_json(path)["findings"]
        results = self.sarif(path)
        self.assertEqual([f["code"] for f in findings], [r["ruleId"] for r in results])
        for finding, result in zip(findings, results):
            region = result["locations"][0]["physicalLocation"]["region"]
            expected = flagged(book, finding)
            self.assertEqual(decode_slice(raw_slice(file, region)), expected)
            self.assertIn("key", expected)
        return len(findings)

    def test_generated_notebooks(self) -> None:
        seeded = random.Random(9)
        found = 0
        for i in range(60):
            cells = [self.random_cell(seeded) for _ in range(seeded.randrange(1, 8))]
            book = notebook("import numpy as np\nkey = np.zeros(3)\nd = {}\n", *cells)
            for cell in book["cells"]:
                if seeded.random() < 0.2:
                    cell["source"] = "".join(cell["source"])
            self.write_notebook("n.ipynb", book, indent=seeded.choice([None, 1, 4, "\t"]),
                                ensure_ascii=seeded.random() < 0.5)
            if seeded.random() < 0.2:
                self.write("n.ipynb", b"\xef\xbb\xbf" + (self.folder / "n.ipynb").read_bytes())
            with self.subTest(i):
                found += self.check("n.ipynb", book)
        self.assertGreater(found, 300)

    def test_a_notebook_has_what_a_script_has(self) -> None:
        """Cells joined into a script give the same findings on the same lines of code."""
        cells = ["import numpy as np\nkey = np.zeros(3)\n", "d = {}\nd[key]\n",
                 "def f(x):\n    return d[x]\nf(key)\n", "for i in range(3):\n    {key}\n"]
        self.write_notebook("n.ipynb", notebook(*cells))
        self.write("n.py", "".join(cells))
        starts = [sum(cell.count("\n") for cell in cells[:i]) for i in range(len(cells))]
        script = self.run_json("n.py")
        book = self.run_json("n.ipynb")
        moved = [f"n.py:{starts[f['cell'] - 1] + f['line']}:{f['column']} {f['code']}"
                 for f in book["findings"]]
        self.assertEqual(moved, places(script))
        self.assertGreater(len(moved), 2)


def without_sources(book: dict[str, Any]) -> dict[str, Any]:
    return book | {"cells": [cell | {"source": None} for cell in book["cells"]]}


def sources(book: dict[str, Any]) -> list[str]:
    return ["".join(cell["source"]) for cell in book["cells"]]


class TestFixes(NotebookTest):
    """A fix changes text inside the strings of cells, and nothing else."""

    CELLS = ["import numpy as np\nkey = np.zeros(3)  # \u00e9\nd = {}", "%%time\nd[key] = 1\n",
             "files = !ls 'a\nd[key] = \"x\\n\"\nprint(d[key])"]

    def fix(self, book: dict[str, Any], *arguments: str, **style: Any) -> tuple[str, str]:
        """The file before and after."""
        self.write_notebook("n.ipynb", book, **style)
        before = (self.folder / "n.ipynb").read_text()
        self.run_tkscan("--fix", "--unsafe-fixes", "--exit-zero", *arguments, status=0)
        return before, (self.folder / "n.ipynb").read_text()

    def test_only_the_strings_of_cells_change(self) -> None:
        for style in [{"indent": 1}, {"indent": None}, {"indent": "\t", "ensure_ascii": True}]:
            with self.subTest(style):
                before, after = self.fix(notebook(*self.CELLS), **style)
                old, new = json.loads(before), json.loads(after)
                self.assertEqual(without_sources(new), without_sources(old))
                self.assertEqual(sources(new), [source.replace("d[key]", "d[tuple(key.tolist())]")
                                                for source in sources(old)])
                # The way it is written stays: what is not fixed is the same byte for byte.
                self.assertEqual(after.replace("d[tuple(key.tolist())]", "d[key]"), before)
                self.assertEqual(self.run_json()["findings"], [])

    def test_imports(self) -> None:
        """A line that is put in stands where a line can stand, and is a string of its own."""
        first, rest = "import numpy as np\n", "key = np.zeros((3, 4))\nd = {}\nd[key]"
        for cells, expected in [([first + "x = 1", rest], first + "import hashlib\nx = 1"),
                                ([first.strip(), rest], first + "import hashlib"),
                                ([first, rest], first + "import hashlib"),
                                (["%%time\nx = 1", first + rest], "%%time\nimport hashlib\nx = 1")]:
            for joined in (False, True):
                with self.subTest(f"{cells} {joined}"):
                    book = notebook(*cells)
                    if joined:
                        book["cells"][0]["source"] = "".join(book["cells"][0]["source"])
                    _, after = self.fix(book, "--key-style", "sha256")
                    new = json.loads(after)
                    self.assertIn("d[hashlib.sha256(", sources(new)[1])
                    self.assertEqual(sources(new)[0], expected)
                    source = new["cells"][0]["source"]
                    self.assertEqual(isinstance(source, str), joined)
                    if not joined:
                        self.assertEqual(source, expected.splitlines(keepends=True))

    def test_reports_say_what_the_file_gets(self) -> None:
        """The edits of SARIF and JSON, made by hand, give what --fix gives."""
        self.write_notebook("n.ipynb", notebook(*self.CELLS))
        text = (self.folder / "n.ipynb").read_text()
        replacements = {}
        for result in self.sarif():
            change = result["fixes"][0]["artifactChanges"][0]
            for replacement in change["replacements"]:
                region = replacement["deletedRegion"]
                place = (region["startLine"], region["startColumn"], region["endColumn"])
                replacements[place] = replacement["insertedContent"]["text"]
        book = json.loads(text)
        lines = text.split("\n")
        for (line, start, end), inserted in sorted(replacements.items(), reverse=True):
            whole = lines[line - 1]
            lines[line - 1] = whole[:start - 1] + inserted + whole[end - 1:]
        for finding in reversed(self.run_json()["findings"]):
            for edit in finding["fixes"][0]["edits"]:
                self.assertIn(edit["cell"], (2, 3))
        _, after = self.fix(book)
        self.assertEqual("\n".join(lines), after)

    def test_generated_notebooks(self) -> None:
        seeded = random.Random(4)
        law = TestLaw()
        fixed = 0
        for i in range(25):
            cells = [law.random_cell(seeded) for _ in range(seeded.randrange(1, 6))]
            book = notebook("import numpy as np\nkey = np.zeros(3)\nd = {}\n", *cells)
            style = {"indent": seeded.choice([None, 1, 2]), "ensure_ascii": seeded.random() < 0.5}
            with self.subTest(i):
                before, after = self.fix(book, "--key-style", seeded.choice(["tuple", "sha256"]), **style)
                old, new = json.loads(before), json.loads(after)
                self.assertEqual(without_sources(new), without_sources(old))
                fixed += sources(old) != sources(new)
                kept = [source for source in sources(old) if "key" not in source]
                self.assertEqual([source for source in sources(new) if source in kept], kept)
                self.assertEqual(before.isascii(), after.isascii())
        self.assertGreater(fixed, 5)


if __name__ == "__main__":
    unittest.main()
