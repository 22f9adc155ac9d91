"""What a project that others wrote may try: docs/security.md names each of these tests."""

from __future__ import annotations

import json
import os
import pty
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))

from support import RAISES, ROOT, SILENT, TKSCAN, CliTest, places  # noqa: E402

RULE = """code: TK950
name: x
since: 0.1.0
level: error
class: raises
sites: dict-key
message: "x."
why: x
bad: |
  x
good: |
  x
"""
SANITIZED = Path(TKSCAN).parent.name in ("asan", "tsan")


class CodeTest(CliTest):
    """Nothing that a project brings is run."""

    def setUp(self) -> None:
        super().setUp()
        self.proof = self.folder / "was-here"
        self.script = self.write("evil.sh", f"#!/bin/sh\ntouch {self.proof}\ncat\n")
        self.script.chmod(0o755)

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=self.folder,
                       check=True, capture_output=True, env=os.environ | {"HOME": str(self.folder)})

    def test_configuration_of_git(self) -> None:
        self.write("a.py", RAISES)
        self.write(".gitattributes", "*.py filter=x diff=x\n*.pyi filter=a=b\n")
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-qm", "x")
        script = str(self.script)
        for key in ("core.fsmonitor", "diff.external", "filter.x.clean", "filter.x.process", "diff.x.textconv",
                    "diff.x.command", "filter.a=b.clean", "core.pager", "core.sshCommand", "core.editor"):
            self.git("config", key, script)
        self.git("config", "filter.x.required", "true")
        self.git("config", "remote.origin.url", f"ext::{script}")
        self.git("config", "protocol.ext.allow", "always")
        hook = self.write(".git/hooks/post-index-change", self.script.read_text())
        hook.chmod(0o755)
        self.write("a.py", RAISES + "\n{key: 1}\n")
        self.proof.unlink(missing_ok=True)
        self.assertEqual(len(places(self.run_json("--exit-zero", "."))), 2)
        changed = self.run_json("--exit-zero", "--diff-base", "HEAD", ".")
        self.assertEqual(places(changed), ["a.py:5:2 TK101"])
        self.run_tkscan("--diff-base", f"--output={self.proof}", ".", status=2)
        self.run_tkscan("--diff-base", f"--ext-diff", ".", status=2)
        self.assertFalse(self.proof.exists())

    def test_yaml_makes_no_objects(self) -> None:
        self.write("a.py", RAISES)
        for text in (f"!!python/object/apply:os.system ['touch {self.proof}']\n",
                     f"select: !!python/object/apply:os.system ['touch {self.proof}']\n",
                     f"$(touch {self.proof}): 1\n", f"select: ['`touch {self.proof}`']\n"):
            with self.subTest(text):
                self.write(".tkscan.yaml", text)
                self.run_tkscan("a.py", status=2)
                self.write("rules/x.yaml", text)
                self.run_tkscan("--isolated", "--rules", "rules", "a.py", status=2)
        self.assertFalse(self.proof.exists())

    def test_names_of_files_are_no_options_and_no_commands(self) -> None:
        for name in (f"$(touch {self.proof.name}).py", f"`touch {self.proof.name}`.py",
                     f";touch {self.proof.name};.py", "--fix.py", "-x.py", "@a.py"):
            self.write(name, RAISES)
        self.git("init", "-q")
        self.assertEqual(len(places(self.run_json("--exit-zero", "."))), 6)
        self.assertFalse(self.proof.exists())

    @unittest.skipUnless(sys.platform == "linux" and shutil.which("nm"), "nm reads ELF files")
    @unittest.skipIf(SANITIZED or Path(TKSCAN).parent.name == "static", "sanitizers need more")
    def test_what_the_program_cannot_call(self) -> None:
        listed = subprocess.run(["nm", "-D", "--undefined-only", TKSCAN], capture_output=True, text=True, check=True)
        names = {line.split()[-1].partition("@")[0] for line in listed.stdout.splitlines()}
        self.assertIn("execvp", names)   # of git
        for name in ("system", "popen", "execl", "execlp", "posix_spawn", "dlopen", "socket", "connect",
                     "getaddrinfo", "strcpy", "gets", "mktemp"):
            self.assertNotIn(name, names)


