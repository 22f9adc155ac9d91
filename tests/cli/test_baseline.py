"""Baselines and comparisons with a revision: what was known before is not reported."""

from __future__ import annotations

import json
import os
import random
import subprocess
import unittest

from support import RAISES, CliTest

LINES = ["d[key] = 1", "d[key] = d[key]", "s = {key, key}", "x = 1", "e = {key: 1}", "",
         "d[ key] = 1", "if d:\n    d[key] = 1", "d['\u00e9\U0001F600'], d[key] = 1, 2"]


def module(chance: random.Random) -> list[str]:
    """The lines of a module with functions, some of them alike."""
    lines = ["import numpy as np", "key = np.zeros(3)", "d = {}"]
    for name in ["f", "g", "f"]:
        lines.append(f"def {name}():")
        for part in chance.choices(LINES, k=chance.randrange(1, 6)) + ["pass"]:
            lines += ["    " + line if line else "" for line in part.split("\n")]
    return lines


class TestBaseline(CliTest):
    def write_module(self, path: str, lines: list[str], ending: str = "\n") -> None:
        self.write(path, (ending.join(lines) + ending).encode())

    def test_survives_inserted_lines(self) -> None:
        chance = random.Random(50)
        modules = {f"p{i % 3}/m{i}.py": module(chance) for i in range(40)}
        for path, lines in modules.items():
            self.write_module(path, lines)
        found = len(self.run_json()["findings"])
        self.assertGreater(found, 100)
        done = self.run_tkscan("--write-baseline", "known.json", status=0)
        self.assertEqual((done.stdout, done.stderr), ("", ""))
        self.run_tkscan("--baseline", "known.json", status=0)
        for path, lines in modules.items():
            for _ in range(50):  # anywhere but between a heading and its first line
                lines.insert(chance.randrange(len(lines) + 1), chance.choice(["", "# a comment"]))
            self.write_module(path, lines, chance.choice(["\n", "\r\n"]))
        done = self.run_tkscan("--baseline", "known.json", status=0)
        self.assertEqual((done.stdout, done.stderr), ("", "Nothing found in 40 files.\n"))
        self.write_module("p0/m0.py", modules["p0/m0.py"] + ["d[key] = 'new'"])
        report = self.run_json("--baseline", "known.json", status=1)
        self.assertEqual([(f["path"], f["line"]) for f in report["findings"]],
                         [("p0/m0.py", len(modules["p0/m0.py"]) + 1)])

    def test_from_any_folder_and_for_some_files(self) -> None:
        self.write(".git/HEAD")
        for path in ["a/x.py", "b/y.py"]:
            self.write(path, RAISES)
        self.run_tkscan("--write-baseline", "known.json", status=0)
        for arguments, cwd in [(["../b"], "a"), (["x.py"], "a"), ([str(self.folder / "b")], "b")]:
            done = self.run_tkscan("--baseline", "../known.json", *arguments, status=0,
                                   cwd=self.folder / cwd)
            self.assertNotIn("match", done.stderr)
        self.write("pyproject.toml", "[tool.tkscan]\nbaseline = 'known.json'\n")
        self.run_tkscan("x.py", status=0, cwd=self.folder / "a")
        self.run_tkscan("--isolated", "x.py", status=1, cwd=self.folder / "a")

    def test_stale_entries_are_noted(self) -> None:
        for path in ["a.py", "b.py", "c.py"]:
            self.write(path, RAISES)
        self.run_tkscan("--write-baseline", "known.json", status=0)
        self.write("a.py", RAISES.replace("d[key]", "d['key']"))
        (self.folder / "b.py").unlink()
        done = self.run_tkscan("--baseline", "known.json", status=0)
        self.assertIn("known.json: note: 2 of 3 entries match nothing any more; --write-baseline "
                      "drops them\n", done.stderr)
        for arguments, stale in [(["c.py"], 1), (["--select", "TK2"], 0), (["-q"], None)]:
            done = self.run_tkscan("--baseline", "known.json", *arguments, status=0)
            self.assertEqual("match" in done.stderr, bool(stale))
        self.run_tkscan("--baseline", "known.json", "--write-baseline", "known.json", status=0)
        self.assertEqual([entry["path"] for entry in
                          json.loads((self.folder / "known.json").read_text())["findings"]],
                         ["c.py"])

    def test_two_alike_are_two(self) -> None:
        self.write("a.py", RAISES + "d[key] = 1\n")
        self.run_tkscan("--write-baseline", "known.json", status=0)
        self.write("a.py", RAISES + "d[key] = 1\n\nd[key] = 1\n")
        report = self.run_json("--baseline", "known.json", status=1)
        self.assertEqual(len(report["findings"]), 1)

    def test_bad_files(self) -> None:
        self.write("a.py", RAISES)
        for text, message in [("{", "bad.json:1:1: error: not valid JSON: "),
                              ("[]", "bad.json: error: this is no baseline of tkscan"),
                              ('{"version": 2, "findings": []}',
                               "bad.json: error: this is no baseline of tkscan, or one of a later "
                               "version"),
                              ('{"version": 1, "findings": [{"path": 3}]}',
                               "bad.json: error: this is no baseline of tkscan"),
                              ("[" * 100000, "bad.json:1:"), ("", "bad.json:")]:
            self.write("bad.json", text)
            done = self.run_tkscan("--baseline", "bad.json", status=2)
            self.assertEqual(done.stdout, "")
            self.assertTrue(done.stderr.startswith(message), done.stderr)
        self.run_tkscan("--baseline", "nowhere.json", status=2)
        self.run_tkscan("--write-baseline", "no/where.json", status=2)


