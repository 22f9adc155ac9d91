"""The modules of a project: where imports are looked for, and that what is found in a file does not
depend on which others are named, how the list is split, or how many threads there are."""

import json
import random
import unittest

from support import ROOT, CliTest, places


def module_text(rng: random.Random, name: str, others: list[str], package: str) -> str:
    """A module that makes tensors, hashes what it is given, and uses others that may use it."""
    lines = ["import torch", "import numpy as np"]
    used = rng.sample(others, min(len(others), rng.randint(0, 3)))
    handles = []
    for other in used:
        handle = f"from_{other}"
        style = rng.randrange(5)
        if style == 0:
            lines.append(f"from {package}.{other} import make as make_{other}, remember as keep_{other}")
            handles.append((f"make_{other}", f"keep_{other}", None))
        elif style == 1:
            lines.append(f"from . import {other} as {handle}")
            handles.append((f"{handle}.make", f"{handle}.remember", f"{handle}.Store"))
        elif style == 2:
            lines.append(f"import {package}.{other}")
            full = f"{package}.{other}"
            handles.append((f"{full}.make", f"{full}.remember", f"{full}.Store"))
        elif style == 3:
            lines.append(f"from .{other} import *")
        else:
            lines.append(f"from {package}.{other} import Store as Store_{other}, make as make_{other}")
            handles.append((f"make_{other}", None, f"Store_{other}"))
    first = rng.choice(["torch.arange(n)", "np.zeros((n, 2))", "torch.rand(n, 3)", "list(range(n))"])
    lines += [
        "", f"TABLE_{name} = {{}}", "", "def make(n):", f"    return {first}", "",
        "def remember(key, value=None):", f"    TABLE_{name}[key] = value", "    return value", "",
    ]
    bases = [store for _, _, store in handles if store]
    base = f"({rng.choice(bases)})" if bases and rng.random() < 0.5 else ""
    lines += [f"class Store{base}:", "    def __init__(self, rows):", "        self.rows = rows",
              "        self.known = {}", "", "    def add(self, key):",
              "        self.known[key] = len(self.known)", "        return self.rows", "",
              f"    def own_{name}(self):", "        return {row: 1 for row in self.rows}", ""]
    lines += [f"def use_{name}():", f"    rows = make({rng.randint(1, 5)})"]
    for make, keep, store in handles:
        lines.append(f"    for row in {make}(3):")
        lines.append(f"        TABLE_{name}[row] = 1" if rng.random() < 0.5 else "        pass")
        if keep:
            lines.append(f"    {keep}(rows[0])")
        if store:
            lines.append(f"    held = {store}({make}(2))")
            lines.append("    held.add(rows[0])")
            lines.append("    {held.rows[0]: 1}")
    lines += ["    return {rows[0]: rows}", ""]
    return "\n".join(lines)


def make_project(seed: int) -> dict[str, str]:
    rng = random.Random(seed)
    names = [f"m{i}" for i in range(rng.randint(3, 9))]
    files = {"pyproject.toml": "", "pack/__init__.py": ""}
    for name in names:
        files[f"pack/{name}.py"] = module_text(rng, name, [n for n in names if n != name], "pack")
    exported = rng.sample(names, 2)
    files["pack/__init__.py"] = (f"from .{exported[0]} import *\n"
                                 f"from pack.{exported[1]} import remember as keep, Store\n")
    files["main.py"] = ("import pack\nimport torch\nfrom pack import keep, Store, make\n"
                        "for row in make(4):\n    keep(row)\n    {row: 1}\n"
                        "store = Store(torch.ones(2))\nstore.add(store.rows[0])\n"
                        f"pack.{names[0]}.remember(torch.ones(3)[0])\n")
    return files


