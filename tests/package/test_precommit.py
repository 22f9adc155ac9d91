"""The hooks, run by the real pre-commit: from this repository, and from the mirror with the wheel."""

from __future__ import annotations

import re
import shutil
import sys
import unittest
from pathlib import Path

from support_package import (BAD, DIST, GOOD, ROOT, PackageTest, build, environment, git, repository,
                             run, snapshot)

import python_tools

FILES = 6000
FIXABLE = """import numpy as np


def count():
    seen = {}
    for row in np.zeros((3, 2)):
        seen[row] = 1
    return len(seen)
"""


def config(repo: Path, rev: str, *hooks: str, args: str = "[]") -> str:
    listed = "".join(f"      - id: {hook}\n        args: {args}\n" for hook in hooks)
    return f"repos:\n  - repo: {repo}\n    rev: {rev}\n    hooks:\n{listed}"


def concise(output: str) -> list[str]:
    """The lines of findings, sorted; pre-commit shows notes among them."""
    return sorted(line for line in output.splitlines() if re.search(r":\d+:\d+: TK\d", line))


class TestHooks(PackageTest):
    """The repository as users name it; its environment is built once, then used again."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.pre_commit = python_tools.program("pre-commit")
        cls.env = environment(PRE_COMMIT_HOME=str(cls.shared / "store"), PIP_NO_INDEX="1")
        cls.hooks = snapshot(cls.shared / "hooks")
        cls.rev = git(cls.hooks, "rev-parse", "HEAD")

    def run_hook(self, project: Path, status: int, *arguments: str) -> str:
        return run(self.pre_commit, "run", "--all-files", *arguments, cwd=project, env=self.env,
                   status=status)

    def test_try_repo(self) -> None:
        project = repository(self.folder / "bad", {"bad.py": BAD, "good.py": GOOD, "note.txt": BAD})
        output = run(self.pre_commit, "try-repo", self.hooks, "tkscan", "--all-files", "--verbose",
                     cwd=project, env=self.env, status=1)
        self.assertIn("bad.py:3:11: TK101", output)
        self.assertNotIn("good.py:", output)
        self.assertNotIn("note.txt:", output)

    def test_passes_and_fails(self) -> None:
        settings = config(self.hooks, self.rev, "tkscan")
        good = repository(self.folder / "good", {"good.py": GOOD, "build/bad.py": BAD,
                                                 ".pre-commit-config.yaml": settings})
        self.assertIn("Passed", self.run_hook(good, 0))  # --force-exclude: not build/
        book = ROOT / "tests/package/bad.ipynb"
        bad = repository(self.folder / "bad", {"a.pyi": "x: int\n", "bad.ipynb": book.read_bytes(),
                                               ".pre-commit-config.yaml": settings})
        self.assertIn("bad.ipynb:cell 2:1:3: TK101", self.run_hook(bad, 1))


class TestMirror(PackageTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.pre_commit = python_tools.program("pre-commit")
        cls.wheels = cls.shared / "wheels"
        cls.wheels.mkdir()
        shutil.copy(build("wheel"), cls.wheels)
        cls.env = environment(PRE_COMMIT_HOME=str(cls.shared / "store"), PIP_NO_INDEX="1",
                              PIP_FIND_LINKS=str(cls.wheels), GIT_AUTHOR_NAME="test",
                              GIT_COMMITTER_NAME="test", GIT_AUTHOR_EMAIL="test@example.org",
                              GIT_COMMITTER_EMAIL="test@example.org")
        cls.mirror = cls.shared / "mirror"
        output = run(sys.executable, ROOT / "packaging/mirror.py", cls.mirror, env=cls.env)
        cls.rev = output.rpartition(" ")[2].strip()

    def project(self, files: dict[str, str], *hooks: str, args: str = "[]") -> Path:
        settings = config(self.mirror, self.rev, *hooks, args=args)
        return repository(self.folder / "project", files | {".pre-commit-config.yaml": settings})

    def test_again_changes_nothing(self) -> None:
        head = git(self.mirror, "rev-parse", "HEAD")
        run(sys.executable, ROOT / "packaging/mirror.py", self.mirror, env=self.env)
        self.assertEqual(git(self.mirror, "rev-parse", "HEAD"), head)
        self.assertEqual(git(self.mirror, "rev-parse", f"{self.rev}^{{commit}}"), head)

    def test_fixes(self) -> None:
        """The commit fails once, with the file repaired; the next one passes."""
        project = self.project({"a.py": FIXABLE, "good.py": GOOD}, "tkscan-fix", "tkscan")
        output = run(self.pre_commit, "run", "--all-files", cwd=project, env=self.env, status=1)
        self.assertIn("files were modified by this hook", output)
        self.assertEqual((project / "a.py").read_text(),
                         FIXABLE.replace("seen[row]", "seen[tuple(row.tolist())]"))
        output = run(self.pre_commit, "run", "--all-files", cwd=project, env=self.env)
        self.assertEqual(output.count("Passed"), 2)

    def test_thousands_of_files(self) -> None:
        """pre-commit names so many files in several calls; what they find is what one run finds."""
        files = {f"package_{i % 40}/module_number_{i}.py":
                 f"import numpy as np\nkey = np.zeros({i})\nd = {{}}\n" +
                 ("d[key]\n" if i % 3 == 0 else "") + ("{key}\n" if i % 7 == 0 else "")
                 for i in range(FILES)}
        project = self.project(files, "tkscan", args="[--output-format, concise]")
        output = run(self.pre_commit, "run", "--all-files", cwd=project, env=self.env, status=1)
        installed = next(self.shared.glob("store/repo*/py_env*/bin/tkscan"))
        direct = run(installed, "--output-format", "concise", cwd=project, status=1)
        self.assertEqual(concise(output), concise(direct))
        expected = sum((i % 3 == 0) + (i % 7 == 0) for i in range(FILES))
        self.assertEqual(len(concise(direct)), expected)
        self.assertGreater(output.count("Found "), 1, "all files went into one call")


if __name__ == "__main__":
    unittest.main()
