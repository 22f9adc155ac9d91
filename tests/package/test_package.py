"""The wheel and the source distribution: what is in them, and that they install and run."""

from __future__ import annotations

import base64
import hashlib
import re
import struct
import sys
import tarfile
import unittest
import zipfile
from pathlib import Path

from support_package import (ROOT, PackageTest, build, environment, new_environment, own_build, run,
                             snapshot)

LICENCES = {"LICENSE", "tree-sitter.txt", "tree-sitter-python.txt", "tree-sitter-json.txt",
            "tree-sitter-toml.txt", "unicode.txt", "libyaml.txt", "jansson.txt", "glibc.txt"}


class TestWheel(PackageTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.wheel = build("wheel")

    def test_contents(self) -> None:
        with zipfile.ZipFile(self.wheel) as wheel:
            modes = {entry.filename: entry.external_attr >> 16 for entry in wheel.infolist()}
            texts = {name: wheel.read(name) for name in modes}
        info = next(name for name in texts if name.endswith("/RECORD"))
        for line in texts[info].decode().splitlines():
            name, digest, size = line.split(",")
            if name != info:
                found = base64.urlsafe_b64encode(hashlib.sha256(texts[name]).digest())
                self.assertEqual(digest, "sha256=" + found.rstrip(b"=").decode())
                self.assertEqual(int(size), len(texts.pop(name)))
        self.assertEqual(list(texts), [info])
        programs = [name for name, mode in modes.items() if mode == 0o100755]
        self.assertEqual([name.partition("/")[2] for name in programs], ["scripts/tkscan"])
        licences = {name.rpartition("/")[2] for name in modes if "/licenses/" in name}
        self.assertEqual(licences, LICENCES)

    def test_the_program_needs_no_library(self) -> None:
        with zipfile.ZipFile(self.wheel) as wheel:
            name = next(name for name in wheel.namelist() if name.endswith("scripts/tkscan"))
            program = wheel.read(name)
        path = self.folder / "tkscan"
        path.write_bytes(program)
        print(f"\nwheel {self.wheel.stat().st_size:,} bytes, program {len(program):,} bytes",
              file=sys.stderr)
        self.assertEqual(program[:5], b"\x7fELF\x02")
        start, = struct.unpack_from("<Q", program, 32)
        size, count = struct.unpack_from("<HH", program, 54)
        kinds = [struct.unpack_from("<I", program, start + i * size)[0] for i in range(count)]
        self.assertNotIn(3, kinds, "it names a loader (PT_INTERP)")
        self.assertNotIn(2, kinds, "it needs libraries (PT_DYNAMIC)")
        self.assertIn("manylinux2014_x86_64.musllinux_1_1_x86_64" if "x86_64" in self.wheel.name
                      else "manylinux2014", self.wheel.name)
        self.assertNotIn("GLIBC_", run("objdump", "-T", path, status=None))

    def test_the_same_again(self) -> None:
        before = self.wheel.read_bytes()
        self.assertEqual(build("wheel").read_bytes(), before)

    def test_fresh_environment(self) -> None:
        bin = new_environment(self.folder / "venv")
        run(bin / "pip", "install", "--no-index", self.wheel)
        version = run(bin / "tkscan", "--version")
        self.assertRegex(version, r"^tkscan \d+\.\d+\.\d+\n$")
        self.assertEqual(run(bin / "python", "-m", "tkscan", "version", cwd=self.folder), version)
        self.assert_finds(bin / "tkscan")
        self.assert_finds([bin / "python", "-m", "tkscan"])
        self.assertIn(f"Version: {version.split()[1]}", run(bin / "pip", "show", "tkscan"))
        page = self.folder / "venv/share/man/man1/tkscan.1"
        self.assertTrue(page.read_text().startswith(".TH TKSCAN 1"))
        run(bin / "pip", "uninstall", "-y", "tkscan")
        self.assertFalse((bin / "tkscan").exists() or page.exists())

    def test_other_places(self) -> None:
        target = self.folder / "target"
        pip = new_environment(self.folder / "venv") / "pip"   # Python itself may have none
        run(pip, "install", "--no-index", "--target", target, self.wheel)
        done = run(sys.executable, "-m", "tkscan", "version", env=environment(PYTHONPATH=str(target)))
        self.assertIn("tkscan ", done)
        (target / "bin/tkscan").unlink()
        done = run(sys.executable, "-m", "tkscan", env=environment(PYTHONPATH=str(target), PATH="/bin"),
                   status=2)
        self.assertIn("tkscan: error: the program tkscan is not where pip puts programs", done)


class TestSdist(PackageTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.sdist = build("sdist")

    def test_contents(self) -> None:
        with tarfile.open(self.sdist) as archive:
            names = {name.partition("/")[2] for name in archive.getnames()}
            sums = archive.extractfile(next(n for n in archive.getnames() if n.endswith("SHA256SUMS")))
            assert sums
            for line in sums.read().decode().splitlines():
                digest, name = line.split()
                member = archive.extractfile(f"{archive.getnames()[0].partition('/')[0]}/third_party/{name}")
                assert member
                self.assertEqual(hashlib.sha256(member.read()).hexdigest(), digest)
        wanted = {"PKG-INFO", "pyproject.toml", "Makefile", "analyzer/main.c", "tests/run",
                  "third_party/node_modules/tree-sitter-json/LICENSE",
                  "third_party/node_modules/tree-sitter/vendor/tree-sitter/lib/src/unicode/LICENSE"}
        self.assertEqual(wanted - names, set())
        self.assertEqual([name for name in names if name.split("/")[0] in ("build", ".git")], [])
        print(f"\nsdist {self.sdist.stat().st_size:,} bytes", file=sys.stderr)
        before = self.sdist.read_bytes()
        self.assertEqual(build("sdist").read_bytes(), before)

    def offline(self) -> dict[str, str]:
        """An environment in which npm and pip reach nothing."""
        broken = self.folder / "broken"
        broken.mkdir()
        (broken / "npm").write_text("#!/bin/sh\necho npm was called >&2\nexit 1\n")
        (broken / "npm").chmod(0o755)
        return environment(PATH=f"{broken}:{environment()['PATH']}", PIP_NO_INDEX="1")

    def test_installs_offline(self) -> None:
        bin = new_environment(self.folder / "venv")
        run(bin / "pip", "install", self.sdist, env=self.offline())
        self.assert_finds(bin / "tkscan")

    def test_a_changed_source_is_not_compiled(self) -> None:
        with tarfile.open(self.sdist) as archive:
            archive.extractall(self.folder)
        root = next(self.folder.glob("tkscan-*"))
        with open(root / "third_party/node_modules/tree-sitter-json/src/parser.c", "a") as file:
            file.write("/* */\n")
        output = run("make", "-C", root, "deps", env=self.offline() | {"TKSCAN_SETUP": "check"},
                     status=2)
        self.assertIn("tree-sitter-json/src/parser.c: FAILED", output)
        self.assertIn("nothing was compiled", output)


class TestCheckout(PackageTest):
    def test_pip_install(self) -> None:
        checkout = snapshot(self.folder / "tkscan")
        bin = new_environment(self.folder / "venv")
        run(bin / "pip", "install", checkout, env=environment(PIP_NO_INDEX="1"))
        self.assert_finds(bin / "tkscan")
        self.assert_finds([bin / "python", "-m", "tkscan"])

    def test_make_install(self) -> None:
        with own_build():
            run("make", "-C", ROOT, "install", f"DESTDIR={self.folder / 'root'}", "PREFIX=/usr")
        usr = self.folder / "root/usr"
        self.assert_finds(usr / "bin/tkscan")
        names = sorted(path.relative_to(usr).as_posix() for path in usr.rglob("*") if path.is_file())
        self.assertEqual(names, ["bin/tkscan", "share/bash-completion/completions/tkscan",
                                 "share/fish/vendor_completions.d/tkscan.fish",
                                 "share/man/man1/tkscan.1", "share/zsh/site-functions/_tkscan"])


class TestVersions(unittest.TestCase):
    def test_one_version(self) -> None:
        """The changelog and the program agree on what is being worked on."""
        program = re.search(r'TK_VERSION "(.*)"', (ROOT / "analyzer/cli/version.h").read_text())
        assert program
        self.assertRegex((ROOT / "CHANGELOG.md").read_text(),
                         rf"(?m)^## (Unreleased|{re.escape(program.group(1))})")


if __name__ == "__main__":
    unittest.main()
