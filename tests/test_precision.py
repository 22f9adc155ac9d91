"""The words for the precision of rules are those that the measurements in the documentation lead to."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools" / "truth"))

import precision  # noqa: E402


class Precision(unittest.TestCase):
    def test_words_follow_from_measurements(self) -> None:
        self.assertEqual(precision.differences(), [], "run tools/truth/precision.py, or mend the rules")

    def test_what_a_word_takes(self) -> None:
        def word(**known) -> str:
            return precision.Rule("TK999", "error", "", **{"lines": "4.8", "found": 0, "right": 40, **known}).follows()

        self.assertEqual(word(), "medium")
        self.assertEqual(word(found=1), "high")
        self.assertEqual(word(right=precision.PROGRAMS_LEAST - 1), "low")
        self.assertEqual(word(lines=""), "low")
        self.assertEqual(word(found=3, false=1), "low")


if __name__ == "__main__":
    unittest.main()