class TestLaws(CliTest):
    """Whatever is named together, however often, by however many threads."""

    def scanned(self, *arguments: str) -> dict[str, list[str]]:
        """By path all that is said of a file."""
        found: dict[str, list[str]] = {}
        for finding in self.run_json("--exit-zero", *arguments)["findings"]:
            found.setdefault(finding["path"], []).append(json.dumps(finding, sort_keys=True))
        return found

    def check_splits(self, paths: list[str], rng: random.Random) -> int:
        whole = self.scanned("-j1", *paths)
        self.assertEqual(self.scanned("-j4", "."), whole)
        for path in paths:
            self.assertEqual(self.scanned(path).get(path, []), whole.get(path, []), path)
        for _ in range(3):
            shuffled = rng.sample(paths, len(paths))
            cut = rng.randrange(1, len(paths))
            parts = self.scanned(*shuffled[:cut]) | self.scanned("-j3", *shuffled[cut:])
            self.assertEqual(parts, whole)
        return sum(map(len, whole.values()))

    def test_generated_projects(self) -> None:
        total = 0
        for seed in range(12):
            for old in sorted(self.folder.rglob("*.py")):
                old.unlink()
            files = make_project(seed)
            for path, text in files.items():
                self.write(path, text)
            with self.subTest(seed=seed):
                total += self.check_splits([path for path in files if path.endswith(".py")],
                                           random.Random(seed))
        self.assertGreater(total, 100)    # else the projects have nothing to disagree about


TENSOR = "import torch\nVALUES = torch.arange(3)\n\ndef make():\n    return VALUES\n"
USE = "\nknown = {{0: 1}}\nfor value in {}:\n    known[value]\n"


