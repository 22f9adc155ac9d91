"""Every format lists the same findings at the same places, each in its own units."""

from __future__ import annotations

import json
import random
import re
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree
from typing import Iterable
from urllib.parse import unquote

from support import RAISES, CliTest

# What stands before the key on its line, and the column of the key in code points, UTF-16 units, bytes.
LINES = {"": (3, 3, 3), "    ": (7, 7, 7), "\t": (4, 4, 4), "'\u00e9', ": (8, 8, 9),
         "'\u65e5\u672c', ": (9, 9, 13), "'\U0001F600', ": (8, 9, 11),
         "'e\u0301' or ": (11, 11, 12)}


class TestFormats(CliTest):
    def setUp(self) -> None:
        super().setUp()
        self.expected: list[tuple[str, int, tuple[int, int, int]]] = []
        for name, ending, mark in [("a.py", "\n", ""), ("pkg/b c.py", "\r\n", "\ufeff"),
                                   ("pkg/\u00e9%,:.py", "\n", "")]:
            text = "import numpy as np\nkey = np.zeros(3)\nd = {}\n"
            for before, columns in LINES.items():
                text += "if d:\n    pass\n" if not before.strip() else ""
                text += f"if d:\n{before}d[key]\n" if before.isspace() else f"{before}d[key]\n"
                self.expected.append((name, text.count("\n"), columns))
            self.write(name, (mark + text.replace("\n", ending)).encode())
        self.write("z_clean.py", "import numpy as np\n")

    def report(self, name: str) -> str:
        return self.run_tkscan("--output-format", name, status=1).stdout

    def check(self, found: Iterable[tuple[str, ...]], unit: int | None) -> None:
        """`found` is (path, line[, column]) as text; unit 0 code points, 1 UTF-16, 2 bytes."""
        expected = [(path, str(line)) + (() if unit is None else (str(columns[unit]),))
                    for path, line, columns in self.expected]
        self.assertEqual([tuple(map(str, place)) for place in found], expected)

    def test_text(self) -> None:
        self.check(re.findall(r"(?m)^(.*):(\d+):(\d+): TK101 ", self.report("concise")), 0)
        self.check(re.findall(r"(?m)^(.*):(\d+):(\d+): TK101 ", self.report("full")), 0)
        self.check(re.findall(r"(?m)^(.*):(\d+): \[TK101\] ", self.report("pylint")), None)
        places, path = [], ""
        for line in self.report("grouped").splitlines():
            if line.endswith(":"):
                path = line[:-1]
            elif found := re.match(r" +(\d+):(\d+) +TK101 ", line):
                places.append((path, *found.groups()))
        self.check(places, 0)

    def test_json(self) -> None:
        report = json.loads(self.report("json"))
        self.assertEqual(report["files"], 4)
        self.check([(f["path"], f["line"], f["column"]) for f in report["findings"]], 0)
        lines = [json.loads(line) for line in self.report("json-lines").splitlines()]
        self.assertEqual(lines, report["findings"])
        for finding in lines:
            self.assertEqual(finding["end_column"], finding["column"] + 3)

    def test_sarif(self) -> None:
        run = json.loads(self.report("sarif"))["runs"][0]
        places = []
        for result in run["results"]:
            physical = result["locations"][0]["physicalLocation"]
            region = physical["region"]
            uri = physical["artifactLocation"]["uri"]
            self.assertEqual(region["endColumn"], region["startColumn"] + 3)
            places.append((uri, region["startLine"], region["startColumn"]))
        names = {"a.py": "a.py", "pkg/b%20c.py": "pkg/b c.py",
                 "pkg/%C3%A9%25,%3A.py": "pkg/\u00e9%,:.py"}
        self.check([(names[uri], *rest) for uri, *rest in places], 1)

    def test_continuous_integration(self) -> None:
        places = re.findall(r"(?m)^::error title=tkscan \(TK101\),file=(.*?),line=(\d+),col=(\d+),",
                            self.report("github"))
        self.check([(path.replace("%2C", ",").replace("%3A", ":").replace("%25", "%"), *rest)
                    for path, *rest in places], 0)
        places = re.findall(r"(?m)^##vso\[task\.logissue type=error;sourcepath=(.*?);"
                            r"linenumber=(\d+);columnnumber=(\d+);code=TK101;\]",
                            self.report("azure"))
        self.check([(path.replace("%AZP25", "%"), *rest) for path, *rest in places], 0)
        issues = json.loads(self.report("gitlab"))
        self.check([(issue["location"]["path"], issue["location"]["positions"]["begin"]["line"],
                     issue["location"]["positions"]["begin"]["column"]) for issue in issues], 0)
        self.assertEqual(len({issue["fingerprint"] for issue in issues}), len(issues))

    def test_rdjson(self) -> None:
        diagnostics = json.loads(self.report("rdjson"))["diagnostics"]
        places = []
        for diagnostic in diagnostics:
            location = diagnostic["location"]
            start = location["range"]["start"]
            places.append((location["path"], start["line"], start["column"]))
            lines = (self.folder / location["path"]).read_bytes().splitlines()
            line = lines[start["line"] - 1]
            end = location["range"]["end"]["column"]
            self.assertEqual(line[start["column"] - 1:end - 1], b"key")
        self.check(places, 2)

    def test_junit(self) -> None:
        suites = ElementTree.fromstring(self.report("junit"))
        self.assertEqual(suites.get("tests"), str(len(self.expected) + 1))
        self.assertEqual(suites.get("failures"), str(len(self.expected)))
        places = []
        for case in suites.iter("testcase"):
            failure = case.find("failure")
            if failure is not None:
                found = re.match(r"line (\d+), column (\d+): ", failure.text or "")
                assert found
                places.append((case.get("file") or "", *found.groups()))
        self.check(places, 0)

    def test_environment_chooses_the_format(self) -> None:
        done = self.run_tkscan(env={"TKSCAN_OUTPUT_FORMAT": "json"}, status=1)
        self.assertEqual(len(json.loads(done.stdout)["findings"]), len(self.expected))
        done = self.run_tkscan("--output-format", "pylint", env={"TKSCAN_OUTPUT_FORMAT": "json"})
        self.assertIn("[TK101]", done.stdout)


