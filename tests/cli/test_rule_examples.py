"""What a rule's documentation shows is true: `bad` is reported by it, `good` is not reported at all."""

from __future__ import annotations

import json
import unittest

from support import CliTest


class RuleExamples(CliTest):
    def codes(self, name: str, source: str) -> set[str]:
        self.write(name, source)
        ran = self.run_tkscan("check", "--isolated", "--output-format", "json", name)
        report = json.loads(ran.stdout)
        return {one["code"] for key in ("findings", "errors") for one in report[key]}

    def rules(self) -> list[dict]:
        return json.loads(self.run_tkscan("rule", "--all", "--output-format", "json").stdout)

    def test_bad_is_reported(self) -> None:
        for rule in self.rules():
            if rule["bad"] and rule["class"] != "tool":
                with self.subTest(code=rule["code"]):
                    self.assertEqual(self.codes("bad.py", rule["bad"]), {rule["code"]})

    def test_good_is_not(self) -> None:
        for rule in self.rules():
            if rule["good"]:
                with self.subTest(code=rule["code"]):
                    self.assertEqual(self.codes("good.py", rule["good"]), set())

    def test_rules_explain_themselves(self) -> None:
        for rule in self.rules():
            with self.subTest(code=rule["code"]):
                self.assertTrue(rule["why"] and rule["suppress"] and rule["message"].endswith("."))
                if rule["class"] != "tool":
                    self.assertTrue(rule["bad"] and rule["good"] and rule["deliberate"])
                    self.assertTrue(rule["advice"] and rule["references"])


if __name__ == "__main__":
    unittest.main()
