"""--fix, --unsafe-fixes, --diff and their relatives."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
import unittest
from pathlib import Path
from typing import Callable

import fix_sarif
from support import ROOT, TKSCAN, CliTest

# One finding whose fix is safe, and one whose fix is not.
SAFE = """import torch

def f():
    x = torch.tensor([1, 2, 1])
    seen = set()
    for label in x:
        seen.add(label)
    return len(seen)
"""
UNSAFE = SAFE.replace("return len(seen)", "return seen")


def fixed(text: str) -> str:
    return text.replace("in x:", "in x.tolist():")


class Applying(CliTest):
    def test_a_thousand_keys_of_one_container(self) -> None:
        """They are rewritten together; more are reported only, or a fix would be as long as the file."""
        head = "import numpy as np\ndef f():\n    a = np.zeros(3)\n    d = {}\n"
        for count, rewritten in ((1000, True), (1001, False)):
            with self.subTest(count):
                text = head + "    d[a] = 1\n" * count
                self.write("a.py", text)
                done = self.run_tkscan("--unsafe-fixes", "--diff", "-q")
                self.assertEqual("-    d[a] = 1" in done.stdout, rewritten)
                told = self.run_tkscan("--output-format", "full", status=1).stdout
                self.assertEqual(told.count("more than 1,000 places use keys of this container"),
                                 0 if rewritten else count)

    def test_safe_and_unsafe(self) -> None:
        safe, unsafe = self.write("safe.py", SAFE), self.write("unsafe.py", UNSAFE)
        done = self.run_tkscan("--fix", "--output-format", "concise", status=1)
        self.assertEqual(safe.read_text(), fixed(SAFE))
        self.assertEqual(unsafe.read_text(), UNSAFE)
        self.assertIn("Fixed 1 finding. Found 1 error in 1 of 2 files (1 fixable with --unsafe-fixes).",
                      done.stderr)
        done = self.run_tkscan("--fix", "--unsafe-fixes", status=0)
        self.assertEqual(unsafe.read_text(), fixed(UNSAFE))
        self.assertEqual(done.stdout, "")

    def test_nothing_to_fix_writes_nothing(self) -> None:
        path = self.write("a.py", "import torch\n")
        before = path.stat()
        self.run_tkscan("--fix", status=0)
        self.assertEqual(path.stat().st_mtime_ns, before.st_mtime_ns)

    def test_exit_status(self) -> None:
        self.write("a.py", SAFE)
        self.run_tkscan("--diff", status=1)
        self.run_tkscan("--fix", "--exit-non-zero-on-fix", status=1)
        self.run_tkscan("--fix", "--exit-non-zero-on-fix", status=0)
        self.run_tkscan("--diff", status=0)

    def test_show_fixes(self) -> None:
        self.write("a.py", SAFE)
        done = self.run_tkscan("--fix", "--show-fixes", status=0)
        self.assertIn("a.py:\n    1 × TK202 (identity-set-member)\n", done.stderr)

    def test_fixable(self) -> None:
        path = self.write("a.py", SAFE)
        self.run_tkscan("--fix", "--unfixable", "TK2", status=1)
        self.run_tkscan("--fix", "--fixable", "TK1", status=1)
        self.assertEqual(path.read_text(), SAFE)
        self.assertEqual(self.run_json("--unfixable", "TK202")["findings"][0]["fixes"], [])
        self.run_tkscan("--fix", "--fixable", "TK1,TK202", status=0)

    def test_marks_in_concise(self) -> None:
        self.write("a.py", SAFE)
        self.write("b.py", UNSAFE)
        lines = self.run_tkscan("--output-format", "concise").stdout.splitlines()
        self.assertIn("a.py:7:18: TK202 [*] ", lines[0])
        self.assertIn("b.py:7:18: TK202 This", lines[1])

    def test_key_style(self) -> None:
        text = "import numpy as np\nrow = np.zeros((2, 2))\nprint({row: 1})\n"
        for style, part in (("tuple", "tuple(map(tuple, row.tolist()))"),
                            ("bytes", "(row.dtype.str, row.shape, row.tobytes())"),
                            ("sha256", "hashlib.sha256(repr((row.dtype.str, row.shape)).encode()"),
                            ("string", "repr((row.dtype.str, row.shape, row.tolist()))"),
                            ("tkhash", "tkhash.key(row)")):
            path = self.write("a.py", text)
            self.run_tkscan("--fix", "--unsafe-fixes", "--key-style", style, status=0)
            self.assertIn(part, path.read_text())
        done = self.run_tkscan("--key-style", "sha25", status=2)
        self.assertIn("did you mean 'sha256'?", done.stderr)

    def test_fixes_of_a_file_from_the_cache(self) -> None:
        path = self.write("a.py", SAFE)
        first = self.run_json("--cache-dir", "cache")
        self.assertEqual(self.run_json("--cache-dir", "cache"), first)
        self.run_tkscan("--cache-dir", "cache", "--fix", status=0)
        self.assertEqual(path.read_text(), fixed(SAFE))


class Bytes(CliTest):
    """What is not rewritten stays as it is, byte for byte."""

    def check_kept(self, before: bytes, after: bytes) -> None:
        path = self.write("a.py", before)
        self.run_tkscan("--fix", "--unsafe-fixes", "-q")
        self.assertEqual(path.read_bytes(), after)

    def test_line_ends(self) -> None:
        data = SAFE.replace("\n", "\r\n").encode()
        self.check_kept(data, fixed(data.decode()).encode())

    def test_mark(self) -> None:
        self.check_kept(b"\xef\xbb\xbf" + SAFE.encode(), b"\xef\xbb\xbf" + fixed(SAFE).encode())

    def test_tabs_and_no_final_line_end(self) -> None:
        text = SAFE.replace("    ", "\t").rstrip("\n")
        self.check_kept(text.encode(), fixed(text).encode())

    def test_form_feeds_and_other_scripts(self) -> None:
        text = SAFE.replace("import torch\n", "import torch\n\f\ngröße = '日本😀'  # λ\n").replace("label", "λ")
        self.check_kept(text.encode(), fixed(text).encode())

    def test_another_encoding_is_left_alone(self) -> None:
        data = ("# coding: latin-1\ngröße = 1\n" + SAFE).encode("latin-1")
        self.check_kept(data, data)

    def test_quotes_prefixes_and_tabs_inside(self) -> None:
        text = "import numpy as np\nrow\t=\tnp.zeros(2)\nd = {row:\tr'\\d', 'a' \"b\": f\"{row[0]}\"}\t# x\n"
        self.check_kept(text.encode(), text.replace("{row:", "{tuple(row.tolist()):").encode())

    def test_lines_that_go_on(self) -> None:
        text = "import numpy as np\nrow = np.zeros(2)\nd = {}\nd[row] = 1 + \\\n    2\nif row in d: print(d[row]); d.pop(row)\n"
        self.check_kept(text.encode(), text.replace("[row]", "[tuple(row.tolist())]").replace("(row)", "(tuple(row.tolist()))")
                        .replace("if row", "if tuple(row.tolist())").encode())

    def test_comments_and_quotes_in_between(self) -> None:
        text = ("import numpy as np\nrow = np.zeros(2)\ntable = {'a': 0}\ntable[  # why\n    row  # this\n] = \"x\"\n")
        self.check_kept(text.encode(), text.replace("    row  #", "    tuple(row.tolist())  #").encode())


class Imports(CliTest):
    def placed(self, head: str, body: str = "print({row: 1})\n") -> str:
        path = self.write("a.py", head + "row = np.zeros((2, 2))\n" + body)
        self.run_tkscan("--fix", "--unsafe-fixes", "--key-style", "sha256", "-q")
        return path.read_text()

    def test_behind_the_imports(self) -> None:
        head = '"""Text."""\nfrom __future__ import annotations\n\nimport sys\nfrom numpy import (\n    ones,\n)\nimport numpy as np  # so\n\n'
        self.assertIn("import numpy as np  # so\nimport hashlib\n\nrow", self.placed(head))

    def test_once(self) -> None:
        text = self.placed("import numpy as np\n", "print({row: 1})\n\n\ndef f():\n    return {np.ones((2, 2)).T: 1}\n")
        self.assertEqual(text.count("import hashlib"), 1)

    def test_the_name_it_has(self) -> None:
        text = self.placed("import hashlib as h, numpy as np\n")
        self.assertIn("{h.sha256(repr(", text)
        self.assertEqual(text.count("hashlib"), 1)

    def test_not_when_the_name_is_taken(self) -> None:
        text = self.placed("import numpy as np\nhashlib = None\n")
        self.assertNotIn("import hashlib", text)
        self.assertIn("tobytes()", text)

    def test_not_in_conditions(self) -> None:
        head = "import numpy as np\nif True:\n    import os\ntry:\n    import sys\nfinally:\n    pass\n"
        self.assertTrue(self.placed(head).startswith("import numpy as np\nimport hashlib\nif True:\n"))

    def test_imports_inside_functions_only(self) -> None:
        path = self.write("a.py", "#!/usr/bin/env python\n# licence\n\ndef f():\n    import numpy as np\n"
                                  "    row = np.zeros((2, 2))\n    return {row: 1}\n")
        self.run_tkscan("--fix", "--unsafe-fixes", "--key-style", "sha256", "-q")
        self.assertTrue(path.read_text().startswith("#!/usr/bin/env python\n# licence\n\nimport hashlib\ndef f"))


    def test_not_for_type_checkers_only(self) -> None:
        head = ("from __future__ import annotations\nfrom typing import TYPE_CHECKING\nimport numpy as np\n"
                "if TYPE_CHECKING:\n    import hashlib\n")
        text = self.placed(head)
        self.assertNotIn("\nimport hashlib", text)   # the name is taken there: another kind is written
        self.assertIn("row.tobytes()", text)

    def test_behind_the_future_alone(self) -> None:
        path = self.write("a.py", '"""Text."""\nfrom __future__ import annotations\n\ndef f():\n    import numpy as np\n'
                                  "    row = np.zeros((2, 2))\n    return {row: 1}\n")
        self.run_tkscan("--fix", "--unsafe-fixes", "--key-style", "sha256", "-q")
        self.assertTrue(path.read_text().startswith('"""Text."""\nfrom __future__ import annotations\nimport hashlib\n\ndef'))

    def test_behind_the_docstring(self) -> None:
        path = self.write("a.py", "# coding: utf-8\n\"\"\"Text.\n\nMore.\"\"\"\ndef f():\n    import numpy as np\n"
                                  "    row = np.zeros((2, 2))\n    return {row: 1}\n")
        self.run_tkscan("--fix", "--unsafe-fixes", "--key-style", "sha256", "-q")
        self.assertIn("More.\"\"\"\n\nimport hashlib\n", path.read_text())
        compile(path.read_text(), "a.py", "exec")

    def test_a_name_of_the_module_only_imported_from(self) -> None:
        text = self.placed("import numpy as np\nfrom hashlib import md5\n")
        self.assertIn("from hashlib import md5\nimport hashlib\n", text)

    def test_line_ends_of_the_file(self) -> None:
        path = self.write("a.py", b"import numpy as np\r\nrow = np.zeros((2, 2))\r\nprint({row: 1})\r\n")
        self.run_tkscan("--fix", "--unsafe-fixes", "--key-style", "sha256", "-q")
        self.assertIn(b"import numpy as np\r\nimport hashlib\r\nrow", path.read_bytes())
        self.assertEqual(path.read_bytes().count(b"\n"), path.read_bytes().count(b"\r\n"))


class Precedence(CliTest):
    def fixed_key(self, key: str, before: str = "") -> str:
        path = self.write("a.py", f"import torch\na = torch.tensor([1, 2])\nb = torch.tensor(3)\n{before}"
                                  f"names = {{1: 'a'}}\nprint(names.get({key}))\n")
        self.run_tkscan("--fix", "--unsafe-fixes", "-q")
        return path.read_text().rsplit("names.get(", 1)[1].removesuffix("))\n")

    def test_parentheses(self) -> None:
        for key, wanted in (("a[0]", "a[0].item()"), ("a[0] + b", "(a[0] + b).item()"), ("-b", "(-b).item()"),
                            ("b if b else a[0]", "(b if b else a[0]).item()"), ("(b)", "(b.item())"),
                            ("a.sum()", "a.sum().item()"), ("(c := a[1])", "((c := a[1]).item())"),
                            ("a[\n    0]", "a[\n    0].item()")):
            with self.subTest(key=key):
                self.assertIn(self.fixed_key(key), (wanted, wanted.replace("((c := a[1]).item())", "(c := a[1].item())")))


class Files(CliTest):
    def test_mode_is_kept(self) -> None:
        path = self.write("a.py", SAFE)
        path.chmod(0o751)
        self.run_tkscan("--fix", status=0)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o751)
        self.assertEqual(os.listdir(self.folder), ["a.py"])

    def test_read_only(self) -> None:
        path = self.write("a.py", SAFE)
        path.chmod(0o444)
        done = self.run_tkscan("--fix", status=2)
        self.assertIn("a.py: error: not fixed: it is read-only\n", done.stderr)
        self.assertEqual(path.read_text(), SAFE)

    def test_symbolic_link(self) -> None:
        self.write("real/a.txt", SAFE)
        (self.folder / "a.py").symlink_to("real/a.txt")
        done = self.run_tkscan("--fix", "a.py", status=2)
        self.assertIn("a.py: error: not fixed: it is a symbolic link; name the file it points to\n", done.stderr)
        self.assertTrue((self.folder / "a.py").is_symlink())
        self.assertEqual((self.folder / "real/a.txt").read_text(), SAFE)

    def test_changed_since_it_was_read(self) -> None:
        """Another program writes while fixes are applied: its text stays, or ours was there before."""
        many = "import torch\n" + "".join(
            SAFE.replace("import torch\n", "").replace("def f", f"def f{i}") for i in range(150))
        path = self.write("a.py", many)
        process = subprocess.Popen([TKSCAN, "--fix", "-q", "a.py"], cwd=self.folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        time.sleep(0.05)
        theirs = "# theirs\n"
        path.write_text(theirs)
        error = process.communicate()[1]
        self.assertIn(path.read_text(), (theirs, fixed(many)))
        if "not fixed" in error:
            self.assertEqual(path.read_text(), theirs)

    def test_folder_that_cannot_be_written(self) -> None:
        if os.geteuid() == 0:
            self.skipTest("root writes everywhere")
        path = self.write("d/a.py", SAFE)
        path.parent.chmod(0o555)
        self.addCleanup(path.parent.chmod, 0o755)
        self.assertIn("not fixed: ", self.run_tkscan("--fix", status=2).stderr)
        self.assertEqual(path.read_text(), SAFE)

    def test_killed_at_any_moment(self) -> None:
        """The file is the old one or the new one, whenever the program is killed."""
        many = "import torch\n" + "".join(
            SAFE.replace("import torch\n", "").replace("def f", f"def f{i}") for i in range(40))
        wanted = {many, fixed(many)}
        seen = set()
        for attempt in range(40):
            path = self.write("a.py", many)
            process = subprocess.Popen([TKSCAN, "--fix", "-q", "a.py"], cwd=self.folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(attempt * 0.004)
            process.send_signal(signal.SIGKILL)
            process.wait()
            seen.add(path.read_text())
            self.assertLessEqual(seen, wanted)
            for rest in self.folder.glob("*.tmp"):
                rest.unlink()


class Streams(CliTest):
    def test_standard_input(self) -> None:
        done = self.run_tkscan("--fix", "-", stdin=SAFE.encode(), status=0)
        self.assertEqual(done.stdout, fixed(SAFE))
        done = self.run_tkscan("--fix", "-", stdin=b"x = 1\n", status=0)
        self.assertEqual(done.stdout, "x = 1\n")
        done = self.run_tkscan("--fix", "-", stdin=UNSAFE.encode(), status=1)
        self.assertEqual(done.stdout, UNSAFE)

    def test_diff_is_a_patch(self) -> None:
        path = self.write("sub/a.py", UNSAFE + "\n" * 9 + UNSAFE.replace("def f", "def g"))
        done = self.run_tkscan("--diff", "--unsafe-fixes", status=1)
        self.assertIn("--- sub/a.py\n+++ sub/a.py\n@@ -3,7 +3,7 @@\n", done.stdout)
        before = path.read_text()
        patch = shutil.which("patch")
        if patch:
            subprocess.run([patch, "-p0", "-s"], cwd=self.folder, input=done.stdout.encode(), check=True)
            self.assertEqual(path.read_text(), fixed(before))

    def test_diff_without_a_final_line_end(self) -> None:
        text = "import torch\nprint(len({torch.tensor(1)}))"
        done = self.run_tkscan("--diff", "--unsafe-fixes", "-", "--stdin-filename", "s.py", stdin=text.encode(), status=1)
        self.assertEqual(done.stdout.count("\\ No newline at end of file\n"), 2)

    def test_diff_of_standard_input(self) -> None:
        done = self.run_tkscan("--diff", "-", stdin=SAFE.encode(), status=1)
        self.assertIn("-    for label in x:\n+    for label in x.tolist():\n", done.stdout)


class Reports(CliTest):
    def test_json(self) -> None:
        self.write("a.py", "# é😀\n" + SAFE.replace("label", "λ"))
        fixes = self.run_json()["findings"][0]["fixes"]
        self.assertEqual([(f["kind"], f["applicability"], f["group"]) for f in fixes],
                         [("tolist", "safe", 1), ("item", "safe", 1)])
        self.assertEqual(fixes[0]["edits"], [{"path": "a.py", "line": 7, "column": 14, "end_line": 7,
                                              "end_column": 15, "cell": None, "text": "x.tolist()"}])

    def test_rdjson(self) -> None:
        self.write("a.py", SAFE)
        report = json.loads(self.run_tkscan("--output-format", "rdjson").stdout)
        self.assertEqual(report["diagnostics"][0]["suggestions"], [
            {"range": {"start": {"line": 6, "column": 18}, "end": {"line": 6, "column": 19}}, "text": "x.tolist()"}])

    def test_full_text(self) -> None:
        self.write("a.py", UNSAFE)
        self.assertIn("= fix: Iterate over 'x.tolist()': Python numbers hash by value (also in line 6; with "
                      "--unsafe-fixes)\n", self.run_tkscan().stdout)

    def test_why_not(self) -> None:
        self.write("a.py", "import json, torch\nd = {}\nfor x in torch.tensor([1]):\n    d[x] = 1\njson.dump(d, open('f'))\n")
        finding = self.run_json()["findings"][0]
        self.assertIn("the container is stored or sent in line 5", finding["unfixed"])
        self.assertEqual({fix["applicability"] for fix in finding["fixes"]}, {"display"})

    def test_containers_of_other_modules(self) -> None:
        self.write("store.py", "TABLE = {}\n")
        use = self.write("use.py", "import numpy as np\nfrom store import TABLE\n\n"
                                   "def get(row: np.ndarray):\n    return TABLE.get(row)\n")
        before = use.read_text()
        done = self.run_tkscan("--fix", "--unsafe-fixes", "--output-format", "full", "use.py", status=1)
        self.assertEqual(use.read_text(), before)
        self.assertIn("is made in another module", " ".join(done.stdout.split()))

    def test_keys_that_are_changed_in_place(self) -> None:
        self.write("a.py", "import torch\nweight, cache = torch.ones(4), {}\n"
                   "cache[weight] = torch.fft.rfft(weight)\nweight.mul_(2.0)\nprint(cache[weight])\n")
        told = [f["unfixed"] for f in self.run_json()["findings"] if f["code"] == "TK201"]
        self.assertEqual(len(told), 2)
        for text in told:
            self.assertIn("is changed in place in line 4.", text)
        self.run_tkscan("--diff", "--unsafe-fixes", status=0)

    def test_arrays_among_single_values(self) -> None:
        file = self.write("names.py", "import numpy as np\n\nNAMES = {0: 'cat', 1: 'dog'}\n"
                                      "row = np.zeros(3)\nNAMES.get(row)\n")
        before = file.read_text()
        done = self.run_tkscan("--fix", "--unsafe-fixes", "--output-format", "full", status=1)
        self.assertEqual(file.read_text(), before)
        self.assertIn("no key that is made of a whole array is found", " ".join(done.stdout.split()))

    def test_sarif_alone_gives_the_same_bytes(self) -> None:
        """An applier that knows nothing of tkscan, on every corpus file that has a fixed one."""
        sources = [p for p in sorted((ROOT / "corpus").rglob("*.fixed.py"))]
        self.assertGreater(len(sources), 20)
        for fixed_file in sources:
            source = fixed_file.with_name(fixed_file.name.replace(".fixed.py", ".py")).read_bytes()
            args = source.split(b"# fix-args:", 1)[1].split(b"\n", 1)[0].decode().split() if b"# fix-args:" in source else []
            with self.subTest(file=fixed_file.name):
                path = self.write("a.py", source)

                def scan() -> dict:
                    return json.loads(self.run_tkscan("--isolated", "--output-format", "sarif", *args, "a.py").stdout)

                fix_sarif.apply_all(self.folder, scan, "unsafe")
                self.assertEqual(path.read_bytes(), fixed_file.read_bytes())


STORE = """import torch

