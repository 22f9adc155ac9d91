#!/usr/bin/env python3
"""Tests of the corpus runner: an analyzer with known answers, and a torch with only a hash."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TESTS = Path(__file__).resolve().parent
sys.path.insert(0, str(TESTS))

import corpus_annotations  # noqa: E402
import corpus_values  # noqa: E402

ANALYZER = """#!{python}
import json, sys
from pathlib import Path
answers = json.loads((Path(__file__).parent / "answers.json").read_text())
if sys.argv[1] == "check":
    if "crash" in answers:
        print("broken", file=sys.stderr)
        sys.exit(answers["crash"])
    findings = answers["pedantic"] if "--pedantic" in sys.argv else answers["findings"]
    print(json.dumps({{"version": 1, "tool": "tkscan", "findings": findings, "errors": [], "files": 1}}))
    sys.exit(1 if findings else 0)
elif sys.argv[1] == "rule":
    sys.exit(2 if sys.argv[2] == "TK999" else 0)
elif sys.argv[1] == "debug":
    print(answers["reveal"])
else:
    print("row is a row of X:", sys.argv[2])
"""

FAKE_TORCH = """
class Tensor:
    def __init__(self, value): self.value = value
    def __eq__(self, other): return Tensor(self.value == other)
    def __hash__(self): return id(self)
    def item(self): return self.value
"""


class Project(unittest.TestCase):
    """A project in a temporary folder with a corpus and a fake analyzer."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        (self.root / "torch.py").write_text(FAKE_TORCH)
        self.findings: list[dict] = []
        self.pedantic: list[dict] = []
        self.revealed = ""
        self.more: dict = {}

    def write(self, text: str, name: str = "corpus/TK101/a.py") -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    @staticmethod
    def finding(line: int, code: str = "TK101", columns=(3, 4), name: str = "corpus/TK101/a.py"):
        return {"code": code, "path": name, "line": line, "column": columns[0], "end_line": line,
                "end_column": columns[1], "message": f"'x' is a list ({code}).",
                "related": [{"path": name, "line": 1, "column": 1, "message": "made here"}]}

    def run_corpus(self, *args: str) -> tuple[int, str]:
        program = self.root / "tkscan"
        program.write_text(ANALYZER.format(python=sys.executable))
        program.chmod(0o755)
        (self.root / "answers.json").write_text(json.dumps(
            {"findings": self.findings, "pedantic": self.pedantic, "reveal": self.revealed, **self.more}))
        environment = dict(os.environ, PYTHONPATH=str(self.root))
        done = subprocess.run([sys.executable, str(TESTS / "corpus.py"), "--root", str(self.root),
                               "--tkscan", str(program), *args], capture_output=True, text=True,
                              env=environment)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout

    def assert_outcome(self, passed: int, failed: int, *words: str, args=()) -> str:
        status, output = self.run_corpus(*args)
        self.assertEqual(output.splitlines()[-1], f"{passed} passed, {failed} failed", output)
        self.assertEqual(status, 1 if failed else 0)
        for word in words:
            self.assertIn(word, output)
        return output

    def assert_python_says(self, passed: int, failed: int, *words: str) -> str:
        return self.assert_outcome(passed, failed, *words, args=("--runtime", sys.executable))


