"""Findings, exit status, where output goes."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import unittest

from support import RAISES, SILENT, TKSCAN, CliTest, places

BROKEN = "import numpy as np\nkey = np.zeros(3)\nd = {}; d[key] = 1\ndef f(:\n    pass\n"


class TestExitStatus(CliTest):
    def test_clean_and_found(self) -> None:
        self.write("good.py", SILENT)
        self.write("bad.py", RAISES)
        self.run_tkscan("good.py", status=0)
        self.run_tkscan("bad.py", status=1)
        self.run_tkscan(status=1)
        self.run_tkscan("check", ".", status=1)
        self.run_tkscan("--exit-zero", "bad.py", status=0)

    def test_the_level_that_fails(self) -> None:
        self.write("bad.py", RAISES)
        for level in ["note", "warning", "error"]:
            self.run_tkscan("--fail-level", level, "bad.py", status=1)

    def test_syntax_errors_are_notes(self) -> None:
        self.write("broken.py", "import numpy\ndef f(:\n    pass\n")
        self.write("half.py", BROKEN)
        done = self.run_tkscan("broken.py", status=0)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"^broken\.py:\d+:\d+: note: TK001 ")
        report = self.run_json("half.py", status=1)
        self.assertEqual(places(report), ["half.py:3:11 TK101"])
        self.assertEqual([error["code"] for error in report["errors"]], ["TK001"])

    def test_errors_are_2_and_the_run_goes_on(self) -> None:
        self.write("bad.py", RAISES)
        done = self.run_tkscan("--output-format", "concise", "nowhere.py", "bad.py", status=2)
        self.assertRegex(done.stdout, r"^bad\.py:3:11: TK101 .*\n$")
        self.assertIn("nowhere.py: error: cannot be read: No such file or directory\n", done.stderr)
        self.run_tkscan("--exit-zero", "nowhere.py", status=2)

    def test_large_files_are_skipped(self) -> None:
        self.write("large.py", RAISES + "#" * 3000)
        done = self.run_tkscan("--max-target-bytes", "2k", "large.py", status=0)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"^large\.py: note: TK002 ")
        self.run_tkscan("--max-target-bytes", "4k", "large.py", status=1)

    def test_no_files_is_no_failure(self) -> None:
        done = self.run_tkscan(status=0)
        self.assertEqual((done.stdout, done.stderr), ("", "No Python files to scan.\n"))


class TestUsage(CliTest):
    def usage(self, *arguments: str) -> str:
        self.write("bad.py", RAISES)
        done = self.run_tkscan(*arguments, status=2)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done.stderr

    def test_one_line_says_what_is_wrong(self) -> None:
        self.assertEqual(self.usage("--exti-zero"),
                         "tkscan: error: unknown option '--exti-zero'; did you mean "
                         "'--exit-zero'?\n")
        self.assertEqual(self.usage("--select", "TK101,TX2", "."),
                         "tkscan: error: '--select': no rule has a code like 'TX2'; 'tkscan rule' "
                         "lists them\n")
        self.assertEqual(self.usage("rule", "TK10l"),
                         "tkscan: error: no rule 'TK10l'; did you mean 'TK101'?\n")
        self.assertEqual(self.usage("explain", "bad.py"),
                         "tkscan: error: 'tkscan explain' needs one place; FILE:LINE, "
                         "FILE:LINE:COLUMN, or 'NOTEBOOK:cell N:LINE'\n")
        self.assertEqual(self.usage("debug", "bad.py"),
                         "tkscan: error: 'tkscan debug' needs a stage; --dump=outline, nodes, "
                         "scopes, ir, values or sites\n")

    def test_broken_rule_file(self) -> None:
        self.write("rules/x.yaml", "code: TK999\nname: [\n")
        self.write("bad.py", RAISES)
        done = self.run_tkscan("--rules", "rules", "--output-format", "concise", "bad.py", status=2)
        self.assertRegex(done.stderr, r"^rules/x\.yaml:\d+:\d+: error: ")
        self.assertRegex(done.stdout, r"^bad\.py:3:11: TK101 ")

    def test_help_and_version(self) -> None:
        for arguments in [["--help"], ["-h"], ["help"], ["check", "--help"], ["rule", "--help"],
                          ["help", "explain"], ["debug", "-h"]]:
            done = self.run_tkscan(*arguments, status=0)
            self.assertIn("usage: tkscan", done.stdout)
            self.assertEqual(done.stderr, "")
        versions = {self.run_tkscan(word, status=0).stdout
                    for word in ["version", "--version", "-V"]}
        self.assertEqual(len(versions), 1)
        self.assertRegex(versions.pop(), r"^tkscan \d+\.\d+\.\d+\n$")


class TestSelection(CliTest):
    def test_select_and_ignore(self) -> None:
        self.write("bad.py", RAISES)
        for arguments, status in [(["--select", "TK1"], 1), (["--select", "TK2"], 0),
                                  (["--select", "tk101"], 1), (["--select", "ALL"], 1),
                                  (["--ignore", "TK101"], 0), (["--ignore", "TK1"], 0),
                                  (["--ignore", "TK1", "--select", "TK101"], 1),
                                  (["--ignore", "TK101", "--select", "TK1"], 0),
                                  (["--select", "TK2", "--extend-select", "TK101"], 1),
                                  (["--select", "TK2", "--select", "TK1"], 1)]:
            with self.subTest(arguments):
                self.run_tkscan(*arguments, "bad.py", status=status)

    def test_per_file_ignores(self) -> None:
        for name in ["src/a.py", "tests/a.py", "tests/x/b.py", "c:d.py"]:
            self.write(name, RAISES)
        every = ["c:d.py", "src/a.py", "tests/a.py", "tests/x/b.py"]
        for values, left in [(["tests/:TK1"], every[:2]), (["tests/*.py:TK101"], every[:2] + every[3:]),
                             (["a.py:TK2"], every), (["a.py:TK2,TK1"], [every[0], every[3]]),
                             (["/src:TK1", "c:d.py:ALL"], every[2:]), (["*:TK1"], [])]:
            options = [word for value in values for word in ("--per-file-ignores", value)]
            with self.subTest(values):
                for paths in [["."], [str(self.folder)]]:
                    report = self.run_json(*options, *paths, status=1 if left else 0)
                    found = [f["path"].removeprefix(f"{self.folder}/") for f in report["findings"]]
                    self.assertEqual(found, left)
        done = self.run_tkscan("--per-file-ignores", "tests", status=2)
        self.assertEqual(done.stderr, "tkscan: error: '--per-file-ignores' needs a pattern and "
                         "codes, not 'tests'; such as 'tests/*:TK2'\n")
        self.run_tkscan("--per-file-ignores", "tests:TX1", status=2)

    def test_comments_silence(self) -> None:
        for line, status in [("d[key] = 1  # tkscan: ignore[TK101] known", 0),
                             ("d[key] = 1  # tkscan: ignore[TK2]", 1),
                             ("d[key] = 1  # noqa", 0),
                             ("d[key] = 1  # NOQA: E501,TK101", 0),
                             ("d[key] = 1  # noqa: E501", 1),
                             ("d[key] = '# noqa'", 1),
                             ("d[key] = '''\n'''  # noqa", 0),
                             ("# tkscan: ignore[TK101] why\nd[key] = 1", 0),
                             ("# noqa\nd[key] = 1", 1),
                             ("# tkscan: disable[TK101]\nx = 1\nd[key] = 1", 0),
                             ("# tkscan: disable[TK101]\n# tkscan: enable[TK101]\nd[key] = 1", 1),
                             ("d[key] = 1\n# tkscan: file-ignore[TK1] generated", 0),
                             ("# flake8: noqa\nd[key] = 1", 0)]:
            with self.subTest(line):
                for ending in ["\n", "\r\n"]:
                    text = f"import numpy as np\nkey = np.zeros(3)\nd = {{}}\n{line}\n"
                    self.write("a.py", text.replace("\n", ending))
                    self.run_tkscan("a.py", status=status)


class TestStandardInput(CliTest):
    def test_a_dash_reads_it(self) -> None:
        report = self.run_json("-", stdin=RAISES.encode(), status=1)
        self.assertEqual(places(report), ["<stdin>:3:11 TK101"])
        report = self.run_json("--stdin-filename", "./pkg/a.py", "-", stdin=RAISES.encode())
        self.assertEqual(places(report), ["pkg/a.py:3:11 TK101"])
        self.run_tkscan("-", stdin=b"", status=0)

    def test_with_files(self) -> None:
        self.write("z.py", RAISES)
        self.write("b.py", RAISES)
        report = self.run_json("--stdin-filename", "m.py", "z.py", "-", "b.py",
                               stdin=RAISES.encode())
        self.assertEqual([f["path"] for f in report["findings"]], ["b.py", "m.py", "z.py"])


class TestOutput(CliTest):
    def setUp(self) -> None:
        super().setUp()
        self.write("bad.py", RAISES)

    def test_only_findings_on_standard_output(self) -> None:
        self.write("broken.py", "import numpy\ndef f(:\n    pass\n")
        done = self.run_tkscan("--output-format", "concise", status=1)
        self.assertRegex(done.stdout, r"^bad\.py:3:11: TK101 [^\n]*\n$")
        self.assertIn("Found 1 error in 1 of 2 files (1 fixable with --unsafe-fixes).\n", done.stderr)
        done = self.run_tkscan("--output-format", "concise", "-q", status=1)
        self.assertRegex(done.stdout, r"^bad\.py:3:11: TK101 [^\n]*\n$")
        self.assertEqual(done.stderr, "")
        self.assertEqual(self.run_tkscan("--output-format", "json", "bad.py").stderr, "")

    def test_verbose(self) -> None:
        done = self.run_tkscan("-v", "-j1", "bad.py", status=1)
        self.assertRegex(done.stderr, r"(?m)^tkscan: 1 files, 1 kB, 1 thread, \d+ ms$")
        memory = re.search(r"(?m)^tkscan: (\d+) kB of memory at most, (\d+) kB for each thread$", done.stderr)
        self.assertIsNotNone(memory)
        self.assertEqual(memory[1], memory[2])
        self.assertGreater(int(memory[1]), 1000)

    def test_output_file_is_replaced_whole(self) -> None:
        report = self.write("out.json", "old")
        report.chmod(0o640)
        done = self.run_tkscan("--output-format", "json", "-o", "out.json", "bad.py", status=1)
        self.assertEqual(done.stdout, "")
        self.assertEqual(places(json.loads(report.read_text())), ["bad.py:3:11 TK101"])
        self.assertEqual(report.stat().st_mode & 0o777, 0o640)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["bad.py", "out.json"])

    def test_output_file_through_a_link(self) -> None:
        self.write("real.txt")
        (self.folder / "link.txt").symlink_to("real.txt")
        self.run_tkscan("--output-format", "concise", "-o", "link.txt", "bad.py", status=1)
        self.assertTrue((self.folder / "link.txt").is_symlink())
        self.assertIn("TK101", (self.folder / "real.txt").read_text())

    def test_several_reports_of_one_run(self) -> None:
        done = self.run_tkscan("--output", "sarif:a.sarif", "--output", "concise", "--output",
                               "json:a.json", "bad.py", status=1)
        self.assertRegex(done.stdout, r"^bad\.py:3:11: TK101 ")
        self.assertEqual(json.loads((self.folder / "a.sarif").read_text())["version"], "2.1.0")
        self.assertEqual(places(json.loads((self.folder / "a.json").read_text())),
                         ["bad.py:3:11 TK101"])

    def test_output_that_cannot_be_written(self) -> None:
        done = self.run_tkscan("-o", "no/such/folder.txt", "bad.py", status=2)
        self.assertIn("no/such/folder.txt: error: cannot be written: No such file or directory\n",
                      done.stderr)
        done = self.run_tkscan("-o", "/dev/full", "bad.py", status=2)
        self.assertIn("/dev/full: error: cannot be written: No space left on device\n", done.stderr)

    def test_full_disk_on_standard_output(self) -> None:
        with open("/dev/full", "w") as full:
            done = subprocess.run([TKSCAN, "bad.py"], cwd=self.folder, stdout=full,
                                  stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("<stdout>: error: cannot be written: No space left on device\n", done.stderr)

    def test_closed_pipe(self) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([TKSCAN, "bad.py"], cwd=self.folder, stdout=writer,
                              stderr=subprocess.PIPE, text=True)
        os.close(writer)
        self.assertEqual(done.returncode, 2)
        self.assertIn("<stdout>: error: cannot be written: Broken pipe\n", done.stderr)

    def test_statistics(self) -> None:
        self.write("worse.py", RAISES + RAISES)
        done = self.run_tkscan("--statistics", status=1)
        self.assertEqual(done.stdout, "     3  TK101  unhashable-dict-key\n")
        done = self.run_tkscan("--statistics", "--output-format", "json", status=1)
        self.assertEqual(json.loads(done.stdout),
                         [{"code": "TK101", "name": "unhashable-dict-key", "count": 3}])

    def test_max_results(self) -> None:
        self.write("worse.py", RAISES + RAISES)
        done = self.run_tkscan("--max-results", "2", "--output-format", "concise", status=1)
        self.assertEqual(done.stdout.count("\n"), 2)
        self.assertIn("Found 3 errors in 2 files (3 fixable with --unsafe-fixes); the gravest 2 are shown.\n", done.stderr)

    def test_same_bytes_for_any_number_of_jobs(self) -> None:
        for i in range(60):
            self.write(f"pkg{i % 7}/m{i}.py", RAISES * (i % 5) + "#" * (i * 37 % 500))
        for name in ["full", "sarif", "json"]:
            one = self.run_tkscan("--output-format", name, "--jobs", "1", status=1)
            for jobs in ["2", "3", "16"]:
                again = self.run_tkscan("--output-format", name, "--jobs", jobs, "pkg3", ".",
                                        status=1)
                self.assertEqual(one.stdout, again.stdout)


class TestColour(CliTest):
    def in_terminal(self, *arguments: str, env: dict[str, str]) -> str:
        """Standard output of a run that has a terminal there."""
        master, slave = pty.openpty()
        base = {name: value for name, value in os.environ.items()
                if name not in ("NO_COLOR", "FORCE_COLOR")}
        process = subprocess.Popen([TKSCAN, *arguments], cwd=self.folder, stdout=slave,
                                   stderr=subprocess.DEVNULL, env=base | {"TERM": "xterm"} | env)
        os.close(slave)
        text = b""
        while select.select([master], [], [], 60)[0]:
            try:
                text += os.read(master, 4096)
            except OSError:  # closed at the other end
                break
        os.close(master)
        process.wait(60)
        return text.decode()

    def test_terminal_and_pipe(self) -> None:
        self.write("bad.py", RAISES)
        for arguments, env, coloured in [([], {}, True), ([], {"NO_COLOR": "1"}, False),
                                         ([], {"TERM": "dumb"}, False),
                                         ([], {"NO_COLOR": ""}, True),
                                         (["--color", "never"], {"FORCE_COLOR": "1"}, False),
                                         (["--color", "always"], {"NO_COLOR": "1"}, True)]:
            with self.subTest(f"{arguments} {env}"):
                text = self.in_terminal("bad.py", *arguments, env=env)
                self.assertIn("TK101", text)
                self.assertEqual("\033[" in text, coloured)
        for arguments, env, coloured in [([], {}, False), ([], {"FORCE_COLOR": "1"}, True),
                                         ([], {"FORCE_COLOR": "0"}, False),
                                         (["--color", "always"], {}, True)]:
            with self.subTest(f"pipe {arguments} {env}"):
                text = self.run_tkscan("bad.py", *arguments, env=env).stdout
                self.assertEqual("\033[" in text, coloured)
        self.run_tkscan("bad.py", "-o", "out.txt", env={"FORCE_COLOR": "1"})
        self.assertNotIn("\033", (self.folder / "out.txt").read_text())


class TestOtherCommands(CliTest):
    def test_rule(self) -> None:
        listed = self.run_tkscan("rule", status=0).stdout
        self.assertRegex(listed, r"(?m)^TK101 +unhashable-dict-key +error +raises$")
        text = self.run_tkscan("rule", "TK101", status=0).stdout
        self.assertIn("unhashable-dict-key", text)
        self.assertEqual(text, self.run_tkscan("rule", "unhashable-dict-key", status=0).stdout)
        rules = json.loads(self.run_tkscan("rule", "--all", "--output-format", "json",
                                           status=0).stdout)
        self.assertEqual(len(rules), listed.count("\n"))
        for rule in rules:
            self.assertTrue(rule["why"], rule["code"])

    def test_explain_and_debug_read_a_file(self) -> None:
        self.write("bad.py", RAISES)
        self.assertTrue(self.run_tkscan("explain", "bad.py:3:11", status=0).stdout)
        self.assertTrue(self.run_tkscan("debug", "--dump=values", "bad.py", status=0).stdout)

    def test_debug_reads_several_files_of_a_project(self) -> None:
        # Printing `table` is the first to ask for what is in it: images are needed after the analysis.
        self.write("c.py", "import numpy as np\ndef f():\n    return np.ones(3)\n")
        self.write("b.py", "from c import f\ntable = {'a': f}\n")
        self.write("a.py", "from b import table\ntable\n")
        dumped = self.run_tkscan("debug", "--dump=values", "a.py", "c.py", status=0).stdout
        self.assertIn("file a.py\n", dumped)
        self.assertIn("2:1-2:6 identifier dict[str, def#1] definite\nfile c.py\n", dumped)
        self.assertIn("3:12-3:22 call numpy.ndarray rank=1 dtype=float64 definite\n", dumped)


class TestTargetVersion(CliTest):
    def message(self, *arguments: str) -> str:
        report = self.run_json("--exit-zero", *arguments, "a.py")
        return report["findings"][0]["message"].partition("; ")[0].partition("reached: ")[2]

    def test_messages_quote_that_version(self) -> None:
        self.write("a.py", RAISES)
        old, new = "unhashable type: 'numpy.ndarray'", "cannot use 'numpy.ndarray' as a dict key"
        self.assertEqual(self.message(), f"{old} (since Python 3.14: {new})")
        for version, told in (("3.8", old), ("3.13", old), ("py313", old), ("3.14", new), ("py315", new)):
            self.assertEqual(self.message("--target-version", version), told)
        for name, text in ((".tkscan.yaml", "target-version: 3.13\n"), (".tkscan.toml", "target-version = '3.13'\n")):
            path = self.write(name, text)
            self.assertEqual(self.message(), old)
            path.unlink()
        self.assertEqual(self.message("--cache-dir", "cache", "--target-version", "3.13"), old)
        self.assertEqual(self.message("--cache-dir", "cache", "--target-version", "3.14"), new)

    def test_what_is_no_version(self) -> None:
        self.write("a.py", RAISES)
        for version in ("2.7", "4.0", "3", "3.x", "py3", "", "3.100"):
            done = self.run_tkscan("--target-version", version, "a.py", status=2)
            self.assertEqual(done.stderr, f"tkscan: error: '--target-version' needs a version of Python 3, not "
                             f"'{version}'; such as 3.12 or py312\n")


if __name__ == "__main__":
    unittest.main()
