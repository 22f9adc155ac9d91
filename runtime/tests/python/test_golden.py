"""Every trap of the encoding against a digest that hashlib computed (make_golden.py)."""

import itertools
import json
import unittest
from pathlib import Path

import cases
import tkhash
from tkhash import _pure

GOLDEN = json.loads(Path(__file__).with_name("golden.json").read_text())


class Golden(unittest.TestCase):
    def test_each_array_has_its_digest(self):
        arrays = cases.golden_arrays()
        self.assertEqual(set(arrays), set(GOLDEN))
        for name, array in arrays.items():
            with self.subTest(name):
                self.assertEqual(tkhash.key(array).hex(), GOLDEN[name])
                self.assertEqual(_pure.key(array).hex(), GOLDEN[name])

    def test_equal_exactly_within_a_group(self):
        group = {name: i for i, names in enumerate(cases.same_key()) for name in names}
        for a, b in itertools.combinations(GOLDEN, 2):
            same = a in group and group[a] == group.get(b)
            self.assertEqual(GOLDEN[a] == GOLDEN[b], same, f"{a} and {b}")


if __name__ == "__main__":
    unittest.main()
