"""Configuration files: where they count, what they say, what is wrong with them."""

from __future__ import annotations

import json
import random
import re
import subprocess
import tomllib
import unittest
from pathlib import Path
from typing import Any

import sarif_tools
from support import RAISES, CliTest

IDENTITY = "import torch\nkey = torch.zeros(3)\nd = {}\nd[key] = 1\n"
ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMA = ROOT / "docs" / "config.schema.json"


class ConfigTest(CliTest):
    def settings(self, *arguments: str, cwd: Path | None = None) -> dict[str, Any]:
        """What `tkscan config` prints, which is a configuration file itself."""
        done = self.run_tkscan("config", *arguments, status=0, cwd=cwd)
        self.assertEqual(done.stderr, "")
        return tomllib.loads(done.stdout)

    def source(self, key: str, *arguments: str, cwd: Path | None = None) -> str:
        done = self.run_tkscan("config", *arguments, status=0, cwd=cwd)
        line = next(line for line in done.stdout.splitlines()
                    if line.removeprefix("# ").startswith(f"{key} "))
        return line.split("  # ")[-1]

    def error(self, name: str, text: str, *arguments: str) -> str:
        """The one line that says what is wrong with a configuration file."""
        path = self.write(name, text)
        done = self.run_tkscan("check", *arguments, status=2)
        path.unlink()
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done.stderr.rstrip("\n")


class TestWhichFile(ConfigTest):
    def test_three_names_and_their_order(self) -> None:
        self.write("pyproject.toml", "[tool.tkscan]\njobs = 3\n")
        self.assertEqual(self.settings()["jobs"], 3)
        self.write(".tkscan.yaml", "jobs: 2\n")
        self.assertEqual(self.settings()["jobs"], 2)
        self.write(".tkscan.toml", "jobs = 1\n")
        self.assertEqual(self.settings()["jobs"], 1)
        self.assertEqual(self.source("jobs"), ".tkscan.toml:1")

    def test_pyproject_without_our_table_does_not_count(self) -> None:
        self.write("pyproject.toml", "[tool.tkscan]\njobs = 3\n")
        self.write("sub/pyproject.toml", "[tool.other]\nx = 1 # tkscan\n")
        self.write("sub/more/pyproject.toml", "this is no TOML at all [")
        self.assertEqual(self.settings("sub/more")["jobs"], 3)

    def test_nearest_file_alone_counts(self) -> None:
        self.write("pyproject.toml", "[tool.tkscan]\nselect = ['TK2']\npedantic = true\n")
        self.write("lib/.tkscan.toml", "select = ['TK1']\n")
        self.write("a.py", RAISES)
        self.write("lib/a.py", RAISES)
        self.write("lib/deep/er/b.py", RAISES)
        report = self.run_json(status=1)
        self.assertEqual([f["path"] for f in report["findings"]], ["lib/a.py", "lib/deep/er/b.py"])
        self.assertEqual(self.settings("lib/deep")["select"], ["TK1"])
        self.assertFalse(self.settings("lib/deep/er/b.py")["pedantic"])
        self.assertTrue(self.settings("a.py")["pedantic"])
        for arguments in [["lib/a.py"], [str(self.folder / "lib")], ["lib/deep/er/b.py"]]:
            self.run_tkscan(*arguments, status=1)
        self.run_tkscan("a.py", status=0)
        self.run_tkscan("-", "--stdin-filename", "lib/x.py", stdin=RAISES.encode(), status=1)
        self.run_tkscan("-", "--stdin-filename", "x.py", stdin=RAISES.encode(), status=0)

    def test_the_run_has_one_file(self) -> None:
        self.write("p/.tkscan.toml", "output-format = 'concise'\n")
        self.write("p/a.py", RAISES)
        self.write("p/sub/.tkscan.toml", "output-format = 'json'\n")
        done = self.run_tkscan("p", status=1)  # no file here: that of the first path
        self.assertRegex(done.stdout, r"^p/a\.py:3:11: TK101 ")
        done = self.run_tkscan("a.py", "sub", status=1, cwd=self.folder / "p")
        self.assertRegex(done.stdout, r"^a\.py:3:11: TK101 ")

    def test_isolated_and_given_files(self) -> None:
        self.write("pyproject.toml", "[tool.tkscan]\nignore = ['ALL']\n")
        self.write("other/my.toml", "select = ['TK1']\n")
        self.write("a.py", RAISES)
        self.run_tkscan("a.py", status=0)
        self.run_tkscan("--isolated", "a.py", status=1)
        self.run_tkscan("--config", "other/my.toml", "a.py", status=1)
        self.assertEqual(self.source("select", "--config", "other/my.toml"), "other/my.toml:1")
        done = self.run_tkscan("--config", "nowhere.toml", "a.py", status=2)
        self.assertEqual(done.stderr, "nowhere.toml: error: cannot be the configuration: no such "
                         "file\n")


