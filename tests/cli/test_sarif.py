"""SARIF reports: the schema, multitool's rules, what neither of them catches, GitHub's line hashes."""

from __future__ import annotations

import json
import os
import random
import re
import unittest
from pathlib import Path
from typing import Any

import sarif_tools
from support import RAISES, ROOT, CliTest

LONG = os.environ.get("TKSCAN_LONG_TESTS") == "1"
WINDOW, FACTOR, WORD = 100, 37, (1 << 64) - 1


def setUpModule() -> None:
    sarif_tools.install()


def line_hashes(data: bytes) -> dict[int, str]:
    """GitHub's primaryLocationLineHash of every line, written from its description."""
    text = data.decode("utf-8", "replace").encode("utf-16-le", "surrogatepass")
    units = [int.from_bytes(text[i:i + 2], "little") for i in range(0, len(text), 2)]
    kept: list[tuple[int, int | None]] = []  # unit, and the line it is the first of
    line, starts, after_return = 1, True, False
    for unit in units + [65535]:
        if unit in (32, 9) or (unit == 10 and after_return):
            after_return = False
            continue
        after_return = unit == 13
        unit = 10 if unit == 13 else unit
        kept.append((unit, line if starts else None))
        starts = unit == 10
        line += starts
    values = [unit for unit, _ in kept] + [0] * WINDOW
    seen: dict[int, int] = {}
    result = {}
    for i, (_, first_of) in enumerate(kept):
        if first_of is None:
            continue
        value = 0
        for unit in values[i:i + WINDOW]:
            value = (value * FACTOR + unit) & WORD
        seen[value] = seen.get(value, 0) + 1
        result[first_of] = f"{value:x}:{seen[value]}"
    return result