TABLE = {}


class Counts:
    seen = {}


def remember(labels: torch.Tensor):
    for label in labels:
        TABLE[label] = 1
        Counts.seen[label] = 2
"""
USE = """import torch
from store import TABLE, Counts


def found(batch: torch.Tensor):
    return [TABLE.get(b) for b in batch]


def show():
    for key in TABLE:
        print(key.item())


def seen(batch: torch.Tensor):
    return [b in Counts.seen for b in batch]
"""
STORE_FIXED = STORE.replace("[label]", "[label.item()]")
USE_FIXED = USE.replace("get(b)", "get(b.item())").replace("key.item()", "key").replace("[b in", "[b.item() in")


class Across(CliTest):
    """Containers that several files use: all of them change, or none."""

    def setUp(self) -> None:
        super().setUp()
        self.store, self.use = self.write("store.py", STORE), self.write("use.py", USE)

    def texts(self) -> tuple[str, str]:
        return self.store.read_text(), self.use.read_text()

    def test_all_change_together(self) -> None:
        done = self.run_tkscan("--fix", "--unsafe-fixes", "--show-fixes", status=0)
        self.assertEqual(self.texts(), (STORE_FIXED, USE_FIXED))
        self.assertIn("store.py:\n", done.stderr)
        self.assertIn("use.py:\n", done.stderr)
        self.run_tkscan("--diff", "--unsafe-fixes", status=0)

    def test_diff(self) -> None:
        done = self.run_tkscan("--diff", "--unsafe-fixes", status=1)
        self.assertEqual(self.texts(), (STORE, USE))
        patch = shutil.which("patch")
        if patch:
            subprocess.run([patch, "-p0", "-s"], cwd=self.folder, input=done.stdout.encode(), check=True)
            self.assertEqual(self.texts(), (STORE_FIXED, USE_FIXED))

    def test_none_when_one_is_not_named(self) -> None:
        done = self.run_tkscan("--fix", "--unsafe-fixes", "use.py", "--output-format", "full", status=1)
        self.assertEqual(self.texts(), (STORE, USE))
        self.assertIn("is made in another module", " ".join(done.stdout.split()))

    def test_own_edits_do_not_depend_on_what_is_named(self) -> None:
        def fixes(*paths: str) -> list[tuple]:
            return [(f["line"], fix["kind"], fix["applicability"],
                     [e for e in fix["edits"] if e.get("path", "store.py") == "store.py"])
                    for f in self.run_json(*paths)["findings"] if f["path"] == "store.py" for fix in f["fixes"]]

        def bare(found: list[tuple]) -> list[tuple]:
            return [(*rest, [{k: v for k, v in e.items() if k != "path"} for e in edits]) for *rest, edits in found]

        alone, together = fixes("store.py"), fixes("store.py", "use.py")
        self.assertEqual(bare(alone), bare(together))
        self.assertEqual({applicability for _, _, applicability, _ in alone}, {"unsafe"})

    def test_none_when_one_cannot_be_written(self) -> None:
        self.use.chmod(0o444)
        done = self.run_tkscan("--fix", "--unsafe-fixes", status=2)
        self.assertEqual(self.texts(), (STORE, USE))
        self.assertIn("use.py: error: not fixed: it is read-only", done.stderr)

    def test_none_when_one_cannot_change(self) -> None:
        self.use.write_text(USE.replace("key.item()", "key.float()").replace("Counts.seen for", "Counts.seen.copy() for"))
        done = self.run_tkscan("--diff", "--unsafe-fixes", "--output-format", "full")
        self.assertNotIn("TABLE[label.item()]", done.stdout)
        text = " ".join(self.run_tkscan("--output-format", "full", status=1).stdout.split())
        self.assertIn("the container is used in 'use.py' too, whose keys cannot be changed along with these", text)

    def test_reports_name_the_other_file(self) -> None:
        fix = self.run_json()["findings"][0]["fixes"][0]
        self.assertEqual({edit["path"] for edit in fix["edits"]}, {"store.py", "use.py"})
        self.assertIn("also in use.py; with --unsafe-fixes", self.run_tkscan("--output-format", "full").stdout)

    def test_sarif_alone_gives_the_same_bytes(self) -> None:
        fix_sarif.apply_all(self.folder, lambda: json.loads(
            self.run_tkscan("--isolated", "--output-format", "sarif", ".").stdout), "unsafe")
        self.assertEqual(self.texts(), (STORE_FIXED, USE_FIXED))

    def test_from_the_cache(self) -> None:
        self.run_tkscan("--cache-dir", "cache", "store.py")
        first = self.run_json("--cache-dir", "cache")
        self.assertEqual(self.run_json("--cache-dir", "cache"), first)
        self.assertEqual(first["findings"], self.run_json()["findings"])


def notebook(*cells: str, whole: bool = False) -> str:
    """`whole`: the text of each cell is one string, as some writers have it."""
    return json.dumps({"cells": [{"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [],
                                  "source": cell if whole else cell.splitlines(True)} for cell in cells],
                       "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1, ensure_ascii=whole)


class Notebooks(CliTest):
    """Sites in several cells, of several files."""

    LOOP = ("import torch\nlabels = torch.tensor([1, 2, 1])\n", "größe, counts = '😀', {}\n",
            "%matplotlib inline\nfor label in labels:\n    counts[label] = '😀'\n", "print('😀', counts.get(labels[0]))")
    LOOP_FIXED = (*LOOP[:2], LOOP[2].replace("in labels", "in labels.tolist()"), LOOP[3].replace("[0]", "[0].item()"))
    TABLE = ("import torch\nfrom store import TABLE, Counts\n", "batch = torch.tensor([1, 2])\n",
             "print([TABLE.get(b) for b in batch])\n", "print([b in Counts.seen for b in batch])\n")
    TABLE_FIXED = (*TABLE[:2], TABLE[2].replace("get(b)", "get(b.item())"),
                   TABLE[3].replace("[b in", "[b.item() in"))

    def check_fixed(self, wanted: dict[str, str], fix: Callable[[], None]) -> None:
        fix()
        for name, text in wanted.items():
            self.assertEqual((self.folder / name).read_text(encoding="utf-8"), text)
        self.run_tkscan("--diff", "--unsafe-fixes", status=0)

    def by_option(self) -> None:
        self.run_tkscan("--fix", "--unsafe-fixes", status=0)

    def by_report(self) -> None:
        fix_sarif.apply_all(self.folder, lambda: json.loads(
            self.run_tkscan("--isolated", "--output-format", "sarif", ".").stdout), "unsafe")

    def test_cells_change_together(self) -> None:
        for fix in (self.by_option, self.by_report):
            for whole in (False, True):
                with self.subTest(fix=fix.__name__, whole=whole):
                    self.write("a.ipynb", notebook(*self.LOOP, whole=whole))
                    self.check_fixed({"a.ipynb": notebook(*self.LOOP_FIXED, whole=whole)}, fix)

    def test_with_a_module(self) -> None:
        for fix in (self.by_option, self.by_report):
            with self.subTest(fix=fix.__name__):
                self.write("store.py", STORE)
                self.write("use.ipynb", notebook(*self.TABLE))
                self.check_fixed({"store.py": STORE_FIXED, "use.ipynb": notebook(*self.TABLE_FIXED)}, fix)

    def test_an_import_in_the_cell_of_the_others(self) -> None:
        cells = ("%%time\nimport numpy as np\nrows = np.zeros((3, 3))\n", "table = {}\ntable[rows] = 1\n")
        path = self.write("a.ipynb", notebook(*cells))
        self.run_tkscan("--fix", "--unsafe-fixes", "--key-style", "sha256", status=0)
        sources = ["".join(cell["source"]) for cell in json.loads(path.read_text())["cells"]]
        self.assertEqual(sources[0], cells[0].replace("import numpy", "import hashlib\nimport numpy"))
        self.assertIn("table[hashlib.sha256(", sources[1])


class Declarations(CliTest):
    """What is shown of declarations; applied by hand, the program runs."""

    TEXT = """from dataclasses import dataclass, field
