"""What the tests of packages share: builds, fresh environments, and snapshots of this repository."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import tempfile
import unittest
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "cli"))

BUILD = [sys.executable, str(ROOT / "packaging" / "tkscan_build.py")]
DIST = ROOT / "build" / "dist"

BAD = "import numpy as np\nkey = np.zeros(3)\nd = {}; d[key] = 1\n"
GOOD = "import numpy as np\nkey = np.zeros(3)\nd = {}; d['key'] = 1\n"


def environment(**more: str) -> dict[str, str]:
    """Without what make, git or a virtual environment around this test would say."""
    dropped = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "PYTHONPATH", "VIRTUAL_ENV", "FORCE_COLOR")
    return {name: value for name, value in os.environ.items()
            if name not in dropped and not name.startswith("GIT_")} | more


def run(*command: str | Path, cwd: Path | None = None, status: int | None = 0,
        env: dict[str, str] | None = None) -> str:
    """Standard output and error of a command."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, env=env or environment(),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", timeout=1000)
    if status is not None and done.returncode != status:
        raise AssertionError(f"{command} ended with {done.returncode}, not {status}\n{done.stdout}")
    return done.stdout


@contextmanager
def own_build() -> Iterator[None]:
    """Two runs of make in one tree would write the same files: test programs take turns."""
    (ROOT / "build").mkdir(exist_ok=True)
    with open(ROOT / "build" / ".package-lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def build(what: str) -> Path:
    """The path of the wheel or sdist that the backend makes."""
    with own_build():
        return Path(run(*BUILD, what, DIST).rpartition(": ")[0])


def new_environment(folder: Path) -> Path:
    """A fresh virtual environment; the folder of its programs."""
    run(sys.executable, "-m", "venv", folder)
    return folder / "bin"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    return run("git", "-C", folder, *identity, *arguments).strip()


def repository(folder: Path, files: dict[str, str | bytes]) -> Path:
    """A git repository in which the files are committed."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    run("git", "init", "-q", "-b", "main", folder)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "files")
    return folder


def snapshot(folder: Path) -> Path:
    """This repository as it is now, changes and all, committed to a new one."""
    names = run("git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", "-z").split("\0")
    folder.mkdir(parents=True)
    for name in names:
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
            (folder / name).chmod((ROOT / name).stat().st_mode)
    return repository(folder, {})


class PackageTest(unittest.TestCase):
    """Each test has an empty folder of its own, outside of this repository."""

    folder: Path

    @classmethod
    def setUpClass(cls) -> None:
        temporary = tempfile.TemporaryDirectory(prefix="tkscan-package-")
        cls.addClassCleanup(temporary.cleanup)
        cls.shared = Path(temporary.name).resolve()

    def setUp(self) -> None:
        self.folder = self.shared / self.id().rpartition(".")[2]
        self.folder.mkdir()

    def assert_finds(self, program: Path | list[Any]) -> None:
        """The program reports the bad file and not the good one."""
        command = program if isinstance(program, list) else [program]
        (self.folder / "bad.py").write_text(BAD)
        (self.folder / "good.py").write_text(GOOD)
        found = run(*command, "--output-format", "concise", cwd=self.folder, status=1)
        self.assertIn("bad.py:3:11: TK101 ", found)
        run(*command, "good.py", cwd=self.folder)