class AgainstTheAnalyzer(Project):
    def test_found_where_expected(self):
        self.write("d = {}\nd[x] = 1  # expect: TK101\n# ^\n")
        self.findings = [self.finding(2)]
        self.assert_outcome(2, 0, "1 files, 1 annotations")

    def test_a_miss_is_explained(self):
        self.write("d = {}\nd[x] = 1  # expect: TK101\n")
        self.assert_outcome(1, 1, "corpus/TK101/a.py:2: expected TK101", "2 | d[x] = 1",
                            "explain corpus/TK101/a.py:2", "row is a row of X")

    def test_another_code_on_the_line_is_named(self):
        self.write("d[x] = 1  # expect: TK101\n")
        self.findings = [self.finding(1, "TK201")]
        self.assert_outcome(0, 2, "instead: TK201 at 1:3-4", "reported without an annotation")

    def test_reported_without_an_annotation(self):
        self.write("d[x] = 1\n")
        self.findings = [self.finding(1)]
        self.assert_outcome(0, 1, "reported without an annotation", "1 | d[x] = 1", "line 1: made here")

    def test_a_look_alike_must_be_silent(self):
        self.write("d[x] = 1  # ok: TK101 -- a scalar\nd[y] = 1  # ok-identity: TK201\n")
        self.assert_outcome(3, 0)
        self.findings = [self.finding(1)]
        self.assert_outcome(2, 1, "expected no TK101")

    def test_two_findings_on_a_line_need_two_codes(self):
        self.findings = [self.finding(1), self.finding(1, columns=(9, 10))]
        self.write("{[]: 1, []: 2}  # expect: TK101\n")
        self.assert_outcome(1, 1, "reported without an annotation")
        self.write("d[x], d[y] = 1  # expect: TK101, TK101\n# ^     ^\n")
        self.assert_outcome(3, 0)

    def test_columns_and_text_must_agree(self):
        self.write("d[xy] = 1  # expect: TK101 \"a set\"\n# ^^\n")
        self.findings = [self.finding(1)]
        self.assert_outcome(1, 1, "expected TK101 with columns 3-5 and the text \"a set\"",
                            "found: TK101 at 1:3-4")

    def test_known_faults_are_counted_until_they_are_gone(self):
        self.write("d[x] = 1  # todo-expect: TK101\nd[y] = 1  # todo-ok: TK101\n")
        self.findings = [self.finding(2)]
        self.assert_outcome(1, 0, "known misses: 1, known false alarms: 1")
        self.findings = [self.finding(1)]
        self.assert_outcome(1, 2, "TK101 is found now", "TK101 is silent now")

    def test_values(self):
        self.write("reveal_value(x)  # is: int\nreveal_value(y)  # is: str\n")
        self.revealed = "reveal 1: int\nreveal 2: unknown"
        self.assert_outcome(2, 1, "expected: str", "found:    unknown")
        self.write("reveal_value(x)  # todo-is: int\nreveal_value(y)  # todo-is: str\n")
        self.assert_outcome(1, 1, "1: inference knows this now", "known misses: 1")

    def test_files_with_options_of_their_own(self):
        self.write("# tkscan-args: --pedantic\nd[x] = 1  # expect: TK101\n")
        self.write("d[x] = 1  # ok: TK101\n", "corpus/TK101/b.py")
        self.pedantic = [self.finding(2)]
        self.assert_outcome(4, 0)

    def test_a_code_without_a_rule_is_no_pass(self):
        self.write("d[x] = 1  # expect: TK999\nd[y]  # ok: TK999\n")
        self.findings = [self.finding(1, "TK901")]
        self.assert_outcome(1, 0, "2 not checked, as there is no rule TK999: corpus/TK101/a.py:1")
        self.findings = [self.finding(1, "TK101")]
        self.assert_outcome(0, 1, "reported without an annotation")

    def test_a_program_that_fails_as_a_whole(self):
        self.write("d[x] = 1  # ok: TK101\n")
        self.more = {"crash": 2}
        self.assert_outcome(0, 2, "all files together", "a.py: ", "check ended with 2", "broken")
        self.more = {"crash": 0}
        self.assert_outcome(0, 2, "printed no JSON")

    def test_filter(self):
        self.write("d[x] = 1  # expect: TK101\n")
        self.write("d[x] = 1\n", "corpus/TK102/b.py")
        self.assert_outcome(1, 0, "1 files, 0 annotations", args=("TK102",))
        self.assert_outcome(0, 1, "no corpus file matches TK999", args=("TK999",))

    def test_what_is_almost_an_annotation_is_an_error(self):
        for comment in ("# expects: TK101", "# ok TK101", "# expect: TK101 twice"):
            self.write(f"d[x] = 1  {comment}\n")
            self.assert_outcome(0, 2, "a.py:1")

    def test_carets_must_count_as_many_as_the_findings(self):
        self.write("d[x] = 1  # expect: TK101\n# ^   ^\n")
        self.assert_outcome(0, 2, "2 groups of carets for 1 findings")