class RootsTest(CliTest):
    """Nothing is read or written outside of what is scanned."""

    def setUp(self) -> None:
        super().setUp()
        temporary = tempfile.TemporaryDirectory(prefix="tkscan-outside-")
        self.addCleanup(temporary.cleanup)
        self.outside = Path(temporary.name).resolve()
        self.write(".git/HEAD")
        self.write("a.py", RAISES)

    def test_configuration_names_nothing_outside(self) -> None:
        out = self.outside
        (out / "base.toml").write_text("jobs = 1\n")
        (out / "rules").mkdir()
        (out / "known.json").write_text('{"version": 1, "tool": "tkscan", "findings": []}\n')
        (self.folder / "link").symlink_to(out)
        relative = os.path.relpath(out, self.folder)
        for folder in (str(out), relative, "link", f"x/../{relative}", "./nothing/../../.."):
            for key, value in (("extend", f"'{folder}/base.toml'"), ("rules", f"['{folder}/rules']"),
                               ("models", f"['{folder}/rules']"), ("baseline", f"'{folder}/known.json'"),
                               ("cache-dir", f"'{folder}/cache'"), ("output", f"['json:{folder}/out.json']")):
                with self.subTest(key=key, folder=folder):
                    self.write(".tkscan.toml", f"{key} = {value}\n")
                    done = self.run_tkscan("a.py", status=2)
                    self.assertRegex(done.stderr, rf"^\.tkscan\.toml:1:\d+: error: '{key}' leads out of the "
                                     "project: '.*'; name it on the command line, or this file with --config\n")
                    self.assertEqual(done.stdout, "")
        self.assertEqual(sorted(path.name for path in out.iterdir()), ["base.toml", "known.json", "rules"])
        self.write(".tkscan.toml", f"extend = '{out}/base.toml'\n")
        self.run_tkscan("--config", ".tkscan.toml", "a.py", status=1)   # who names it trusts it
        self.run_tkscan("--isolated", "--output", f"json:{out}/out.json", "a.py", status=1)

    def test_configuration_does_not_write_into_git(self) -> None:
        for value in (".git/hooks/pre-commit", "./.git/config", ".git"):
            self.write(".tkscan.toml", f"output = ['concise:{value}']\n")
            done = self.run_tkscan("a.py", status=2)
            self.assertIn("'output' leads to git's own files", done.stderr)

    def test_links_among_rules_stay_in_their_folder(self) -> None:
        secret = self.outside / "secret"
        secret.write_text("password: hunter2\n")
        self.write("rules/a.yaml", RULE)
        for place in ("rules/b.yaml", "rules/models/c.yaml", "rules/queries/d.scm"):
            link = self.folder / place
            link.parent.mkdir(exist_ok=True)
            link.symlink_to(secret)
            done = self.run_tkscan("--isolated", "--rules", "rules", "a.py", status=2)
            self.assertIn(f"{place}: error: cannot read the file: it is a link that leads out of its folder",
                          done.stderr)
            self.assertNotIn("hunter2", done.stderr + done.stdout)
            link.unlink()

    def test_links_to_files_are_followed_inside_only(self) -> None:
        (self.outside / "secret.py").write_text(RAISES)
        (self.folder / "link.py").symlink_to(self.outside / "secret.py")
        (self.folder / "folder").symlink_to(self.outside)
        (self.folder / "inside.py").symlink_to("b.txt")
        self.write("b.txt", RAISES)
        expected = ["a.py:3:11 TK101", "inside.py:3:11 TK101"]
        self.assertEqual(places(self.run_json("--exit-zero", ".")), expected)
        shutil.rmtree(self.folder / ".git")
        self.assertEqual(places(self.run_json("--exit-zero", ".")), expected)
        subprocess.run(["git", "init", "-q"], cwd=self.folder, check=True)
        self.assertEqual(places(self.run_json("--exit-zero", ".")), expected)
        self.run_tkscan("--fix", "--unsafe-fixes", ".")
        self.assertEqual((self.outside / "secret.py").read_text(), RAISES)
        self.assertEqual(places(self.run_json("--exit-zero", "link.py")), ["link.py:3:11 TK101"])

    def test_imports_lead_to_files_inside_only(self) -> None:
        maker = "import numpy as np\ndef make(): return np.zeros(3)\n"
        (self.outside / "secret.py").write_text(maker)
        self.write("maker.py", maker)
        (self.folder / "link.py").symlink_to(self.outside / "secret.py")
        (self.folder / "other").symlink_to(self.outside)
        (self.folder / "near.py").symlink_to("maker.py")
        dots = "." * (len(self.folder.parts) + 1)
        for statement, found in (("from maker import make", 1), ("from near import make", 1),
                                 ("from link import make", 0), ("from other.secret import make", 0),
                                 ("from other import secret\nmake = secret.make", 0),
                                 (f"from {dots}{self.outside.name}.secret import make", 0),
                                 (f"from ..{self.outside.name}.secret import make", 0)):
            with self.subTest(statement):
                self.write("use.py", f"import numpy\n{statement}\n{{make(): 1}}\n")
                self.assertEqual(len(places(self.run_json("--exit-zero", "use.py"))), found)

    def test_strace_of_a_scan(self) -> None:
        """What is opened for writing: nothing."""
        if not shutil.which("strace"):
            self.skipTest("strace is not installed")
        log = self.outside / "log"
        subprocess.run(["strace", "-f", "-e", "trace=open,openat,creat", "-o", log, TKSCAN, "."], cwd=self.folder,
                       capture_output=True)
        written = [line for line in log.read_text().splitlines()
                   if re.search(r"O_WRONLY|O_RDWR|O_CREAT", line) and "/dev/null" not in line]
        self.assertEqual(written, [])