class TestLayers(ConfigTest):
    def test_command_line_over_inline_over_file_over_extended(self) -> None:
        self.write("base.toml", "jobs = 1\nmax-results = 1\nselect = ['TK1']\nfail-level = 'note'\n"
                   "extend-select = ['TK201']\n")
        self.write("pyproject.toml", "[tool.tkscan]\nextend = 'base.toml'\njobs = 2\n"
                   "max-results = 2\nselect = ['TK2']\nextend-select = ['TK202']\n")
        found = self.settings("--config", "max-results = 3", "--config", "jobs=3", "--jobs", "4")
        self.assertEqual((found["jobs"], found["max-results"], found["select"],
                          found["fail-level"], found["extend-select"]),
                         (4, 3, ["TK2"], "note", ["TK201", "TK202"]))
        for key, source in [("jobs", "--jobs"), ("max-results", "--config"),
                            ("select", "pyproject.toml:5"), ("fail-level", "base.toml:4"),
                            ("pedantic", "default")]:
            self.assertEqual(self.source(key, "--config", "max-results=3", "--jobs", "4"), source)
        # lists: --select takes the place of the file's, what adds is added
        found = self.settings("--select", "TK3", "--extend-select", "TK1")
        self.assertEqual((found["select"], found["extend-select"]),
                         (["TK3"], ["TK201", "TK202", "TK1"]))

    def test_inline_values_need_no_quotes(self) -> None:
        for text, key, value in [("output-format=json", "output-format", "json"),
                                 ("select=TK1", "select", ["TK1"]),
                                 ("select=['TK1', 'TK2']", "select", ["TK1", "TK2"]),
                                 ("pedantic=true", "pedantic", True),
                                 ("max-target-bytes=4k", "max-target-bytes", 4096),
                                 ("severity.TK1='note'", "severity", {"TK1": "note"})]:
            self.assertEqual(self.settings("--config", text)[key], value)
        done = self.run_tkscan("--config", "jbos=3", status=2)
        self.assertEqual(done.stderr,
                         "--config:1:1: error: unknown key 'jbos'; did you mean 'jobs'?\n")

    def test_environment_stands_between(self) -> None:
        self.write("pyproject.toml", "[tool.tkscan]\noutput-format = 'json'\n")
        self.write("a.py", RAISES)
        self.assertTrue(self.run_tkscan("a.py").stdout.startswith("{"))
        done = self.run_tkscan("a.py", env={"TKSCAN_OUTPUT_FORMAT": "concise"})
        self.assertTrue(done.stdout.startswith("a.py:3:11: TK101 "))
        done = self.run_tkscan("a.py", "--output", "pylint")
        self.assertTrue(done.stdout.startswith("a.py:3: [TK101"))

    def test_extend(self) -> None:
        self.write(".git/HEAD")  # the project: what a configuration file may speak of
        self.write("conf/a.yaml", "extend: b.toml\njobs: 2\n")
        self.write("conf/b.toml", "extend = '../pyproject.toml'\nexclude = ['x.py']\n")
        self.write("pyproject.toml", "[tool.tkscan]\nmax-results = 5\n")
        self.write("p/.tkscan.toml", "extend = '../conf/a.yaml'\n")
        self.assertEqual(self.settings("p")["exclude"], ["x.py"])
        found = self.settings(cwd=self.folder / "p")
        self.assertEqual((found["jobs"], found["max-results"]), (2, 5))
        self.write("one.toml", "extend = 'two.toml'\n")
        self.write("two.toml", "\nextend = 'one.toml'\n")
        done = self.run_tkscan("--config", "one.toml", status=2)
        self.assertEqual(done.stderr, "two.toml:2:10: error: 'one.toml' cannot be extended: it is "
                         "extended by itself\n")
        self.write("two.toml", "extend = 'three.toml'\n")
        done = self.run_tkscan("--config", "one.toml", status=2)
        self.assertEqual(done.stderr, "two.toml:1:10: error: 'three.toml' cannot be extended: there "
                         "is no such file\n")


