"""Runs the Python tests; the last line is `N passed, N failed, N skipped`.

    main.py [--quick] [--no-libraries] [--no-examples]

--quick is for one of many CPU-feature subsets: the random and the golden arrays, fewer of them.
--no-libraries leaves out torch and its like, which sanitizers cannot load; --no-examples what is
the same for every implementation: examples and wheels.
"""

import sys
import tempfile
import unittest
from pathlib import Path

import hypothesis
from hypothesis.configuration import set_hypothesis_home_dir

HERE = Path(__file__).resolve().parent
QUICK = ("test_agreement.Random", "test_golden")
LIBRARIES = ("test_libraries", "test_examples", "test_wheel")
EXAMPLES = ("test_examples", "test_wheel")


class Result(unittest.TextTestResult):
    """Counts the tests that passed; one with a failed sub-test did not."""

    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def case_of(test: unittest.TestCase) -> unittest.TestCase:
    """The test that a failed sub-test belongs to."""
    return getattr(test, "test_case", test)


def main() -> int:
    quick, no_libraries = "--quick" in sys.argv, "--no-libraries" in sys.argv
    set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "tkhash-hypothesis")
    hypothesis.settings.register_profile(
        "tkhash", max_examples=30 if quick else 200, deadline=None, derandomize=True,
        database=None)
    hypothesis.settings.load_profile("tkhash")
    names = sorted(p.stem for p in HERE.glob("test_*.py"))
    if "--no-examples" in sys.argv:
        names = [n for n in names if n not in EXAMPLES]
    if no_libraries:
        names = [n for n in names if n not in LIBRARIES]
    elif quick:
        names = list(QUICK)
    suite = unittest.defaultTestLoader.loadTestsFromNames(names)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=0, resultclass=Result).run(suite)
    bad = len({case_of(test).id() for test, _ in result.failures + result.errors})
    for test, reason in result.skipped:
        print(f"skipped {test.id()}: {reason}")
    print(f"{result.passed} passed, {bad} failed, {len(result.skipped)} skipped")
    return 1 if bad or not result.passed else 0


if __name__ == "__main__":
    sys.exit(main())
