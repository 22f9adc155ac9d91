"""The truth matrix itself: a library made up here, and an analyzer that says what it is told."""

import json
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

TRUTH = Path(__file__).resolve().parent.parent / "tools" / "truth" / "truth.py"

BOXLIB = '''
class Box:
    """Unhashable; its elements are plain numbers."""
    __hash__ = None

    def __init__(self, *values):
        self.values = values

    def __iter__(self):
        return iter(self.values)


class Tag:
    """Hashes by identity; the library keeps a registry of its own."""

    def __hash__(self):
        return id(self)

    def __eq__(self, other):
        return self is other


def registered():
    tag = Tag()
    {tag: 1}
    return tag
'''

SINKS = '''
[[sink]]
name = "get"
family = "dict-key"
takes = "key"
prepare = 'names = {0: "cat"}'
code = 'label = names.get({key})'
loops = true

[[sink]]
name = "tuple-key"
family = "dict-key"
takes = "key"
prepare = "cache = {}"
code = "cache[({key}, 1)] = 1"

[[sink]]
name = "store"
family = "no-hash"
takes = "key"
prepare = "rows = []"
code = "rows.append({key})"

[[sink]]
name = "set-of"
family = "set-member"
takes = "iterable"
code = "unique = {*{iterable}}"
'''

PRODUCERS = '''
[[library]]
name = "boxes"
needs = "boxlib"
imports = "import boxlib"
recorded = ["boxlib.Tag"]

[[producer]]
name = "box"
library = "boxes"
gives = "key"
setup = "names = boxlib.Box(1, 2)"
expr = "names"

[[producer]]
name = "tag"
library = "boxes"
gives = "key"
expr = "boxlib.Tag()"

[[producer]]
name = "whole-tag"
library = "boxes"
gives = "key"
role = "whole"
expr = "boxlib.registered()"

[[producer]]
name = "number"
library = "boxes"
gives = "key"
expr = "len((1, 2)) > 1"

[[producer]]
name = "elements"
library = "boxes"
gives = "iterable"
expr = "boxlib.Box(1, 2)"

[[producer]]
name = "list-of-boxes"
library = "boxes"
gives = "iterable"
expr = "[boxlib.Box(1)]"
'''

# Reports line, code and class for every file whose name is in the table beside it.
ANALYZER = '''#!{python}
import json, pathlib, sys
assert sys.argv[1:5] == ["check", "--isolated", "--output-format", "json"], sys.argv
table = json.loads(pathlib.Path(__file__).with_suffix(".json").read_text())
if "status" in table:
    sys.stderr.write("tkscan: no such rule\\n")
    sys.exit(table["status"])
findings = []
for path in sorted(pathlib.Path(sys.argv[5]).rglob("*.py")):
    for code, kind, line in table.get(path.stem, table.get("*", [])):
        findings.append({{"code": code, "name": "x", "class": kind, "path": str(path), "line": line,
                         "column": 1, "end_line": line, "end_column": 2, "message": "said"}})
print(json.dumps({{"version": 1, "tool": "tkscan", "findings": findings,
                  "errors": table.get("errors", []), "files": 1}}))
sys.exit(1 if findings else 0)
'''

RAISES = ["TK101", "raises", 7]
IDENTITY = ["TK201", "identity", 6]
RIGHT = {
    "get__box": [RAISES], "tuple_key__box": [RAISES], "get__list_of_boxes": [RAISES],
    "set_of__list_of_boxes": [["TK102", "raises", 5]],
    "get__tag": [IDENTITY], "tuple_key__tag": [IDENTITY],
}


class TruthTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)
        self.write("boxlib.py", BOXLIB)
        self.write("sinks.toml", SINKS)
        self.write("producers.toml", PRODUCERS)
        analyzer = self.write("analyzer.py", ANALYZER.format(python=sys.executable))
        analyzer.chmod(0o755)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def run_truth(self, table, *options, sinks="sinks.toml", producers="producers.toml"):
        self.write("analyzer.json", json.dumps(table))
        command = [sys.executable, str(TRUTH), "--tkscan", str(self.folder / "analyzer.py"),
                   "--templates", str(self.folder / sinks),
                   "--producers", str(self.folder / producers), *options]
        return subprocess.run(command, capture_output=True, text=True, timeout=120,
                              env={"PYTHONPATH": str(self.folder), "PATH": "/usr/bin:/bin"})

    def cells(self, table, *options, **files):
        report = self.folder / "report.json"
        done = self.run_truth(table, "--json", str(report), *options, **files)
        self.assertTrue(report.exists(), done.stderr)
        cells = json.loads(report.read_text(encoding="utf-8"))["cells"]
        return done, {(cell["sink"], cell["producer"]): cell for cell in cells}

    def test_python_decides(self):
        done, cells = self.cells({}, "--no-scan")
        self.assertEqual(done.returncode, 0, done.stderr)
        outcomes = {key: cell["outcome"] for key, cell in cells.items()}
        self.assertEqual(outcomes, {
            ("get", "box"): "raises", ("get", "tag"): "identity",
            ("get", "whole-tag"): "identity", ("get", "number"): "value",
            ("get", "elements"): "value", ("get", "list-of-boxes"): "raises",
            ("tuple-key", "box"): "raises", ("tuple-key", "tag"): "identity",
            ("tuple-key", "whole-tag"): "identity", ("tuple-key", "number"): "value",
            ("store", "box"): "value", ("store", "tag"): "value",
            # the registry of the library hashes this one, the program does not
            ("store", "whole-tag"): "value", ("store", "number"): "value",
            ("set-of", "elements"): "value", ("set-of", "list-of-boxes"): "raises",
        })
        self.assertEqual(cells["get", "box"]["lines"], [10, 7])

    def test_all_found(self):
        done, cells = self.cells({**RIGHT, "get__box": [["TK101", "raises", 7]]})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(cells["get", "box"]["verdict"], "found")
        self.assertFalse(cells["get", "box"]["elsewhere"])
        self.assertEqual(cells["get", "whole-tag"]["verdict"], "whole-silent")
        self.assertEqual(cells["store", "box"]["verdict"], "silent")

    def test_finding_on_another_line_is_counted(self):
        done, cells = self.cells({**RIGHT, "get__box": [["TK101", "raises", 1]]})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(cells["get", "box"]["elsewhere"])

    def test_false_alarm_fails(self):
        done, cells = self.cells({**RIGHT, "store__box": [RAISES]})
        self.assertEqual(done.returncode, 1)
        self.assertEqual(cells["store", "box"]["verdict"], "false-alarm")
        self.assertIn("boxes: 1 false alarms", done.stderr)
        self.assertIn("boxes: store x box", done.stdout)

    def test_other_rules_are_no_false_alarm(self):
        done, cells = self.cells({**RIGHT, "store__box": [["TK301", "unsound", 7]]})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(cells["store", "box"]["verdict"], "silent")

    def test_misses_fail_below_the_floor(self):
        table = {key: value for key, value in RIGHT.items() if key != "get__tag"}
        done, cells = self.cells(table)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(cells["get", "tag"]["verdict"], "missed")
        self.assertIn("boxes: 83.3% found (floor: 90.0%)", done.stderr)
        self.assertEqual(self.run_truth(table, "--floor", "0.8").returncode, 0)

    def test_misses_are_ranked(self):
        done = self.run_truth({"get__tag": [IDENTITY]})
        by_sink = done.stdout.split("Not found, by sink\n")[1].split("\n\n")[0].splitlines()
        self.assertEqual([line.split() for line in by_sink[1:]],
                         [["get", "2", "3"], ["tuple-key", "2", "2"], ["set-of", "1", "1"]])

    def test_wrong_class_fails(self):
        done, cells = self.cells({**RIGHT, "get__tag": [RAISES]})
        self.assertEqual(done.returncode, 1)
        self.assertEqual(cells["get", "tag"]["verdict"], "wrong-class")
        self.assertIn("boxes: 1 reported as the wrong class", done.stderr)

    def test_broken_programs_are_counted_and_not_compared(self):
        self.write("broken.toml", '[[producer]]\nname = "broken"\nlibrary = "boxes"\n'
                                  'gives = "key"\nexpr = "boxlib.missing()"\n')
        table = {**RIGHT, "get__broken": [RAISES]}
        add = ("--add", str(self.folder / "broken.toml"))
        done, cells = self.cells(table, *add)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(cells["get", "broken"]["verdict"], "broken")
        self.assertIn("AttributeError", cells["get", "broken"]["error"])
        self.assertIn("boxes: 3 of 19 programs are broken", done.stderr)
        self.assertEqual(self.run_truth(table, *add, "--most-broken", "0.5").returncode, 0)

    def test_crash_and_hang_break_only_their_own_program(self):
        self.write("bad.toml", textwrap.dedent('''
            [[producer]]
            name = "crash"
            library = "boxes"
            gives = "key"
            imports = "import os"
            expr = "os._exit(3)"

            [[producer]]
            name = "hang"
            library = "boxes"
            gives = "key"
            setup = "while True:\\n    pass"
            expr = "1"
            '''))
        _, cells = self.cells(RIGHT, "--add", str(self.folder / "bad.toml"), "--seconds", "0.3")
        self.assertEqual(cells["get", "crash"]["error"], "the process ended: status 3")
        self.assertEqual(cells["get", "hang"]["error"], "took longer than 0.3 s")
        self.assertEqual(cells["tuple-key", "box"]["outcome"], "raises")
        self.assertEqual(cells["tuple-key", "tag"]["outcome"], "identity")

    def test_cached_outcomes_are_the_same(self):
        cache = ("--cache", str(self.folder / "cache.json"))
        _, first = self.cells(RIGHT, *cache)
        _, second = self.cells(RIGHT, *cache)
        self.assertEqual(first, second)
        self.write("boxlib.py", "raise SystemExit('not run again')")
        _, third = self.cells(RIGHT, *cache)
        self.assertEqual(first, third)

    def test_any_number_of_jobs_gives_the_same_bytes(self):
        texts = []
        for jobs in ("1", "3"):
            report = self.folder / f"jobs{jobs}.json"
            done = self.run_truth(RIGHT, "--jobs", jobs, "--json", str(report))
            texts.append((done.stdout, report.read_text(encoding="utf-8")))
        self.assertEqual(texts[0], texts[1])

    def test_choosing(self):
        _, cells = self.cells(RIGHT, "--family", "set-member,no-hash")
        self.assertEqual({sink for sink, _ in cells}, {"set-of", "store"})
        done = self.run_truth(RIGHT, "--sink", "get", "--producer", "box", "--show")
        self.assertIn("label = names_.get(names)", done.stdout)
        self.assertIn("# Python: raises   TypeError: unhashable type: 'Box'", done.stdout)
        self.assertIn("# tkscan: 7: TK101 raises: said", done.stdout)

    def test_markdown_names_rules_sinks_and_producers(self):
        page = self.folder / "truth.md"
        self.run_truth(RIGHT, "--markdown", str(page))
        text = page.read_text(encoding="utf-8")
        self.assertIn("| TK201 | dict-key | 2 |", text)
        self.assertIn("| get | dict-key | 3/3 |", text)
        self.assertIn("| `list-of-boxes` | 2 | 0 | 0 | 0 | 2/2 |", text)

    def test_analyzer_that_fails_is_an_error(self):
        done = self.run_truth({"status": 2})
        self.assertEqual(done.returncode, 2)
        self.assertIn("exit status 2: tkscan: no such rule", done.stderr)
        done = self.run_truth({**RIGHT, "errors": [{"code": "TK001"}]})
        self.assertEqual(done.returncode, 1)
        self.assertIn("tkscan: 1 errors, first: {'code': 'TK001'}", done.stderr)

    def test_mistakes_in_data_files(self):
        sink = '[[sink]]\nname = "a"\nfamily = "f"\ntakes = "key"\ncode = "{key}"\n'
        mistakes = {
            "[[sink]]\nname = 3": ":1: sink '3': field 'name' must be a str",
            '[[sink]]\nname = "a"': ":1: sink 'a': field 'family' is missing",
            sink.replace('"key"', '"keys"'): 'takes = "keys" (must be key or iterable)',
            sink.replace("{key}", "x"): "takes \"key\", but its code has no {key}",
            sink.replace("{key}", "d[{key}"): "sink 'a': code is not Python",
            sink + "color = 1": "sink 'a': unknown field 'color' (known: name,",
            sink + sink: ":6: a second sink is named 'a'",
            sink.replace('"a"', '"A b"'): "name 'A b' must be lower-case words with hyphens",
            "[[sinks]]": "unknown entry 'sinks' (expected [[library]], [[sink]], [[producer]]",
            "[[sink]": "(at line 1",
        }
        for text, said in mistakes.items():
            with self.subTest(said):
                self.write("mistake.toml", text)
                done = self.run_truth(RIGHT, sinks="mistake.toml")
                self.assertEqual(done.returncode, 2)
                self.assertIn("mistake.toml", done.stderr)
                self.assertIn(said, done.stderr)
                self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_mistakes_in_producers_and_options(self):
        self.write("mistake.toml", '[[producer]]\nname = "a"\nlibrary = "nolib"\n'
                                   'gives = "key"\nexpr = "1"\n')
        done = self.run_truth(RIGHT, producers="mistake.toml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("names library 'nolib', which no [[library]] declares", done.stderr)
        done = self.run_truth(RIGHT, "--sink", "nothing")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no sink is named 'nothing' (known: get,", done.stderr)
        done = self.run_truth(RIGHT, "--templates", str(self.folder / "absent.toml"))
        self.assertIn("absent.toml: No such file or directory", done.stderr)

    def test_committed_data_reads(self):
        """The committed files cross into programs that compile; the sizes are the agreed ones."""
        sys.path.insert(0, str(TRUTH.parent))
        self.addCleanup(sys.path.remove, str(TRUTH.parent))
        import cells as matrix
        data = matrix.Data()
        for pattern in ("libraries.toml", "producers/*.toml", "sinks/*.toml"):
            for path in sorted(TRUTH.parent.glob(pattern)):
                data.read(path)
        self.assertGreaterEqual(len(data.sinks), 60)
        for library in ("numpy", "torch", "tensorflow", "jax", "pandas"):
            count = sum(1 for name, _ in data.producers if name == library)
            self.assertGreaterEqual(count, 60, library)
        crossed = matrix.cross(data, ["python", "torch"])
        self.assertEqual(len({cell.path for cell in crossed}), len(crossed))
        for cell in crossed[::17]:
            compile(cell.text, cell.path, "exec")


if __name__ == "__main__":
    unittest.main()