class TestMistakes(ConfigTest):
    def test_each_is_one_line_with_its_place(self) -> None:
        for text, message in [
                ("[tool.tkscan]\nselct = ['TK1']\n",
                 "2:1: error: unknown key 'selct'; did you mean 'select'?"),
                ("[tool.tkscan]\nzzzzzzzzzz = 1\n",
                 "2:1: error: unknown key 'zzzzzzzzzz'; 'tkscan config --schema' lists the keys"),
                ("[tool.tkscan]\njobs = 'four'\n", "2:8: error: 'jobs' needs a number, not text"),
                ("[tool]\ntkscan.jobs = [1]\n", "2:15: error: 'jobs' needs a number, not a list"),
                ("[tool.tkscan]\npedantic = 1\n",
                 "2:12: error: 'pedantic' needs true or false, not a number"),
                ("[tool.tkscan]\nselect = [\n  'TK1',\n  1,\n]\n",
                 "2:10: error: 'select' needs a list of texts, not a list"),
                ("[tool.tkscan]\nselect = ['TK1', 'TX9']\n",
                 "2:11: error: 'select': no rule has a code like 'TX9'; 'tkscan rule' lists them"),
                ("[tool.tkscan]\noutput-format = 'sarf'\n",
                 "2:17: error: 'output-format' does not take 'sarf'; did you mean 'sarif'?"),
                ("[tool.tkscan]\nseverity = 'note'\n",
                 "2:12: error: 'severity' needs a table, not text"),
                ("[tool.tkscan.severity]\nTK1 = 'bad'\n",
                 "2:1: error: 'severity' does not take 'bad'; one of: note, warning, error"),
                ("[tool.tkscan.per-file-ignores]\n'\u00e9/*' = ['TK1']\n'a\u00e9' = 3 # \u00e9\n",
                 "3:8: error: 'a\u00e9' needs a list of texts, not a number"),
                ("[tool.tkscan.per-file-ignores]\n'x' = ['TX1']\n",
                 "2:1: error: 'per-file-ignores': no rule has a code like 'TX1'; 'tkscan rule' "
                 "lists them"),
                ("tool = 3 # tkscan\n[tool.tkscan]\n", "2:2: error: 'tool' is no table"),
                ("[tool.tkscan]\njobs = 1\njobs = 2\n",
                 "3:1: error: the key 'jobs' is given twice"),
                ("[tool.tkscan]\njobs = 1\n[tool.tkscan]\n",
                 "3:7: error: the table 'tkscan' is opened twice"),
                ("[[tool.tkscan]]\njobs = 1\n", "1:8: error: the settings are a table, not a list"),
                ("[tool.tkscan]\njobs = = 1\n", "2:6: error: not valid TOML"),
                ("[tool.tkscan]\r\nselect = ['TK1'\r\n", "2:1: error: not valid TOML"),
                ("\ufeff[tool.tkscan]\nx = 1\n", "2:1: error: unknown key 'x'; "
                 "'tkscan config --schema' lists the keys")]:
            with self.subTest(text):
                self.assertEqual(self.error("pyproject.toml", text), f"pyproject.toml:{message}")
        for text, message in [
                ("select: TK1\nselct: 2\n", "2:1: error: unknown key 'selct'; did you mean "
                 "'select'?"),
                ("jobs: '4'\n", "1:7: error: 'jobs' needs a number, not text"),
                ("pedantic: yes please\n",
                 "1:11: error: 'pedantic' needs true or false, not text"),
                ("select: [TK1, {a: b}]\n",
                 "1:9: error: 'select' needs a list of texts, not a list"),
                ("output-format:\n", "1:15: error: 'output-format' needs text, not nothing"),
                ("jobs: 1\njobs: 2\n", "2:1: error: the key 'jobs' is given twice"),
                ("- jobs\n", "1:1: error: the settings are a table, not a list")]:
            with self.subTest(text):
                self.assertEqual(self.error(".tkscan.yaml", text), f".tkscan.yaml:{message}")
        for text in ["", "\n# nothing yet\n", "# jobs: 1\r\n"]:
            self.write(".tkscan.yaml", text)
            self.run_tkscan(status=0)

    def test_a_mistake_in_a_folder_stops_the_run(self) -> None:
        self.write("a.py", RAISES)
        self.write("sub/a.py", RAISES)
        self.assertEqual(self.error("sub/.tkscan.toml", "jbos = 1\n"),
                         "sub/.tkscan.toml:1:1: error: unknown key 'jbos'; did you mean 'jobs'?")


