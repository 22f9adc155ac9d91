"""docs/corpus.md is right: the files it names exist and speak of the codes beside them, and each rule has its files."""

from __future__ import annotations

import re
import unittest
from pathlib import Path

import corpus_annotations

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"\| (TK\d{3}) \| (corpus/\S+\.py) \|$", re.M)
LEAST = 6


class Coverage(unittest.TestCase):
    def test_files_that_the_page_names(self) -> None:
        rows = ROW.findall((ROOT / "docs/corpus.md").read_text(encoding="utf-8"))
        self.assertGreater(len(rows), 40)
        for code, path in rows:
            with self.subTest(path=path, code=code):
                notes = corpus_annotations.read(ROOT / path).notes
                self.assertIn(code, {note.code for note in notes})

    def test_false_alarms_are_all_named(self) -> None:
        text = (ROOT / "docs/corpus.md").read_text(encoding="utf-8")
        left = [path.name for path in (ROOT / "corpus/false_alarms").glob("*.py")
                if path.name not in text and ".fixed." not in path.name]
        self.assertEqual(left, [])

    def test_each_rule_has_its_files(self) -> None:
        for rule in sorted((ROOT / "rules").glob("TK[1-4]*.yaml")):
            with self.subTest(rule=rule.stem):
                files = [path for path in (ROOT / "corpus" / rule.stem).glob("*.py")
                         if ".fixed." not in path.name]
                self.assertGreaterEqual(len(files), LEAST)


if __name__ == "__main__":
    unittest.main()
