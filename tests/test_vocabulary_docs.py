"""Every word that rules and models may use is explained in the documentation of their format."""

from __future__ import annotations

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def words(path: str) -> list[str]:
    """The second field of each X-macro entry: its name in YAML."""
    text = (ROOT / "analyzer" / path).read_text(encoding="utf-8")
    return re.findall(r'^TK_\w+\(\w+, "([^"]+)"', text, re.M)


def names_of_keys(path: str) -> list[str]:
    """The keys that a loader accepts, from its TK_KEYS lists."""
    text = (ROOT / "analyzer/catalog" / path).read_text(encoding="utf-8")
    lists = re.findall(r'TK_KEYS\(\w+, "[^"]+",\s*[^"]+((?:"\w+",?\s*)+)\);', text)
    return [name for found in lists for name in re.findall(r'"(\w+)"', found)]


class Documented(unittest.TestCase):
    def check(self, page: str, expected: list[str]) -> None:
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        self.assertGreater(len(expected), 4)
        for word in expected:
            with self.subTest(word=word):
                found = re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-])", text)
                self.assertIsNotNone(found, f"docs/{page} does not explain '{word}'")

    def test_words_of_models(self) -> None:
        for path in ("transfer/transfers.def", "catalog/roles.def", "value/dtypes.def",
                     "value/origins.def", "catalog/sites.def"):
            self.check("models.md", words(path))

    def test_words_of_rules(self) -> None:
        for path in ("catalog/conditions.def", "catalog/sites.def", "value/origins.def"):
            self.check("rules.md", words(path))

    def test_keys(self) -> None:
        for path in ("model.c", "model_class.c", "model_function.c"):
            self.check("models.md", names_of_keys(path))
        self.check("rules.md", names_of_keys("rule.c"))


if __name__ == "__main__":
    unittest.main()