class TestKeys(ConfigTest):
    def test_paths_count_from_their_file(self) -> None:
        self.write("p/pyproject.toml", "[tool.tkscan]\nexclude = ['gen/*.py', 'old.py']\n"
                   "[tool.tkscan.per-file-ignores]\n'tests/' = 'TK1'\n")
        for name in ["p/gen/a.py", "p/old.py", "p/tests/t.py", "p/x/gen/b.py", "p/x/tests/u.py"]:
            self.write(name, RAISES)
        for arguments, cwd in [([], "."), (["p"], "."), ([], "p"), (["../x", ".."], "p/gen")]:
            report = self.run_json(*arguments, status=1, cwd=self.folder / cwd)
            self.assertEqual([f["path"].removeprefix("../").removeprefix("p/")
                              for f in report["findings"]], ["x/gen/b.py"], (arguments, cwd))

    def test_an_empty_exclude_leaves_nothing_out(self) -> None:
        self.write("pyproject.toml", "[tool.tkscan]\nexclude = []\n")
        self.write("build/a.py", RAISES)
        self.run_tkscan(status=1)

    def test_severity_decides_the_level_and_the_exit_status(self) -> None:
        self.write("a.py", RAISES)
        self.write(".tkscan.yaml", "severity: {TK1: note, TK2: error}\n")
        self.assertEqual([f["level"] for f in self.run_json(status=0)["findings"]], ["note"])
        report = self.run_json("--severity", "TK1:error", "--severity", "TK101:warning", status=1)
        self.assertEqual([f["level"] for f in report["findings"]], ["warning"])
        done = self.run_tkscan("--severity", "TK1", status=2)
        self.assertEqual(done.stderr, "tkscan: error: '--severity' needs a code and a level, not "
                         "'TK1'; such as 'TK201:error'\n")

    def test_min_precision(self) -> None:
        self.write("a.py", RAISES)
        self.run_tkscan("--min-precision", "high", status=1)
        self.run_tkscan("--min-precision", "very-high", status=0)

    def test_known_hashable(self) -> None:
        text = IDENTITY + "class Key(torch.Tensor):\n    pass\ne = {}\ne[Key()] = 1\n"
        self.write("a.py", text)
        self.assertEqual(len(self.run_json(status=1)["findings"]), 2)
        for name, lines in [("Key", [4]), ("pkg.keys.Key", [4]), ("torch.Tensor", []),
                            ("Other", [4, 8])]:
            report = self.run_json("--known-hashable", name)
            self.assertEqual([f["line"] for f in report["findings"]], lines, name)
        self.write(".tkscan.toml", "known-hashable = ['torch.Tensor']\n")
        self.run_tkscan(status=0)
        done = self.run_tkscan("explain", "a.py:4", status=0)
        self.assertNotIn("is reported", done.stdout)

    def test_models_and_rules_from_a_folder(self) -> None:
        self.write("scan/models/boxes.yaml", BOXES)
        self.write("scan/TK950.yaml", RULE)
        self.write("a.py", "import boxes\nd = {}\nd[boxes.load()] = 1\n")
        self.run_tkscan(status=0)
        self.write("pyproject.toml", "[tool.tkscan]\nmodels = ['scan/models']\n")
        self.assertEqual([f["code"] for f in self.run_json(status=1)["findings"]], ["TK101"])
        self.write("pyproject.toml", "[tool.tkscan]\nrules = ['scan']\n")
        self.assertEqual([f["code"] for f in self.run_json(status=1)["findings"]], ["TK950"])
        self.run_tkscan("rule", "TK950", status=0)
        done = self.run_tkscan("a.py", "--models", "nowhere", status=2)
        self.assertIn("nowhere: error: cannot read the folder of models", done.stderr)


BOXES = """\
library: boxes
modules: [boxes]
classes:
  - name: boxes.Box
    hash: raises
functions:
  - name: boxes.load
    type: boxes.Box
"""
RULE = """\
code: TK950
name: box-as-key
since: 0.1.0
level: warning
class: raises
sites: dict-key
when: {key: {class: boxes.Box}}
precedence: 100
message: "A box is no key."
why: Boxes are compared by their contents.
bad: |
  import boxes
  d = {boxes.load(): 1}
good: |
  import boxes
  d = {boxes.load().name: 1}
"""