class TestGeneratedProjects(CliTest):
    """In random projects every format lists what json lists, and its columns mean the same place."""

    PIECES = ["\t", "    ", "'\u00e9'", "'\U0001F600'", "'\u65e5\u672c'", "'e\u0301'", "1", "'\t'",
              "'\u200d\U0001F468'", "'\ufeff'", "'\u2028'", "'\x0b'"]

    def project(self, chance: random.Random) -> None:
        for i in range(chance.randrange(1, 5)):
            lines = ["import numpy as np", "key = np.zeros(3)", "d = {}"]
            for _ in range(chance.randrange(8)):
                before = ", ".join(piece for piece in chance.choices(self.PIECES, k=3)
                                   if piece.strip())
                inner = chance.choice(["key", "d[key]", f"({chance.choice(self.PIECES)}, key)[1]"])
                lines.append(f"if d:\n{chance.choice(self.PIECES[:2])}"
                             + (f"{before}, " if before else "") + f"d[{inner}]")
            text = "\n".join(lines) + chance.choice(["", "\n"])
            name = chance.choice(["m", "a b", "\u00e9", "\u65e5", "x%41", "c,d"])
            ending = chance.choice(["\n", "\r\n"])
            mark = chance.choice(["", "\ufeff"])
            self.write(f"p{i}/{name}{i}.py", (mark + text.replace("\n", ending)).encode())

    def line(self, path: str, number: int) -> str:
        data = (self.folder / path).read_bytes().removeprefix(b"\xef\xbb\xbf")
        return re.split("\r\n|\n", data.decode())[number - 1]

    def in_code_points(self, path: str, line: int, column: int, unit: str) -> int:
        encoded = self.line(path, line).encode({"bytes": "utf-8", "utf-16": "utf-16-le"}[unit])
        width = 1 if unit == "bytes" else 2
        before = encoded[:(column - 1) * width]
        return len(before.decode("utf-8" if unit == "bytes" else "utf-16-le")) + 1

    def places(self, name: str) -> list[tuple[str, int, int]]:
        text = self.run_tkscan("--output-format", name).stdout
        if name == "sarif":
            found = []
            for result in json.loads(text)["runs"][0]["results"]:
                physical = result["locations"][0]["physicalLocation"]
                path = unquote(physical["artifactLocation"]["uri"])
                start = physical["region"]
                line, column = start["startLine"], start["startColumn"]
                found.append((path, line, self.in_code_points(path, line, column, "utf-16")))
            return found
        if name == "rdjson":
            found = []
            for diagnostic in json.loads(text)["diagnostics"]:
                path, start = diagnostic["location"]["path"], diagnostic["location"]["range"]["start"]
                column = self.in_code_points(path, start["line"], start["column"], "bytes")
                found.append((path, start["line"], column))
            return found
        if name == "gitlab":
            return [(issue["location"]["path"], *issue["location"]["positions"]["begin"].values())
                    for issue in json.loads(text)]
        if name == "junit":
            return [(case.get("file") or "", *map(int, re.findall(
                        r"^line (\d+), column (\d+): ", case.find("failure").text)[0]))
                    for case in ElementTree.fromstring(text).iter("testcase")
                    if case.find("failure") is not None]
        patterns = {"concise": r"(?m)^(.*?):(\d+):(\d+): TK", "full": r"(?m)^(.*?):(\d+):(\d+): TK",
                    "github": r"(?m)^::\w+ title=.*?,file=(.*?),line=(\d+),col=(\d+),",
                    "azure": r"(?m)sourcepath=(.*?);linenumber=(\d+);columnnumber=(\d+);"}
        return [(path.replace("%AZP25", "%").replace("%2C", ",").replace("%25", "%"), int(line),
                 int(column)) for path, line, column in re.findall(patterns[name], text)]

    def test_all_formats(self) -> None:
        chance = random.Random(77)
        total = 0
        for _ in range(12):
            subprocess.run(["find", ".", "-mindepth", "1", "-delete"], cwd=self.folder, check=True)
            self.project(chance)
            report = self.run_json()
            expected = [(f["path"], f["line"], f["column"]) for f in report["findings"]]
            total += len(expected)
            for finding in report["findings"]:
                line = self.line(finding["path"], finding["line"])
                marked = line[finding["column"] - 1:finding["end_column"] - 1]
                self.assertRegex(marked, r"^(key|d\[key\]|\(.*, key\)\[1\])$")
            for name in ["concise", "full", "sarif", "github", "azure", "gitlab", "rdjson", "junit"]:
                with self.subTest(name):
                    self.assertEqual(self.places(name), expected)
        self.assertGreater(total, 60)


class TestHostileNames(CliTest):
    def test_nothing_reaches_the_terminal(self) -> None:
        self.write("a\033[31m\n.py", RAISES.replace("{}", "{'\x1b[2J\u202e': 1}"))
        for name in ["full", "concise", "grouped", "pylint", "github", "azure", "json", "sarif",
                     "gitlab", "rdjson", "junit"]:
            with self.subTest(name):
                text = self.run_tkscan("--output-format", name, status=1).stdout
                self.assertNotIn("\033", text)
                self.assertIsNone(re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text))

    def test_names_that_are_no_utf8(self) -> None:
        name = b"a\xff.py"
        (self.folder / "ok.py").write_text(RAISES)
        with open(bytes(self.folder) + b"/" + name, "w") as file:
            file.write(RAISES)
        report = self.run_json(status=1)
        self.assertEqual([f["path"] for f in report["findings"]], ["a\ufffd.py", "ok.py"])
        run = json.loads(self.run_tkscan("--output-format", "sarif", status=1).stdout)["runs"][0]
        self.assertEqual(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"],
                         {"uri": "a%FF.py"})


if __name__ == "__main__":
    unittest.main()
