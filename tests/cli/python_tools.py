"""Programs from PyPI that tests run beside ours, installed below build/ when they are first asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from support import ROOT

VERSIONS = {"ruff": "0.17.6", "flake8": "7.3.0", "pre-commit": "4.7.0",
            "check-jsonschema": "0.39.0"}


def program(name: str) -> Path:
    """The executable of a package, at the version above."""
    version = VERSIONS[name]
    folder = ROOT / "build" / "python-tools" / f"{name}-{version}"
    found = folder / "bin" / name
    if not (folder / ".installed").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(folder / "bin" / "pip"), "install", "-q", f"{name}=={version}"],
                       check=True, capture_output=True)
        (folder / ".installed").touch()
    return found