class TestPlaces(CliTest):
    """Where an import is looked for, like Python with the root, its src or the file's own folder first."""

    def check_found(self, importing: str, path: str, at: str = "use.py",
                    expression: str = "make()", found: bool = True) -> None:
        self.write(path, TENSOR)
        self.write(at, importing + "\n" + USE.format(expression))
        line = importing.count("\n") + 5
        expected = [f"{at}:{line}:11 TK201"] if found else []
        self.assertEqual(places(self.run_json("--exit-zero", at)), expected, importing)

    def test_beside_the_file(self) -> None:
        self.check_found("from data import make", "data.py")
        self.check_found("import data", "data.py", expression="data.make()")
        self.check_found("import data as d", "data.py", expression="d.VALUES")
        self.check_found("from data import *", "data.py")
        self.check_found("from data import VALUES as v", "data.py", expression="v")

    def test_in_packages(self) -> None:
        self.write("pyproject.toml")
        self.write("pack/__init__.py")
        self.write("pack/inner/__init__.py", "from ..data import make\n")
        self.check_found("from pack.data import make", "pack/data.py")
        self.check_found("from pack import data", "pack/data.py", expression="data.make()")
        self.check_found("import pack.data", "pack/data.py", expression="pack.data.make()")
        self.check_found("from .data import make", "pack/data.py", at="pack/use.py")
        self.check_found("from . import data", "pack/data.py", at="pack/use.py", expression="data.make()")
        self.check_found("from ..data import make", "pack/data.py", at="pack/inner/use.py")
        self.check_found("from pack.inner import make", "pack/data.py")

    def test_below_the_root(self) -> None:
        self.write("setup.py")
        self.check_found("from pack.data import make", "src/pack/data.py", at="tests/test_use.py")
        self.check_found("from tools.data import make", "tools/data.py", at="scripts/deep/use.py")

    def test_not_elsewhere(self) -> None:
        self.write("one/pyproject.toml")
        self.write("pack/__init__.py")
        self.check_found("from data import make", "data.py", at="one/use.py", found=False)
        self.check_found("from local import make", "pack/local.py", at="pack/use.py", found=False)
        self.check_found("from .data import make", "data.py", at="one/use2.py", found=False)

    def test_an_installed_package_is_a_project_of_its_own(self) -> None:
        folder = "lib/site-packages"
        self.write(f"{folder}/data/__init__.py", TENSOR)
        self.write(f"{folder}/pack/__init__.py")
        self.check_found("from data import make", f"{folder}/data/__init__.py",
                         at=f"{folder}/pack/use.py", found=False)
        self.check_found("from pack.data import make", f"{folder}/pack/data.py",
                         at=f"{folder}/pack/use.py")

    def test_a_modelled_library_is_not_looked_for_here(self) -> None:
        self.write("torch/__init__.py", "def arange(n):\n    return list(range(n))\n")
        self.check_found("from data import make", "data.py")

    def test_a_file_that_mentions_no_library(self) -> None:
        self.write("data.py", TENSOR)
        self.write("use.py", "from data import make\nknown = {}\nfor value in make():\n"
                             "    known[value] = 1\n")
        self.assertEqual(places(self.run_json("use.py", status=1)), ["use.py:4:11 TK201"])

    def test_standard_input_stands_where_it_is_said_to(self) -> None:
        self.write("data.py", TENSOR)
        text = "from data import make\n" + USE.format("make()")
        report = self.run_json("-", "--stdin-filename", "use.py", stdin=text.encode(), status=1)
        self.assertEqual(places(report), ["use.py:5:11 TK201"])

    def test_an_unreadable_import(self) -> None:
        self.write("data.py", b"\xff\xfe = \x80")
        self.write("use.py", "import numpy as np\nfrom data import make\n{np.ones(2)}\nmake()\n")
        report = self.run_json("use.py", status=1)
        self.assertEqual(places(report), ["use.py:3:2 TK102"])
        self.assertEqual(report["errors"], [])    # nobody asked about that file


    def test_rows_that_move_while_they_are_used(self) -> None:
        """Taking over one class takes over what it is made of: tables grow in the middle of a step."""
        count = 200
        many = ["import numpy as np", "def take(first, *rest):", "    return np.zeros(3)"]
        for i in range(count):
            many += [f"class C{i}:", f"    def __eq__(self, other: 'C{i - 1 if i else 0}'):",
                     "        return True", "    def __hash__(self):", "        return 1",
                     f"    def make(self) -> 'C{count - 1 - i}':", "        pass"]
        use = ["import numpy as np", "from dataclasses import dataclass, field", "from many import *"]
        use += ["@dataclass", "class Held:"]
        use += [f"    a{i}: C{i} = field(default=None)" for i in range(count // 2)]
        use += [f"take({', '.join(f'C{count - 1 - k}()' for k in range(i, i + 8))})"
                for i in range(0, count // 2, 8)]
        use += ["{take(1)}"]
        self.write("many.py", "\n".join(many) + "\n")
        self.write("use.py", "\n".join(use) + "\n")
        self.assertEqual(places(self.run_json("use.py", status=1)), [f"use.py:{len(use)}:2 TK102"])


class TestReports(CliTest):
    """What another module hashes is said at the call that passes it."""

    def test_the_call_and_the_place(self) -> None:
        self.write("keys.py", "SEEN = set()\n\ndef note(key):\n    SEEN.add(key)\n")
        self.write("use.py", "import numpy as np\nfrom keys import note\n\nnote(np.zeros(3))\n"
                             "note(tuple(np.zeros(3)))\n")
        report = self.run_json("use.py", "keys.py", status=1)
        self.assertEqual(places(report), ["use.py:4:6 TK102"])
        related = report["findings"][0]["related"]
        self.assertEqual([(r["path"], r["line"]) for r in related], [("keys.py", 4)])

    def test_not_said_twice(self) -> None:
        self.write("keys.py", "import numpy as np\nSEEN = set()\n\n"
                              "def note(key: np.ndarray):\n    SEEN.add(key)\n")
        self.write("use.py", "import numpy as np\nfrom keys import note\n\nnote(np.zeros(3))\n")
        self.assertEqual(places(self.run_json("use.py", "keys.py", status=1)),
                         ["keys.py:5:14 TK102"])

    def test_every_call(self) -> None:
        self.write("keys.py", "SEEN = set()\n\ndef note(key):\n    SEEN.add(key)\n")
        self.write("use.py", "import numpy as np\nfrom keys import note\n"
                             + "note(np.zeros(3))\n" * 12)
        self.assertEqual(len(places(self.run_json("use.py", status=1))), 12)

    def test_what_is_inside_of_an_argument(self) -> None:
        self.write("made.py", "import numpy as np\n\ndef table(names, width):\n"
                              "    return {name: np.zeros(width) for name in names}\n")
        self.write("use.py", "def owners(label, vectors):\n    found = {}\n    for name in 'ab':\n"
                             "        found[vectors[name]] = label\n    return found\n")
        self.write("main.py", "from made import table\nfrom use import owners\n\n"
                              "owners([1], table('ab', 3))\nowners([1], {'a': 2, 'b': 3})\n")
        report = self.run_json("main.py", status=1)
        self.assertEqual(places(report), ["main.py:4:13 TK101"])
        self.assertIn("'vectors[name]' is a 1-D numpy.ndarray", report["findings"][0]["message"])
        self.assertEqual([r["line"] for r in report["findings"][0]["related"]][0], 4)
        self.assertFalse(report["findings"][0].get("fixes"))


class TestGate(CliTest):
    """What no library reaches is followed as long as it, with all that it imports, stays below 4 MB."""

    def write_keys(self, megabytes: int) -> None:
        """A module that hashes what it is given, and imports that much more."""
        filler = "# nothing to see here, over and over again\n" * (1_000_000 // 43)
        for i in range(megabytes):
            self.write(f"part{i}.py", f"import part{i + 1}\n" + filler)
        self.write(f"part{megabytes}.py", "from keys import note\n")   # a circle is weighed as a whole
        self.write("keys.py", "import part0\nSEEN = set()\n\ndef note(key):\n    SEEN.add(key)\n")
        self.write("use.py", "import numpy as np\nfrom keys import note\n\nnote(np.zeros(3))\n")

    def test_small_is_followed(self) -> None:
        self.write_keys(3)
        for named in (["use.py"], ["."], ["use.py", "keys.py"]):
            self.assertEqual(places(self.run_json(*named, status=1)), ["use.py:4:6 TK102"], named)

    def test_large_is_not(self) -> None:
        self.write_keys(5)
        for named in (["use.py"], ["."], ["use.py", "keys.py"], ["-j4", "."]):
            self.assertEqual(places(self.run_json(*named, status=0)), [], named)
            self.assertEqual(places(self.run_json("--no-gate", *named, status=1)), ["use.py:4:6 TK102"], named)

    def test_large_with_a_library_is(self) -> None:
        self.write_keys(5)
        self.write("part5.py", "import numpy\nfrom keys import note\n")
        self.assertEqual(places(self.run_json("use.py", status=1)), ["use.py:4:6 TK102"])

    def test_what_is_remembered_is_told_apart(self) -> None:
        self.write_keys(5)
        for _ in range(2):
            self.assertEqual(places(self.run_json("--cache-dir", "cache", "use.py", status=0)), [])
            found = places(self.run_json("--cache-dir", "cache", "--no-gate", "use.py", status=1))
            self.assertEqual(found, ["use.py:4:6 TK102"])

    def test_what_is_tested_here_is_followed_whole(self) -> None:
        said = {}
        for options in ((), ("--no-gate",)):
            ran = self.run_tkscan("--isolated", "--exit-zero", "--pedantic", "--report-suppressed", "--output-format",
                                  "json-lines", *options, str(ROOT / "corpus"), str(ROOT / "tests"))
            said[options] = (ran.stdout, ran.stderr)
        self.assertGreater(said[()][0].count("\n"), 300)
        self.assertEqual(*said.values())


if __name__ == "__main__":
    unittest.main()