import numpy as np

@dataclass(frozen=True)
class Case:
    name: str
    mask: np.ndarray = None  # kept
    table: np.ndarray = field(default_factory=lambda: np.zeros(3), repr=False)

print(len({Case("a", np.zeros(2)): 1}))
"""

    def edits(self, text: str) -> list[list[tuple[int, str]]]:
        self.write("a.py", text)
        fixes = self.run_json()["findings"][0]["fixes"]
        self.assertEqual({fix["applicability"] for fix in fixes}, {"display"})
        return [[(e["line"], e["text"]) for e in fix["edits"]] for fix in fixes]

    def test_dataclasses(self) -> None:
        self.assertEqual(self.edits(self.TEXT), [
            [(4, "dataclass(frozen=True, eq=False)")],
            [(7, "mask: np.ndarray = field(default=None, compare=False)"),
             (8, "table: np.ndarray = field(default_factory=lambda: np.zeros(3), repr=False, compare=False)")]])

    def test_the_module_by_the_name_it_has(self) -> None:
        text = self.TEXT.replace("dataclass, field", "dataclass").replace("field(default", "dc.field(default")
        self.assertIn((8, "mask: np.ndarray = dc.field(default=None, compare=False)"),
                      self.edits("import dataclasses as dc\n" + text)[1])

    def test_a_hash_that_eq_does_not_change(self) -> None:
        self.assertEqual(len(self.edits(self.TEXT.replace("frozen=True", "unsafe_hash=True"))), 1)

    def test_attrs(self) -> None:
        text = ("import attrs\nimport numpy as np\n\n@attrs.frozen\nclass Case:\n    name: str\n    mask: np.ndarray\n\n"
                "print(len({Case('a', np.zeros(2)): 1}))\n")
        self.assertEqual(self.edits(text), [[(4, "attrs.frozen(eq=False)")],
                                            [(7, "mask: np.ndarray = attrs.field(eq=False)")]])

    def test_key_functions(self) -> None:
        self.write("a.py", "import numpy as np\nfrom cachetools import cached\n\n@cached(cache={})\n"
                           "def f(x, axis=0, *, out=None):\n    return x.sum(axis)\n\nf(np.ones(3), axis=0)\n")
        fix = self.run_json()["findings"][0]["fixes"][0]
        self.assertEqual((fix["applicability"], fix["edits"][0]["text"]),
                         ("unsafe", "cached(cache={}, key=lambda x, axis=0, *, out=None: "
                                    "(x.dtype.str, x.shape, x.tobytes(), axis, out))"))

    def test_cached_functions(self) -> None:
        self.write("a.py", "import torch\nfrom functools import lru_cache\n\n@lru_cache(maxsize=4)\n"
                           "def f(x: torch.Tensor):\n    return x\n")
        fix = self.run_json()["findings"][0]["fixes"][0]
        self.assertEqual([e["text"] for e in fix["edits"]], ["import tkhash\n", "tkhash.cached(maxsize=4)"])


class Page(unittest.TestCase):
    def test_every_shape_is_what_is_offered_first(self) -> None:
        done = subprocess.run([sys.executable, str(ROOT / "tools" / "fixes" / "shapes.py"), "--tkscan", TKSCAN, "--check"],
                              capture_output=True, text=True)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.returncode, 0, done.stderr)
        page = (ROOT / "docs" / "fixes.md").read_text(encoding="utf-8")
        self.assertEqual(page.count("\n## "), 40)


class Rules(CliTest):
    def test_mistakes_in_a_file_of_fixes(self) -> None:
        self.write("rules/fixes.yaml", "sites: [dict-key]\nclasses: raises\nkinds:\n  - {kind: a, title: t, targets: hole, forms: [{write: '{y}'}]}\n")
        self.write("a.py", "x = 1\n")
        done = self.run_tkscan("--rules", "rules", "a.py", status=2)
        self.assertIn("rules/fixes.yaml:4:34: error: unknown target of fixes 'hole'; did you mean 'whole'?", done.stderr)
        self.assertIn("unknown placeholder in what a fix writes", done.stderr)


if __name__ == "__main__":
    unittest.main()