class TimeTest(CliTest):
    """Patterns, queries and documents take time that is bounded by their size."""

    def within(self, seconds: float, *arguments: str) -> subprocess.CompletedProcess[str]:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = self.run_tkscan(*arguments)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        self.assertLess(took, seconds * (10 if SANITIZED else 1), arguments)
        return done

    def test_patterns(self) -> None:
        self.write("/".join(["a" * 200] * 6) + ".py", RAISES)
        self.write("a.py", RAISES)
        for pattern in ("**/" * 200 + "b", "*a" * 200 + "b", "/**" * 300, "a*" * 300 + "/b", "[a-z]*" * 200 + "b",
                        "?*" * 300 + "b", "**/*a/**/*a/" * 50 + "x", "!" + "*" * 5000):
            with self.subTest(pattern[:30]):
                self.write(".gitignore", f"{pattern}\n")
                self.within(5, "--extend-exclude", pattern, ".")
                self.write(".tkscan.toml", f"[per-file-ignores]\n'{pattern}' = ['TK1']\n")
                self.within(5, ".")

    def test_yaml_that_unfolds(self) -> None:
        text = "a0: &a0 [x, x]\n" + "".join(
            f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 40))
        self.write("a.py", RAISES)
        self.write(".tkscan.yaml", text)
        self.assertEqual(self.within(5, "a.py").returncode, 2)
        self.write("rules/x.yaml", text)
        self.assertEqual(self.within(5, "--isolated", "--rules", "rules", "a.py").returncode, 2)
        self.write("rules/x.yaml", "[" * 100_000)
        self.assertEqual(self.within(5, "--isolated", "--rules", "rules", "a.py").returncode, 2)

    def test_toml_and_json_that_nest(self) -> None:
        self.write("a.py", RAISES)
        for text in ("select = " + "[" * 100_000, "a." * 50_000 + "b = 1", "[" + "a." * 50_000 + "b]\n", "[a]\n" * 100_000):
            self.write(".tkscan.toml", text)
            self.assertEqual(self.within(1, "a.py").returncode, 2)
        (self.folder / ".tkscan.toml").unlink()
        self.write("n.ipynb", '{"cells": ' + "[" * 500_000)
        self.assertEqual(self.within(10, "n.ipynb").returncode, 0)
        self.write("known.json", "[" * 500_000)
        self.assertEqual(self.within(10, "--baseline", "known.json", "a.py").returncode, 2)

    def test_queries(self) -> None:
        """Patterns that match in as many ways as there are subsets."""
        many = " ".join(["(_)* @key"] * 12)
        self.write("a.py", "import numpy as np\n{" + "np.zeros(3): 1, " * 2000 + "}\n")
        self.write("rules/queries/x.scm", f"(dictionary {many} (pair) @site (#set! kind dict-key))\n")
        self.within(20, "--isolated", "--rules", "rules", "a.py")

    def test_rules_folders_are_bounded(self) -> None:
        self.write("a.py", RAISES)
        self.write("rules/x.yaml", b"x" * (64 << 20))
        done = self.within(10, "--isolated", "--rules", "rules", "a.py")
        self.assertEqual(done.returncode, 2)


ESC = "\x1b[31m\x1b]8;;http://evil\x07"
NAMES = ["a\x1b]0;pwn\x07.py", "b\n::error file=x::pwn.py", "c](http:evil) [x.py", "d<&]]>\".py", "e%0A,;=:.py",
         "f\u202egnp.py", "=cmd|'.py", "##vso[task.setvariable]x.py", "g\x9b31m.py", "{0}{{1}.py", "h'\u2028x.py",
         "::add-mask::x.py", " ::error::x.py", "##[error]x.py", "\ufeffx.py"]