class TestDocumentation(ConfigTest):
    def setUp(self) -> None:
        super().setUp()
        self.page = (ROOT / "docs" / "config.md").read_text()

    def test_every_key_is_explained(self) -> None:
        named = set(re.findall(r"`([a-z-]+)`", self.page))
        self.assertEqual(set(json.loads(SCHEMA.read_text())["properties"]) - named, set())

    def test_every_option_is_explained(self) -> None:
        pages = "".join((ROOT / "docs" / name).read_text()
                        for name in ["cli.md", "config.md", "reports.md", "fixes.md"]
                        if (ROOT / "docs" / name).exists())
        commands = re.findall(r"(?m)^  ([a-z-]+) ", self.run_tkscan("--help").stdout)
        self.assertIn("check", commands)
        for command in commands:
            options = re.findall(r"(?m)^  (?:-\w, |    )(--[a-z0-9-]+)",
                                 self.run_tkscan(command, "--help").stdout)
            self.assertIn("--help", options)
            for option in set(options) - {"--help"}:
                self.assertRegex(pages, f"[`\\s\\[]{option}[`\\s=,\\]]", f"tkscan {command} {option}")

    def test_the_worked_example_works(self) -> None:
        for path, text in re.findall(r"```yaml\n# (lint/\S+)\n(.*?)```", self.page, re.S):
            self.write(path, text)
        self.write("train.py", "import boxes\nd = {}\nd[boxes.load()] = 1\n")
        command, output = re.findall(r"```\n\$ tkscan (.*?)\n(.*?)```", self.page, re.S)[0]
        self.assertEqual(self.run_tkscan(*command.split(), status=1).stdout, output)
        self.write(".tkscan.yaml", "rules: lint/tkscan\noutput-format: concise\n")
        self.assertEqual(self.run_tkscan("train.py", status=1).stdout, output)
        (self.folder / "lint/tkscan/TK950.yaml").unlink()
        self.assertRegex(self.run_tkscan("train.py", status=1).stdout, "^train.py:3:3: TK101 ")

    def test_the_first_examples_are_read(self) -> None:
        toml, yaml = re.findall(r"```(?:toml|yaml)\n(.*?)```", self.page, re.S)[:2]
        self.write("pyproject.toml", toml)
        self.assertEqual(self.settings()["severity"], {"TK2": "note", "TK201": "error"})
        self.write(".tkscan.yaml", yaml)
        self.assertEqual(self.settings()["per-file-ignores"], {"tests/": ["TK2"]})


class TestToml(ConfigTest):
    """The reader against Python's."""

    def write_text(self, chance: random.Random, value: str) -> str:
        kind = chance.randrange(4)
        if kind == 0 and "'" not in value and "\n" not in value:
            return f"'{value}'"
        if kind == 1 and "'''" not in value and not value.endswith("'"):
            return f"'''\n{value}'''"
        escaped = "".join(f"\\U{ord(c):08X}" if chance.random() < 0.2 else
                          {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}.get(c, c)
                          for c in value)
        if kind == 2:
            return f'"""{escaped}\\\n   """'
        return f'"{escaped}"'

    def test_the_same_values(self) -> None:
        chance = random.Random(3)
        letters = ["a", "b.c", " ", "\u00e9", "\U0001F600", '"', "'", "\\", "#", "\n", "\t", "]", "="]
        for _ in range(60):
            lists = {}
            for key in ["known-hashable", "rules", "models"]:
                lists[key] = ["x" + "".join(chance.choices(letters, k=chance.randrange(6))) + "x"
                              for _ in range(chance.randrange(1, 4))]
            lines = []
            for key, values in lists.items():
                written = [self.write_text(chance, value) for value in values]
                glue = chance.choice([", ", " ,\n  ", ", # it's a \"comment\"\n"])
                end = chance.choice(["", ",", ",\n", " # end\n"])
                name = chance.choice([key, f'"{key}"', f"'{key}'"])
                lines.append(f"{name} = [{glue.join(written)}{end}] # and, so on = [\n")
            chance.shuffle(lines)
            style = chance.randrange(3)
            if style == 0:
                text = "[ tool . \"tkscan\" ]\n" + "".join(lines)
            elif style == 1:
                text = "[tool]\nx.y = 1_0\n" + "".join("tkscan." + line for line in lines)
            else:
                text = "[[a.b]]\nc = 1\n[tool.tkscan]\n" + "".join(lines) + "[z]\n"
            if chance.random() < 0.3:
                text = text.replace("\n", "\r\n") if not any("\n" in v for vs in lists.values()
                                                             for v in vs) else text
            expected = tomllib.loads(text)["tool"]["tkscan"]
            self.assertEqual(expected, lists)
            self.write("pyproject.toml", text.encode())
            done = self.run_tkscan("config", status=2)  # there are no such folders
            for line in done.stderr.splitlines():
                self.assertIn("cannot read the folder", line)
            self.assertEqual({key: tomllib.loads(done.stdout)[key] for key in lists}, lists)

    def test_hostile_files(self) -> None:
        for text in ["[" * 100000, "[tool.tkscan]\nx = " + "[" * 5000 + "]" * 5000,
                     "[tool.tkscan]\n" + ".".join(["a"] * 20000) + " = 1\n",
                     "[tool.tkscan]\n" + "".join(f"k{i} = {i}\n" for i in range(20000)),
                     "tkscan = \"" + "\\u0041" * 1000, "[tool.tkscan]\nselect = '\0'\n",
                     "[tool.tkscan]\nselect = [\"\\ud800\"]\n", "# tkscan" + "x" * (1 << 20)]:
            self.write(".tkscan.toml", text)
            done = self.run_tkscan(status=2)
            self.assertIn(".tkscan.toml:", done.stderr)


