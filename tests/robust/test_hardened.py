"""The release program is built so that a mistake in it is hard to make use of."""

from __future__ import annotations

import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))

from support import TKSCAN  # noqa: E402


@unittest.skipUnless(sys.platform == "linux" and shutil.which("readelf"), "readelf reads ELF files")
@unittest.skipIf(Path(TKSCAN).parent.name in ("asan", "tsan", "static"), "the release flavour only")
class HardenedTest(unittest.TestCase):
    def readelf(self, option: str) -> str:
        return subprocess.run(["readelf", "-W", option, TKSCAN], capture_output=True, text=True,
                              check=True).stdout

    def test_read_only_relocations(self) -> None:
        self.assertIn("GNU_RELRO", self.readelf("-l"))
        self.assertIn("NOW", self.readelf("-d"))

    def test_anywhere_in_memory(self) -> None:
        self.assertRegex(self.readelf("-d"), r"FLAGS_1.* PIE\b")  # no fixed addresses
        self.assertNotIn("TEXTREL", self.readelf("-d"))

    def test_no_code_on_the_stack(self) -> None:
        stack = [line for line in self.readelf("-l").splitlines() if "GNU_STACK" in line]
        self.assertEqual(len(stack), 1)
        self.assertNotIn("RWE", stack[0])

    def test_checked_functions_and_stack(self) -> None:
        symbols = self.readelf("--dyn-syms")
        self.assertIn("__stack_chk_fail", symbols)
        self.assertIn("__snprintf_chk", symbols)


if __name__ == "__main__":
    unittest.main()
