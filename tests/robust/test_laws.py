"""The oracle of the laws: a project passes, and a program that forgets a finding is caught."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
TKSCAN = os.environ.get("TKSCAN", str(HERE.parent.parent / "build" / "tkscan"))

HELPER = "import numpy as np\n\ndef rows(n):\n    return np.ones((n, 2))\n"
USER = "from helper import rows\nimport numpy as np\n\nseen = set()\nfor row in rows(3):\n    seen.add(row)\n"
FORGETFUL = """#!{python}
import json, subprocess, sys
done = subprocess.run([{tkscan!r}, *sys.argv[1:]], capture_output=True, text=True)
report = json.loads(done.stdout)
if sys.argv[-1] == "user.py":
    report["findings"] = []
print(json.dumps(report))
"""


class Laws(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.project = self.folder / "project"
        self.project.mkdir()
        (self.project / "helper.py").write_text(HELPER)
        (self.project / "user.py").write_text(USER)

    def run_laws(self, tkscan: str, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, HERE / "laws.py", *arguments], capture_output=True, text=True,
                              env=os.environ | {"TKSCAN": tkscan})

    def test_a_project(self) -> None:
        done = self.run_laws(TKSCAN, "--parts", "2", str(self.project))
        self.assertEqual(done.stdout, "project: 2 files, 1 findings in 1; 2 parts, 2 files alone: the same\n")
        self.assertEqual(done.returncode, 0)

    def test_a_finding_that_a_file_alone_has_not(self) -> None:
        program = self.folder / "forgetful"
        program.write_text(FORGETFUL.format(python=sys.executable, tkscan=TKSCAN))
        program.chmod(0o755)
        done = self.run_laws(str(program), "--parts", "1", str(self.project))
        self.assertIn("alone: missing: user.py:6: TK102", done.stdout)
        self.assertEqual(done.returncode, 1)

    def test_no_folder(self) -> None:
        done = self.run_laws(TKSCAN, str(self.folder / "none"))
        self.assertEqual(done.stderr, f"laws: error: there is no folder '{self.folder / 'none'}'\n")
        self.assertEqual(done.returncode, 1)


if __name__ == "__main__":
    unittest.main()
