"""The trace oracle and the tool that strips conversions, on a package made up here."""

import ast
import builtins
import importlib.util
import os
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

TRACE = Path(__file__).resolve().parent.parent / "tools" / "trace"
sys.path.insert(0, str(TRACE))

import compare
import instrument
import places
import strip
import values

SOURCE = textwrap.dedent('''
    """Doc."""
    from __future__ import annotations

    class Base:
        size: int = 3

        def __init__(self, x: list[int]) -> None:
            self.__x = x

        def total(self, *more, start=0):
            return sum(v * 2 for v in self.__x) + start + len(more)

    class Derived(Base):
        def total(self, *more):
            return super().total(*more, start=1) if more else -1

    d = Derived([1, 2, 3])
    out = [d.total(), d.total(4, 5), f"{d.size:>{2}}", {**{"a": 1}}["a"], d.size in (3, 4)]
    match out:
        case [int() as first, *_] if first < 0:
            out.append(first)
''')

TEST = '''
from sample import shapes

def test_total():
    assert shapes.total([1, 2, 3]) == 6
    assert shapes.total([]) == 0
'''


class Instrumented(unittest.TestCase):
    def test_instrumented_code_does_what_it_did(self):
        seen = {}

        def record(key, value):
            seen.setdefault(key, []).append(value)
            return value

        plain, traced = {}, {}
        exec(compile(SOURCE, "plain.py", "exec"), plain)
        tree = ast.parse(SOURCE)
        setattr(builtins, instrument.RECORDER, record)
        try:
            exec(compile(instrument.instrument(tree, 7), "traced.py", "exec"), traced)
        finally:
            delattr(builtins, instrument.RECORDER)
        self.assertEqual(plain["out"], traced["out"])
        self.assertEqual({key >> instrument.FILE_SHIFT for key in seen}, {7})
        numbers = {number: node for number, (node, _, _, _)
                   in enumerate(instrument.expressions(ast.parse(SOURCE)))}
        texts = {ast.unparse(numbers[key & 0xFFFFF]): found for key, found in seen.items()}
        self.assertEqual(texts["d.total(4, 5)"], [15])
        self.assertEqual(texts["super().total(*more, start=1)"], [15])
        self.assertNotIn("list[int]", texts)


class Compared(unittest.TestCase):
    def setUp(self):
        self.checker = values.Checker({"sample.Sub": ["sample.Sub", "builtins.dict", "dict", "object"]})

    def covers(self, text, what):
        return self.checker.covers(values.parse(text), what)

    def test_what_a_value_covers(self):
        array = {"class": "numpy.ndarray", "rank": 2, "dtype": "float64"}
        self.assertTrue(self.covers("int | str", {"class": "str"}))
        self.assertFalse(self.covers("int", {"class": "str"}))
        self.assertTrue(self.covers("dict[str, int]", {"class": "sample.Sub"}))
        self.assertTrue(self.covers("object", {"class": "str"}))
        self.assertFalse(self.covers("type[int]", {"class": "int"}))
        self.assertTrue(self.covers("tuple[int, str]", {"class": "tuple", "items": [
            {"class": "int"}, {"class": "str"}]}))
        self.assertFalse(self.covers("tuple[int, int]", {"class": "tuple", "items": [
            {"class": "int"}, {"class": "str"}]}))
        for text, right in (("numpy.ndarray rank=2 dtype=float64", True), ("numpy.ndarray", True),
                            ("numpy.ndarray rank=1", False), ("numpy.ndarray dtype=int64", False)):
            known = values.parse(text)
            self.assertEqual(self.checker.covers(known, array), right, text)

    def test_classes_that_have_one_rank(self):
        checker = values.Checker({"p.Sub": ["p.Sub", "pandas.Index", "p.Base", "object"]})
        sub = {"class": "p.Sub", "rank": 1}
        self.assertEqual(compare.rank_said(values.parse("Index")[0], sub, checker), 1)
        self.assertIsNone(compare.rank_said(values.parse("Base")[0], sub, checker))
        self.assertEqual(compare.rank_said(values.parse("x rank=3")[0], sub, checker), 3)