class TestDiffBase(CliTest):
    def git(self, *arguments: str) -> None:
        env = {**os.environ, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "HOME": "/",
               "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
        subprocess.run(["git", *arguments], cwd=self.folder, check=True, capture_output=True, env=env)

    def found(self, *arguments: str, **more: object) -> list[tuple[str, int]]:
        report = self.run_json("--diff-base", *arguments, **more)
        return [(f["path"], f["line"]) for f in report["findings"]]

    def test_only_what_changed(self) -> None:
        names = ["a.py", "sub/b c.py", 'q"\u00e9\\.py', "tab\t.py"]
        for name in names:
            self.write(name, RAISES + "x = 1\n" * 5 + "d[key] = 2\n")
        self.git("init", "-q")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "first")
        self.assertEqual(self.found("HEAD"), [])
        for name in names:
            self.write(name, "# new\n" + RAISES + "x = 1\n" * 5 + "d[key] = 3\n")
        self.write("new.py", RAISES)
        self.write(".gitignore", "ignored.py\n")
        expected = sorted([(name, 10) for name in names] + [("new.py", 3)])
        self.assertEqual(sorted(self.found("HEAD")), expected)
        self.git("add", "-A")
        self.assertEqual(sorted(self.found("HEAD")), expected)
        self.git("commit", "-q", "-m", "++ second\n\n+++ b/a.py\n@@ -1 +1,99 @@")
        self.assertEqual(self.found("HEAD"), [])
        self.assertEqual(sorted(self.found("HEAD~1")), expected)
        self.assertEqual(self.found("HEAD~1", "b c.py", cwd=self.folder / "sub"), [("b c.py", 10)])
        self.git("mv", "a.py", "moved.py")
        self.assertEqual([place for place in self.found("HEAD~1") if place[0] == "moved.py"],
                         [("moved.py", 10)])

    def test_lines_that_look_like_headings(self) -> None:
        self.write("a.py", RAISES + "t = '''\n'''\n")
        self.git("init", "-q")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "first")
        self.write("a.py", RAISES + "t = '''\n++ b/z.py\n@@ -1 +1,9 @@\n'''\nd[key] = 1\n")
        self.assertEqual(self.found("HEAD"), [("a.py", 8)])

    def test_what_git_cannot_compare(self) -> None:
        self.write("a.py", RAISES)
        done = self.run_tkscan("--diff-base", "HEAD", status=2)
        self.assertIn("tkscan: error: '--diff-base': git cannot compare with 'HEAD': ", done.stderr)
        self.assertEqual(done.stdout, "")
        self.git("init", "-q")
        done = self.run_tkscan("--diff-base", "--output=x", status=2)
        self.assertIn("git cannot compare with '--output=x'", done.stderr)
        self.assertFalse((self.folder / "x").exists())
        done = self.run_tkscan("--diff-base", "HEAD", status=2, env={"PATH": "/nowhere"})
        self.assertIn("git cannot compare with 'HEAD': it could not be run\n", done.stderr)


if __name__ == "__main__":
    unittest.main()