SOURCE = f"""import numpy as np
def f(d):
    a = np.zeros(3)  # {ESC} ]]> ](http://evil) ::error::x <b> \u202e ##vso[task.x]y ##[error]z
    {{np.zeros(3, "{ESC}\u202e]]>](http://x){{0}}##vso[a]b##[c]d"): 1}}
    return {{np.zeros(3, '''
::error::x'''): 1}}  # tkscan: ignore[TK9] ::error::{ESC}
"""
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class OutputTest(CliTest):
    """What names, identifiers, text and comments of a project can make of a report."""

    def setUp(self) -> None:
        super().setUp()
        for name in NAMES:
            self.write(name, SOURCE)
        self.write("broken\x1b.py", "import numpy\n)\x1b ::error::\n")

    def everything(self, form: str) -> tuple[str, str]:
        done = self.run_tkscan("--isolated", "--exit-zero", "--output-format", form, "--color", "never", ".",
                               status=0)
        return done.stdout, done.stderr

    def test_no_format_steers_a_terminal_or_a_log(self) -> None:
        for form in ("full", "concise", "grouped", "pylint", "json", "json-lines", "sarif", "github", "gitlab",
                     "rdjson", "junit", "azure"):
            for text in self.everything(form):
                with self.subTest(form):
                    self.assertEqual(HARMFUL.findall(text), [])
                    for line in text.splitlines():
                        if form != "github":
                            self.assertFalse(line.lstrip().startswith("::"), line)
                        if form != "azure":
                            self.assertNotIn("##vso[", line)
                        self.assertNotIn("##[", line)

    def test_commands_that_look_at_code(self) -> None:
        for arguments in (["--show-files"], ["--statistics"], ["explain", f"{NAMES[0]}:4"],
                          ["explain", f"{NAMES[0]}:5"], ["debug", "--dump=values", NAMES[0]],
                          ["debug", "--dump=outline", NAMES[0]], ["config", NAMES[0]],
                          ["--output-format=\x1b"], ["\x1b"], ["--\x1b"], ["rule", "\x1b"],
                          ["--fix", "--unsafe-fixes", "--show-fixes", "-q"]):
            with self.subTest(arguments):
                done = self.run_tkscan(*arguments)
                self.assertEqual(HARMFUL.findall(done.stdout + done.stderr), [])
                for line in (done.stdout + done.stderr).splitlines():
                    self.assertFalse(line.lstrip().startswith("::"), line)

    def test_a_diff_on_a_terminal(self) -> None:
        shown, terminal = pty.openpty()
        started = subprocess.Popen([TKSCAN, "--isolated", "--diff", "--unsafe-fixes", "-q", NAMES[0]],
                                   cwd=self.folder, stdout=terminal, stderr=subprocess.DEVNULL)
        os.close(terminal)
        text = b""
        try:
            while chunk := os.read(shown, 65536):
                text += chunk
        except OSError:
            pass   # the other end is closed
        started.wait()
        self.assertIn(b"+++", text)
        self.assertNotIn(b"\x1b", text)
        piped = self.run_tkscan("--isolated", "--diff", "--unsafe-fixes", "-q", NAMES[0]).stdout
        self.assertIn("\x1b", piped)   # a patch is what is in the file

    def test_every_line_of_github_is_ours(self) -> None:
        out, _ = self.everything("github")
        self.assertEqual(len(out.splitlines()), 2 * len(NAMES))
        for line in out.splitlines():
            self.assertRegex(line, r"^::error title=tkscan \(TK\d+\),file=[^,:]*,line=\d+,[^:]*::[^\r\n]*$")

    def test_every_line_of_azure_is_ours(self) -> None:
        out, _ = self.everything("azure")
        self.assertEqual(len(out.splitlines()), 2 * len(NAMES))
        for line in out.splitlines():
            self.assertRegex(line, r"^##vso\[task\.logissue type=error;sourcepath=[^;\]]*;linenumber=\d+;"
                             r"columnnumber=\d+;code=TK\d+;\][^\r\n]*$")

    def test_sarif_has_no_links_and_no_placeholders(self) -> None:
        run = json.loads(self.everything("sarif")[0])["runs"][0]
        self.assertEqual(len(run["results"]), 2 * len(NAMES))

        def texts(of: object) -> list[str]:
            if isinstance(of, dict):
                return [text for key, value in of.items() for text in
                        ([value] if key == "text" and isinstance(value, str) else texts(value))]
            return [text for value in of for text in texts(value)] if isinstance(of, list) else []

        for result in run["results"]:
            message = result["message"]["text"]
            ours = re.sub(r"\[[^\[\]]*\]\(\d+\)", "", message)   # links to related places
            self.assertNotIn("](", ours)
            self.assertNotRegex(ours, "[{}]")
            for location in result["locations"]:
                uri = location["physicalLocation"]["artifactLocation"]["uri"]
                self.assertRegex(uri, r"^[A-Za-z0-9%._~!$&'()*+,;=:@/-]+$")
        for result in run["results"]:
            for place in result.get("relatedLocations", []):
                self.assertNotIn("](", place["message"]["text"])

    def test_xml_is_xml(self) -> None:
        root = ElementTree.fromstring(self.everything("junit")[0])
        self.assertEqual(len(root.findall(".//failure")), 2 * len(NAMES))
        self.assertEqual({child.tag for child in root.iter()},
                         {"testsuites", "testsuite", "testcase", "failure"} |
                         {child.tag for child in root.iter() if child.tag in ("error", "system-out")})

    def test_json_gives_names_back(self) -> None:
        report = json.loads(self.everything("json")[0])
        self.assertEqual({finding["path"] for finding in report["findings"]}, set(NAMES))

    def test_show_files_is_one_line_each(self) -> None:
        self.assertEqual(len(self.files("--isolated")), len(NAMES) + 1)