@unittest.skipUnless(importlib.util.find_spec("pytest"), "needs pytest")
class Traced(unittest.TestCase):
    """From the tests of a package to the exit status."""

    def trace(self, body, *extra):
        with tempfile.TemporaryDirectory() as folder:
            package = Path(folder) / "sample"
            (package / "tests").mkdir(parents=True)
            (package / "__init__.py").write_text("")
            (package / "tests" / "__init__.py").write_text("")
            (package / "shapes.py").write_text(textwrap.dedent(body))
            (package / "tests" / "test_shapes.py").write_text(TEST)
            page = Path(folder) / "page.md"
            page.write_text("before\n<!-- what `make trace` found -->\nold\n<!-- end of it -->\nbehind\n")
            stub = Path(folder) / "stub.py"
            stub.write_text(f"#!{sys.executable}\nimport sys\n"
                            "for path in sys.argv:\n"
                            "    if path.endswith('/shapes.py'):\n"
                            "        print('file', path)\n"
                            "        print('2:12-2:19 call str definite')\n")
            stub.chmod(0o755)
            command = [sys.executable, str(TRACE / "trace.py"), "--folder", f"{folder}/out",
                       "--seconds", "20", "--tkscan",
                       str(stub) if "stub" in extra else os.environ.get("TKSCAN", "build/tkscan"),
                       "--write", str(page), "sample"]
            environment = os.environ | {"PYTHONPATH": folder}
            done = subprocess.run(command, capture_output=True, text=True, env=environment)
            return done, page.read_text()

    def test_right_values_pass(self):
        done, page = self.trace("""
            def total(xs):
                count = sum(xs)
                return count
        """)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn(" 0 definite values contradicted", done.stdout)
        self.assertIn("| sample | modules | 1 |", page)
        self.assertNotIn("old", page)
        self.assertTrue(page.startswith("before\n") and page.endswith("behind\n"))

    def test_a_wrong_definite_value_fails(self):
        done, _ = self.trace("def total(xs):\n    return sum(xs)\n", "stub")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("said str definite\n    was  int", done.stdout)

    def test_a_package_without_tests_is_one_line(self):
        done = subprocess.run([sys.executable, str(TRACE / "trace.py"), "--tkscan", "none", "no_such"],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "trace: error: there is no installed package 'no_such'\n")


class Stripped(unittest.TestCase):
    SOURCE = textwrap.dedent("""
        import numpy as np
        import torch
        seen = {}
        counts = set()
        groups = collections.defaultdict(dict)
        known: set[int] = make()
        def add(t, line, n, batches):
            label = t.argmax().item()
            seen[label] = 1
            seen[int(line)] = 2
            counts.add(tuple(np.unique(n)))
            xs = [0]
            xs[t.item()] = 3
            groups[line][str(int(torch.sum(t)))] = 4
            for i, (word, score) in enumerate(zip(t.cpu().numpy(), batches)):
                known.add(word)
            rows = n.tolist()
            if line:
                return {tuple(map(int, torch.unique(t))): 1}
            seen[label, rows[1][0]] = 5
            return set(t.tolist()), set(int(v) for v in t.flatten())
        def other(seen, known=None):
            seen[n.item()] = known
    """)

    def places(self, source):
        return {(place.kind, ast.unparse(place.inner), place.depth)
                for place in places.File(Path("a.py"), source).places()}

    def test_places(self):
        self.assertEqual(self.places(self.SOURCE), {
            (".item()", "t.argmax()", 0), ("tuple()", "np.unique(n)", 0), ("str()", "torch.sum(t)", 0),
            (".numpy()", "t.cpu()", 1), (".tolist()", "n", 2), ("tuple()", "torch.unique(t)", 0),
            (".tolist()", "t", 1), ("int()", "v", 0)})

    def test_numbers_of_numpy_hash(self):
        alone = self.SOURCE.replace("import torch", "")
        self.assertEqual({kind for kind, _, _ in self.places(alone)}, {"tuple()"})

    def test_one_conversion_is_taken_away(self):
        file = places.File(Path("a.py"), self.SOURCE)
        found = {place.kind: place for place in file.places()}
        text = places.stripped(file.source, found[".item()"])
        self.assertIn("    label = t.argmax()\n", text)
        self.assertIn("tuple(np.unique(n))", text)
        self.assertIn("[torch.sum(t)] = 4", places.stripped(file.source, found["str()"]))
        self.assertEqual(len(found[".item()"].lines), 3)     # made, stored, and looked up

    def test_verdicts(self):
        whole, elements = [places.Place(Path("a.py"), None, None, "", depth) for depth in (0, 1)]
        for place, reported, value, verdict in (
                (whole, True, None, "reported"), (whole, False, None, "unknown"),
                (whole, False, "numpy.float64 likely", "by value"),
                (whole, False, "torch.Tensor rank=0 likely", "known"),
                (whole, False, "torch.Tensor possible", "unknown"),
                (whole, False, "numpy.ndarray | numpy.generic likely", "unknown"),
                (elements, False, "numpy.ndarray rank=1 likely", "by value"),
                (elements, False, "numpy.ndarray likely", "unknown"),
                (elements, False, "list[torch.Tensor] likely", "known"),
                (elements, False, "list[int] definite", "by value"),
                (elements, False, "numpy.ndarray rank=2 likely", "known")):
            self.assertEqual(strip.judge(place, reported, value), verdict, value)

    def test_what_is_stripped_is_scanned(self):
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder) / "projects" / "one"
            project.mkdir(parents=True)
            (project / "a.py").write_text("import torch\nseen = {}\nt = torch.zeros(3)\n"
                                          "seen[t[0].item()] = 1\nprint(seen[t[1].item()])\n"
                                          "def f(x): return seen[x.item()]\n")
            done = subprocess.run([sys.executable, str(TRACE / "strip.py"), "--tkscan",
                                   os.environ.get("TKSCAN", "build/tkscan"), str(project.parent)],
                                  capture_output=True, text=True)
        self.assertIn("3 places; 2 reported (66.7 %), of those of known type 2/2", done.stdout,
                      done.stderr)


if __name__ == "__main__":
    unittest.main()