class AgainstPython(Project):
    def test_a_raising_line_is_passed_and_the_file_goes_on(self):
        self.write("def f(rows):\n    index = {}\n    for r in rows:\n"
                   "        index[r] = 1  # expect: TK101\n    return index\n"
                   "f([[1], [2]])\nd = {(1,): 2}\nd[(1,)]  # ok: TK101\n")
        self.assert_python_says(3, 0)

    def test_a_line_that_does_not_raise(self):
        self.write("d = {}\nd[1] = 1  # expect: TK101\n")
        self.assert_python_says(1, 1, "expect: TK101, but it raises nothing")

    def test_a_line_that_is_never_reached(self):
        self.write("def f(d):\n    d[[1]] = 1  # expect: TK101\n    d[1] = 1  # ok: TK101\n")
        self.assert_python_says(1, 2, "it is never reached")

    def test_another_error_is_not_taken_for_the_expected_one(self):
        self.write("d = {}\nd.missing(1)  # expect: TK101\n")
        self.assert_python_says(1, 1, "it raises AttributeError")

    def test_an_error_of_another_line_is_not_swallowed(self):
        self.write("def f(x):\n    return {x}\nf([1])  # expect: TK102\n")
        self.assert_python_says(0, 2, "does not run to its end")

    def test_an_ok_line_that_raises(self):
        self.write("try:\n    {[1]: 1}  # ok: TK101\nexcept TypeError:\n    pass\n")
        self.assert_python_says(2, 0)
        self.write("try:\n    {[1]: 1}  # ok-raises: TK101\n    {1: 1}\nexcept TypeError:\n    pass\n")
        self.assert_python_says(2, 0)
        self.write("try:\n    {1: 1}  # ok-raises: TK101\nexcept TypeError:\n    pass\n")
        self.assert_python_says(1, 1, "it raises nothing about hashing")

    def test_each_key_of_a_long_display_is_asked(self):
        self.write("d = {\n    (1,): 1,  # ok: TK101\n    [1]: 1,  # expect: TK101\n"
                   "    (2,): 1,  # expect: TK101\n}\n")
        self.assert_python_says(3, 1, "a.py:4: expect: TK101, but it raises nothing")

    def test_hashing_by_identity_is_seen(self):
        self.write("import torch\nt = torch.Tensor(1)\nd = {}\nd[t] = 1  # expect: TK201\n"
                   "d[t.item()] = 1  # ok: TK201\ns = {t}  # ok-identity: TK202\n")
        self.assert_python_says(4, 0)

    def test_hashing_that_nobody_announced(self):
        self.write("import torch\nfrom collections import Counter\n"
                   "Counter([torch.Tensor(1), torch.Tensor(1)])\n")
        self.assert_python_says(0, 1, "a.py:3: hashes a tensor by identity and says nothing")

    def test_identity_expected_in_vain(self):
        self.write("import torch\nd = {}\nd[1] = torch.Tensor(1)  # expect: TK201\n")
        self.assert_python_says(1, 1, "it hashes no tensor by identity")

    def test_a_marked_decorator_answers_for_the_calls(self):
        self.write("import functools\n@functools.lru_cache  # expect: TK104\n"
                   "def f(x):\n    return len(x)\n\nassert f([1]) == 1\nf.cache_info()\n")
        self.assert_python_says(2, 0)
        self.write("import functools\n@functools.lru_cache  # expect: TK104\n"
                   "def f(x):\n    return len(x)\n\nassert f((1,)) == 1\n")
        self.assert_python_says(1, 1, "it raises nothing")

    def test_modules_of_a_project_are_marked_too(self):
        self.write("from shop.stock import index\nindex([[1]])\n", "corpus/example/main.py")
        self.write("", "corpus/example/shop/__init__.py")
        self.write("def index(rows):\n    return {r: 1 for r in rows}  # expect: TK101\n",
                   "corpus/example/shop/stock.py")
        self.assert_python_says(4, 0)

    def test_revealed_values(self):
        self.write("reveal_value((1, 'a'))  # is: tuple[int, str]\nreveal_value(1)  # is: str\n"
                   "reveal_value([1])  # todo-is: list[int]\n")
        self.assert_python_says(3, 1, "Python has int")

    def test_a_missing_library_is_no_pass(self):
        self.write("import no_such_library\nd = {[1]: 2}  # expect: TK101\n")
        self.assert_python_says(0, 0, "1 not checked, no_such_library missing")


class Texts(unittest.TestCase):
    def test_notes(self):
        notes = corpus_annotations.line_notes(
            'd[a.b, c] = 1  # expect: TK101, TK201 "a.b"  # ok: TK102 -- a name', 7, "f")
        self.assertEqual([(n.kind, n.code, n.text) for n in notes], [
            ("expect", "TK101", "a.b"), ("expect", "TK201", "a.b"), ("ok", "TK102", None)])

    def test_declared_encodings_and_line_ends(self):
        text = corpus_annotations.decode("# -*- coding: latin-1 -*-\r\nx = 'é'\r\n".encode("latin-1"))
        self.assertEqual(text, "# -*- coding: latin-1 -*-\nx = 'é'\n")

    def test_values_that_fit(self):
        for value, text in ((True, "bool"), ([1, 2], "list[int]"), ({"a": 1}, "dict[str, int]"),
                            ((1, "a"), "tuple[int, str] definite"), (None, "int | None"),
                            ((1, 2, 3), "tuple[int, ...]"), ({1: [()]}, "dict[int, list[tuple]]")):
            self.assertTrue(corpus_values.fits(value, text), text)
        for value, text in ((True, "int"), ([1], "list[str]"), ((1,), "tuple[int, int]"),
                            ({"a": 1}, "dict[int, int]"), (None, "int | str")):
            self.assertFalse(corpus_values.fits(value, text), text)


def main() -> int:
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules[__name__])
    result = unittest.TextTestRunner(stream=sys.stdout).run(suite)
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
