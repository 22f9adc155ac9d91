"""Shards and their merging: the union of the parts is the whole, byte for byte."""

from __future__ import annotations

import json
import random
import unittest

import sarif_tools
from support import RAISES, CliTest


class TestMerge(CliTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        sarif_tools.install()

    def project(self) -> None:
        chance = random.Random(8)
        for i in range(60):
            stem = chance.choice(["m", "a b", "Z", "\u00e9", "%41", "x.y"])
            name = f"p{i % 4}/{stem}{i}.py"
            text = RAISES * chance.randrange(4)
            text += chance.choice(["", "d['\U0001F600\x7f\u2028'] = d[key]\n"])
            self.write(name, text + chance.choice(["", "def f(:\n    pass\n"]))

    def test_union_of_shards_is_the_whole(self) -> None:
        self.project()
        for name in ["json", "sarif"]:
            whole = self.run_tkscan("--output-format", name, status=1).stdout
            for count in [1, 2, 7]:
                parts = []
                for i in range(1, count + 1):
                    parts.append(f"{i}.{name}")
                    self.run_tkscan("--shard", f"{i}/{count}", "--output-format", name, "-o",
                                    parts[-1], "--exit-zero", status=0)
                for order in [parts, parts[::-1]]:
                    merged = self.run_tkscan("merge", *order, status=1).stdout
                    self.assertEqual(merged, whole)
        self.write("merged.sarif", whole)
        self.assertEqual(sarif_tools.schema_errors(self.folder / "merged.sarif"), "")

    def test_exit_status(self) -> None:
        self.write("a.py", RAISES)
        self.write("b.py", "x = 1\n")
        for name in ["json", "sarif"]:
            for path in ["a", "b"]:
                self.run_tkscan(f"{path}.py", "--output-format", name, "-o", f"{path}.{name}")
            self.run_tkscan("merge", f"a.{name}", f"b.{name}", status=1)
            self.run_tkscan("merge", f"b.{name}", status=0)
            self.run_tkscan("merge", f"a.{name}", "--exit-zero", status=0)
            self.run_tkscan("merge", f"a.{name}", "-o", f"all.{name}", status=1)
            json.loads((self.folder / f"all.{name}").read_text())
        self.run_tkscan("a.py", "--severity", "TK1:note", "--output-format", "json", "-o", "n.json")
        self.run_tkscan("merge", "n.json", status=0)
        self.run_tkscan("merge", "n.json", "--fail-level", "note", status=1)

    def test_what_cannot_be_merged(self) -> None:
        self.write("a.py", RAISES)
        self.run_tkscan("--output-format", "json", "-o", "a.json")
        self.run_tkscan("--output-format", "sarif", "-o", "a.sarif")
        changed = json.loads((self.folder / "a.sarif").read_text())
        changed["runs"][0]["tool"]["driver"]["version"] = "0.0.0"
        self.write("old.sarif", json.dumps(changed))
        self.write("other.json", '{"tool": "other", "findings": []}')
        self.write("cut.json", '{"tool": "tkscan", "findings": [')
        for arguments, message in [
                ([], "tkscan: error: 'tkscan merge' needs the reports to merge\n"),
                (["nowhere"], "nowhere: error: cannot be read: No such file or directory\n"),
                (["a.json", "a.sarif"], "a.sarif: error: cannot be merged: the other reports have "
                 "another format\n"),
                (["a.sarif", "old.sarif"], "old.sarif: error: cannot be merged: the other reports "
                 "were made by another version or with other rules\n"),
                (["other.json"], "other.json: error: cannot be merged: it is no report of tkscan in "
                 "json or sarif\n"),
                (["cut.json"], "cut.json:1:32: error: not valid JSON: ")]:
            done = self.run_tkscan("merge", *arguments, status=2)
            self.assertEqual(done.stdout, "")
            self.assertTrue(done.stderr.startswith(message), done.stderr)


if __name__ == "__main__":
    unittest.main()
