"""docs/rules/ says what the rules say: `tools/rule_pages.py` writes it."""

from __future__ import annotations

import sys
import unittest

from support import ROOT, TKSCAN

sys.path.insert(0, str(ROOT / "tools"))
import rule_pages  # noqa: E402


class RulePages(unittest.TestCase):
    def test_pages_are_up_to_date(self) -> None:
        wanted = rule_pages.pages(TKSCAN)
        self.assertGreater(len(wanted), 20)
        self.assertEqual(rule_pages.differences(wanted), [], "run tools/rule_pages.py")


if __name__ == "__main__":
    unittest.main()
