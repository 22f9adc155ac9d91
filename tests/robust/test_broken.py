"""What once broke the program, or is made to: corpus/broken/TARGET, where fuzzing puts what it finds."""

from __future__ import annotations

import shutil
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))

from support import RAISES, ROOT, CliTest  # noqa: E402

BROKEN = ROOT / "corpus" / "broken"
PLACES = {"rule": "rules/x.yaml", "model": "rules/models/x.yaml", "query": "rules/queries/x.scm"}


class BrokenTest(CliTest):
    def test_sources(self) -> None:
        files = sorted((BROKEN / "source").iterdir())
        self.assertTrue(files)
        for path in files:
            with self.subTest(path.name):
                shutil.copyfile(path, self.folder / "input.py")
                self.assertIn(self.run_tkscan("input.py").returncode, (0, 1))

    def test_definitions(self) -> None:
        self.write("a.py", RAISES)
        for target, place in PLACES.items():
            for path in sorted((BROKEN / target).iterdir()):
                with self.subTest(f"{target}/{path.name}"):
                    shutil.rmtree(self.folder / "rules", ignore_errors=True)
                    self.write(place, path.read_bytes())
                    done = self.run_tkscan("--rules", "rules", "a.py", status=2)
                    self.assertIn(f"{place}:", done.stderr)


if __name__ == "__main__":
    unittest.main()