class TestSchema(ConfigTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        sarif_tools.install()

    def test_the_committed_schema_is_that_of_the_program(self) -> None:
        done = self.run_tkscan("config", "--schema", status=0)
        self.assertEqual(SCHEMA.read_text(), done.stdout,
                         "run: tkscan config --schema > docs/config.schema.json")

    def verdicts(self, documents: list[Any]) -> list[bool]:
        """What the validator says of each document."""
        script = ("const [modules, schema] = process.argv.slice(1);"
                  "const Ajv = require(modules + '/ajv/dist/ajv').default;"
                  "const check = new Ajv({strict: false}).compile(JSON.parse("
                  "require('fs').readFileSync(schema)));"
                  "const all = JSON.parse(require('fs').readFileSync(0));"
                  "console.log(JSON.stringify(all.map(one => check(one))))")
        done = subprocess.run(["node", "-e", script, str(sarif_tools.MODULES), str(SCHEMA)],
                              input=json.dumps(documents), capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_schema_and_program_agree(self) -> None:
        good = ["jobs = 3", "select = ['TK1']", "select = 'TK1'", "pedantic = true",
                "max-target-bytes = '4M'", "max-target-bytes = 100", "severity = {TK1 = 'note'}",
                "per-file-ignores = {'a' = ['TK1']}", "per-file-ignores = {'a' = 'TK1'}",
                "exclude = []", "output-format = 'json'", "min-precision = 'high'",
                "output = ['json', 'sarif:x.sarif']", "respect-gitignore = false"]
        bad = ["jobs = '3'", "jobs = -1", "select = [1]", "select = true", "pedantic = 'yes'",
               "max-target-bytes = '4T'", "severity = {TK1 = 'bad'}", "severity = 'note'",
               "per-file-ignores = ['a']", "output-format = 'jsn'", "unknown = 1", "Jobs = 1",
               "min-precision = 3", "respect-gitignore = 'no'", "extend = 3"]
        verdicts = self.verdicts([tomllib.loads(text) for text in good + bad])
        self.assertEqual(verdicts, [True] * len(good) + [False] * len(bad))
        for text, fine in zip(good + bad, verdicts):
            self.write(".tkscan.toml", text + "\n")
            self.run_tkscan("--show-files", status=0 if fine else 2)

    def test_what_config_prints_is_valid(self) -> None:
        self.write("pyproject.toml", "[tool.tkscan]\nselect = ['TK1']\nexclude = ['a', 'b/*']\n"
                   "severity = {TK1 = 'note'}\n[tool.tkscan.per-file-ignores]\nx = ['TK1', 'TK2']\n")
        found = self.settings()
        self.assertEqual(self.verdicts([found]), [True])
        again = self.run_tkscan("config").stdout
        self.write("copy.toml", again)
        self.assertEqual(self.settings("--config", "copy.toml"), found)


if __name__ == "__main__":
    unittest.main()
