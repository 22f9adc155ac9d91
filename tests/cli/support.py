"""Runs the program under test, which the environment variable TKSCAN names."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
TKSCAN = os.environ.get("TKSCAN", str(ROOT / "build" / "tkscan"))

# One finding at line 3, the "key" in brackets; silent is the same without it.
RAISES = "import numpy as np\nkey = np.zeros(3)\nd = {}; d[key] = 1\n"
SILENT = "import numpy as np\nkey = np.zeros(3)\nd = {}; d['key'] = 1\n"


class CliTest(unittest.TestCase):
    """Each test has an empty folder of its own, `self.folder`, where the program runs."""

    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory(prefix="tkscan-test-")
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name).resolve()

    def write(self, path: str, text: str | bytes = "") -> Path:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        return target

    def run_tkscan(self, *arguments: str, status: int | None = None, stdin: bytes = b"",
                   env: dict[str, str] | None = None,
                   cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        base = {name: value for name, value in os.environ.items()
                if name not in ("NO_COLOR", "FORCE_COLOR", "TKSCAN_OUTPUT_FORMAT")}
        base["HOME"] = str(self.folder)
        done = subprocess.run([TKSCAN, *arguments], cwd=cwd or self.folder, input=stdin,
                              capture_output=True, env=base | (env or {}), timeout=300)
        result = subprocess.CompletedProcess(done.args, done.returncode,
                                             done.stdout.decode("utf-8", "replace"),
                                             done.stderr.decode("utf-8", "replace"))
        if status is not None:
            self.assertEqual(result.returncode, status,
                             f"{arguments}\n{result.stdout}{result.stderr}")
        return result

    def run_json(self, *arguments: str, **more: Any) -> dict[str, Any]:
        return json.loads(self.run_tkscan("--output-format", "json", *arguments, **more).stdout)

    def files(self, *arguments: str, **more: Any) -> list[str]:
        """What --show-files lists."""
        return self.run_tkscan("--show-files", *arguments, **more).stdout.splitlines()


def places(report: dict[str, Any]) -> list[str]:
    """The findings of a JSON report as "path:line:column code"."""
    return [f"{f['path']}:{f['line']}:{f['column']} {f['code']}" for f in report["findings"]]