class InputTest(CliTest):
    def test_encodings_are_those_of_python(self) -> None:
        """A coding comment names no file and no module that is loaded."""
        for name in ("../../../../tmp/x", "/etc/passwd", "UTF-8//TRANSLIT", "rot13", "x" * 10_000, "zip", "hex",
                     "undefined", "unicode_escape"):
            with self.subTest(name[:20]):
                self.write("a.py", f"# coding: {name}\n" + RAISES)
                done = self.run_tkscan("a.py")
                self.assertIn(done.returncode, (0, 1))

    def test_a_cache_of_others(self) -> None:
        """Entries of a cache that are not what this program wrote are passed over."""
        self.write("a.py", RAISES)
        self.write("b.py", SILENT)
        self.run_tkscan("--cache-dir", "cache", ".", status=1)
        entries = [path for path in (self.folder / "cache").rglob("*") if path.is_file()]
        good = {path: path.read_bytes() for path in entries}
        for change in (lambda old: b"", lambda old: old[:len(old) // 2], lambda old: old[:-1] + b"\xff",
                       lambda old: b"\xff" * len(old), lambda old: old * 2):
            for path, old in good.items():
                path.write_bytes(change(old))
            self.assertEqual(places(self.run_json("--exit-zero", "--cache-dir", "cache", ".")), ["a.py:3:11 TK101"])


class PageTest(unittest.TestCase):
    def test_each_line_names_tests_that_exist(self) -> None:
        """In docs/security.md; a line names a module, a class, a method, or `Class.method`."""
        sources = {path.stem: path.read_text() for path in Path(__file__).parent.glob("test_*.py")}
        lines = (ROOT / "docs" / "security.md").read_text().splitlines()
        rows = [line.rsplit("|", 2)[1] for line in lines if line.startswith("| ") and "somebody" not in line]
        self.assertGreater(len(rows), 20)
        for row in rows:
            names = re.findall(r"\b(?:[A-Z]\w+Test(?:\.test_\w+)?|test_\w+)", row)
            self.assertTrue(names, row)
            for name in names:
                here = any(all(re.search(rf"(?:class|def) {part}\b", text) for part in name.split("."))
                           for text in sources.values())
                self.assertTrue(here or name in sources, f"{name} is in no file of tests/robust")


class DependencyTest(CliTest):
    def test_a_source_that_was_changed_is_not_compiled(self) -> None:
        sources = next(path for path in (ROOT / "third_party", ROOT / "build" / "third_party") if path.is_dir())
        shutil.copytree(sources, self.folder / "third_party", symlinks=True)
        fetch = [ROOT / "tools" / "third_party" / "fetch.sh", "third_party"]   # only checks what is there
        self.assertEqual(subprocess.run(fetch, cwd=self.folder, capture_output=True).returncode, 0)
        changed = next((self.folder / "third_party").rglob("tree-sitter-python/src/scanner.c"))
        changed.write_bytes(changed.read_bytes().replace(b"0", b"1", 1))
        done = subprocess.run(fetch, cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("scanner.c: FAILED", done.stderr)
        self.assertIn("nothing was compiled", done.stderr)


if __name__ == "__main__":
    unittest.main()