class TestSarif(CliTest):
    def sarif(self, *arguments: str, status: int | None = None, cwd: Path | None = None,
              rules: bool = True, every: int = 1) -> dict[str, Any]:
        """The report's run, after everything that can be said of any report was checked; `rules`:
        with multitool as well, which takes 10 ms and 500 kB of memory for each result: of large
        reports `every` so many results."""
        report = self.folder / "report.sarif"
        self.run_tkscan("--output-format", "sarif", "-o", str(report), *arguments, status=status,
                        cwd=cwd)
        self.assertEqual(sarif_tools.schema_errors(report), "")
        text = report.read_text()
        if rules:
            if every > 1:
                part = json.loads(text)
                part["runs"][0]["results"] = part["runs"][0]["results"][::every]
                report = self.write("part.sarif", json.dumps(part, separators=(",", ":")))
            self.assertEqual(sarif_tools.rule_errors(report, self.folder), [])
        self.assertEqual(text, json.dumps(json.loads(text), separators=(",", ":"),
                                          ensure_ascii=False) + "\n", "not compact")
        runs = json.loads(text)["runs"]
        self.assertEqual(len(runs), 1)
        self.check_run(runs[0])
        return runs[0]

    def check_run(self, run: dict[str, Any]) -> None:
        self.assertEqual(run["columnKind"], "utf16CodeUnits")
        self.assertEqual(run["automationDetails"]["id"][-1], "/")
        self.assertIs(run["invocations"][0]["executionSuccessful"], True)
        driver = run["tool"]["driver"]
        self.assertEqual(driver["name"], "tkscan")
        for rule in driver["rules"] + driver["notifications"]:
            self.assertTrue(rule["help"]["text"] and rule["help"]["markdown"], rule["id"])
            self.assertRegex(rule["name"], r"^([A-Z][a-z0-9]*)+$")
            for text in [rule["shortDescription"]["text"], rule["fullDescription"]["text"]]:
                self.assertRegex(text, r"(?s)^.{1,1023}\.$")
            self.assertLessEqual(len(rule["properties"]["tags"]), 10)
            self.assertIn(rule["properties"]["precision"], ["very-high", "high", "medium", "low"])
            self.assertIn(rule["properties"]["problem.severity"],
                          ["error", "warning", "recommendation"])
            self.assertNotIn("security-severity", rule["properties"])
        for result in run["results"]:
            self.check_result(result, driver["rules"])

    def check_result(self, result: dict[str, Any], rules: list[dict[str, Any]]) -> None:
        self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
        self.assertEqual(len(result["locations"]), 1)
        physical = result["locations"][0]["physicalLocation"]
        self.assertNotRegex(physical["artifactLocation"]["uri"], r"^(/|\./|file:)")
        self.assertEqual(sorted(physical["region"]),
                         ["endColumn", "endLine", "startColumn", "startLine"])
        message = result["message"]["text"]
        self.assertRegex(message, r"^[^{}]*\.$")
        links = [int(number) for number in re.findall(r"\]\((.*?)\)", message)]
        related = [location["id"] for location in result.get("relatedLocations", [])]
        self.assertEqual(links, related)
        if related:
            steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
            self.assertEqual(len(steps), len(related) + 1)
            self.assertEqual(steps[-1]["location"]["physicalLocation"], physical)
        for silenced in result.get("suppressions", []):
            self.assertEqual((silenced["kind"], silenced["status"]), ("inSource", "accepted"))

    def test_findings(self) -> None:
        self.write("src/a b.py", RAISES)
        self.write("src/unicode.py", RAISES.replace("d = {}", "d = {'\U0001F600\u00e9': 1}"))
        self.write("src/crlf.py", b"\xef\xbb\xbf" + RAISES.replace("\n", "\r\n").encode())
        run = self.sarif(status=1)
        self.assertEqual([self.place(result) for result in run["results"]],
                         ["src/a%20b.py:3:11-3:14", "src/crlf.py:3:11-3:14",
                          "src/unicode.py:3:19-3:22"])
        self.assertTrue(all(result["codeFlows"] for result in run["results"]))

    def place(self, result: dict[str, Any]) -> str:
        physical = result["locations"][0]["physicalLocation"]
        region = physical["region"]
        return (f"{physical['artifactLocation']['uri']}:{region['startLine']}:"
                f"{region['startColumn']}-{region['endLine']}:{region['endColumn']}")

    def test_the_corpus(self) -> None:
        run = self.sarif("--pedantic", "--report-suppressed", "corpus", status=1, cwd=ROOT)
        self.assertGreater(len(run["results"]), 500)
        self.assertGreater(len({result["ruleId"] for result in run["results"]}), 15)

    def test_nothing_found(self) -> None:
        self.write("a.py", "x = 1\n")
        self.assertEqual(self.sarif(status=0)["results"], [])

    def test_files_that_do_not_parse(self) -> None:
        self.write("broken.py", RAISES + "def f(:\n    pass\n")
        self.write("large.py", "#" * 5000)
        run = self.sarif("--max-target-bytes", "4k", status=1)
        notes = run["invocations"][0]["toolExecutionNotifications"]
        self.assertEqual([note["descriptor"]["id"] for note in notes], ["TK001", "TK002"])
        descriptors = run["tool"]["driver"]["notifications"]
        for note in notes:
            self.assertEqual(descriptors[note["descriptor"]["index"]]["id"],
                             note["descriptor"]["id"])
        self.assertEqual([self.place(result) for result in run["results"]],
                         ["broken.py:3:11-3:14"])

    def test_suppressed_findings_are_left_out(self) -> None:
        self.write("a.py", RAISES.replace("= 1\n", "= 1  # tkscan: ignore[TK101]\n"))
        self.assertEqual(self.sarif(status=0)["results"], [])

    def test_paths_are_relative_to_the_repository(self) -> None:
        self.write(".git/HEAD")
        self.write("pkg/sub/a.py", RAISES)
        for arguments, folder in [([], "."), (["a.py"], "pkg/sub"), (["../sub/a.py"], "pkg/sub"),
                                  ([str(self.folder / "pkg")], "pkg")]:
            run = self.sarif(*arguments, status=1, cwd=self.folder / folder, rules=False)
            self.assertEqual([self.place(result) for result in run["results"]],
                             ["pkg/sub/a.py:3:11-3:14"])

    def test_shards_are_categories(self) -> None:
        self.write("a.py", RAISES)
        names = set()
        for shard in ["1/2", "2/2"]:
            run = self.sarif("--shard", shard, "--exit-zero", rules=False)
            names.add((run["automationDetails"]["id"], len(run["results"])))
        self.assertEqual({name for name, _ in names},
                         {"tkscan/shard-1-of-2/", "tkscan/shard-2-of-2/"})
        self.assertEqual(sum(count for _, count in names), 1)

    def test_many_findings(self) -> None:
        head, line = RAISES.splitlines(keepends=True)[:2], "d = {}; d[key] = 1\n"
        for i in range(25):
            self.write(f"m{i}.py", "".join(head) + line * 1000)
        run = self.sarif(status=1, every=1 if LONG else 50)
        self.assertEqual(len(run["results"]), 25000)
        prints = {json.dumps(result["partialFingerprints"]) for result in run["results"]}
        self.assertEqual(len(prints), 25000)
        run = self.sarif("--max-results", "1000", status=1, rules=False)
        self.assertEqual(len(run["results"]), 1000)

    def test_line_hashes(self) -> None:
        chance = random.Random(37)
        fillers = ["\n", "\r\n", "\r", "    \n", "\t# x\n", "# \U0001F600 e\u0301\n", "x = 1\n",
                   "y = '" + "z" * 90 + "'\n", "pass\n" * 30, "x  =  1 \r\n", "# \ufeff\n"]
        total = 0
        for number in range(300):
            text = "import numpy as np\nkey = np.zeros(3)\nd = {}\n"
            for _ in range(chance.randrange(1, 8)):
                text += chance.choice(fillers) + "d[key] = 1\n"
            data = text.encode()
            if number % 10 == 3:
                data = b"# coding: latin-1\n" + text.encode("ascii", "ignore") + b"# \xe9\xff\n"
            if number % 4 == 1 and number % 10 != 3:
                data = b"\xef\xbb\xbf" + data
            self.write(f"f{number}.py", data)
        self.run_tkscan("--output-format", "sarif", "-o", "hashes.sarif", status=1)
        run = json.loads((self.folder / "hashes.sarif").read_text())["runs"][0]
        expected = {path.name: line_hashes(path.read_bytes())
                    for path in self.folder.glob("f*.py")}
        for result in run["results"]:
            physical = result["locations"][0]["physicalLocation"]
            name, line = physical["artifactLocation"]["uri"], physical["region"]["startLine"]
            self.assertEqual(result["partialFingerprints"].get("primaryLocationLineHash"),
                             expected[name][line], f"{name}:{line}")
            total += 1
        self.assertGreater(total, 900)
        ours = [result["partialFingerprints"]["primaryLocationLineHash"]
                for result in run["results"]]
        self.assertEqual(sarif_tools.rolling_hashes(run, self.folder), ours)


if __name__ == "__main__":
    unittest.main()
