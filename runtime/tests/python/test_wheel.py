"""Wheels by the in-tree backend, without pip: contents, tag, and that they work without numpy."""

import base64
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Wheel(unittest.TestCase):
    def build(self, where, **environment):
        subprocess.run([sys.executable, ROOT / "build_backend" / "tkhash_build.py", where],
                       check=True, capture_output=True, env={**os.environ, **environment})
        return next(Path(where).glob("*.whl"))

    def check_record(self, wheel):
        record = next(n for n in wheel.namelist() if n.endswith("RECORD"))
        lines = [line.split(",") for line in wheel.read(record).decode().splitlines()]
        self.assertEqual({line[0] for line in lines}, set(wheel.namelist()))
        for name, digest, _size in lines:
            if name != record:
                want = base64.urlsafe_b64encode(hashlib.sha256(wheel.read(name)).digest())
                self.assertEqual(digest, f"sha256={want.decode().rstrip('=')}")

    def key_of_abc(self, path):
        """-S leaves numpy out of reach."""
        code = "import tkhash; print(tkhash.key(b'abc').hex(), tkhash.backend()['implementation'])"
        return subprocess.run([sys.executable, "-S", "-c", code], check=True, text=True,
                              capture_output=True, env={"PYTHONPATH": str(path)}).stdout.split()

    def test_extension_and_pure_wheels_give_one_key(self):
        keys = []
        for pure in ("0", "1"):
            with tempfile.TemporaryDirectory() as where:
                path = self.build(where, TKHASH_PURE_WHEEL=pure)
                tag = "py3-none-any" if pure == "1" else "cp311-abi3-"
                self.assertIn(tag, path.name)
                with zipfile.ZipFile(path) as wheel:
                    self.check_record(wheel)
                    self.assertIn("tkhash/py.typed", wheel.namelist())
                    self.assertEqual("tkhash/_core.abi3.so" in wheel.namelist(), pure == "0")
                    wheel.extractall(where)
                key, implementation = self.key_of_abc(where)[:2]
                self.assertEqual(implementation, "extension" if pure == "0" else "pure")
                keys.append(key)
        self.assertEqual(keys[0], keys[1])

    def test_sdist_builds_the_same_wheel(self):
        code = ("import sys; sys.path.insert(0, 'build_backend'); import tkhash_build as b; "
                "print(b.build_sdist(sys.argv[1]))")
        with tempfile.TemporaryDirectory() as where:
            done = subprocess.run([sys.executable, "-c", code, where], cwd=ROOT, check=True,
                                  capture_output=True, text=True)
            with tarfile.open(Path(where) / done.stdout.strip()) as archive:
                names = archive.getnames()
                safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}   # 3.11.4
                archive.extractall(where, **safe)
            base = names[0].split("/")[0]
            self.assertIn(f"{base}/PKG-INFO", names)
            self.assertFalse([n for n in names if "__pycache__" in n])
            subprocess.run([sys.executable, "build_backend/tkhash_build.py", where], check=True,
                           cwd=Path(where) / base, capture_output=True,
                           env={**os.environ, "TKHASH_PURE_WHEEL": "1"})
            self.assertEqual(len(list(Path(where).glob("*.whl"))), 1)


if __name__ == "__main__":
    unittest.main()
