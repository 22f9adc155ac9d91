"""The examples run, check themselves, and print their hit counts."""

import importlib.util
import os
import subprocess
import sys
import unittest
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class Examples(unittest.TestCase):
    def run_example(self, name, *needs, **environment):
        for module in needs:
            if importlib.util.find_spec(module) is None:
                self.skipTest(f"the venv has no {module}")
        done = subprocess.run([sys.executable, EXAMPLES / name], capture_output=True, text=True,
                              env={**os.environ, **environment})
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        return done.stdout

    def test_torch(self):
        out = self.run_example("activation_cache_torch.py", "torch")
        self.assertIn("three inputs twice: CacheInfo(hits=3, misses=3, maxsize=4, currsize=3)", out)
        self.assertIn("after 100 more inputs: CacheInfo(hits=4, misses=106, maxsize=4, currsize=4)",
                      out)

    def test_keras(self):
        for backend, module in (("torch", "torch"), ("jax", "jax"),
                                ("tensorflow", "tensorflow")):
            with self.subTest(backend):
                out = self.run_example("activation_cache_keras.py", "keras", module,
                                       KERAS_BACKEND=backend)
                self.assertIn("CacheInfo(hits=1, misses=2, maxsize=4, currsize=2)", out)
                self.assertIn("currsize=4", out)


if __name__ == "__main__":
    unittest.main()
