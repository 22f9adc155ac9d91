"""PEP 517 backend of tkscan: standard library and make; nothing to download but what make does.

`python3 packaging/tkscan_build.py wheel|sdist FOLDER` builds without pip. The wheel holds one program
that is linked statically where that is possible, so that it runs with any C library; otherwise it
asks for the newest symbol of glibc that it uses.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import os
import re
import struct
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
THIRD_PARTY = "third_party"      # in an sdist: the sources that a checkout fetches
MANYLINUX = {"x86_64": "manylinux2014_{0}.musllinux_1_1_{0}",
             "aarch64": "manylinux2014_{0}.musllinux_1_1_{0}"}
DATE = (2020, 1, 1, 0, 0, 0)     # in the archives, so that they depend on their contents only


def version() -> str:
    text = (ROOT / "analyzer/cli/version.h").read_text(encoding="utf-8")
    found = re.search(r'TK_VERSION "([^"]+)"', text)
    assert found
    return found.group(1)


def _metadata() -> bytes:
    head = (ROOT / "packaging/METADATA.in").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return (head.replace("@VERSION@", version()) + readme).encode()


# --- the program ----------------------------------------------------------------------------------


def _make(*arguments: str, quiet: bool = False) -> bool:
    """Runs make as a user would, but lets it install no system packages."""
    env = {name: value for name, value in os.environ.items()
           if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")} | {"TKSCAN_SETUP": "check"}
    command = ["make", "-s", "-C", str(ROOT), *arguments]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode and not quiet:
        sys.stderr.write(done.stdout.decode("utf-8", "replace"))
    return done.returncode == 0


def _is_static(program: bytes) -> bool:
    """Whether an ELF program names no loader (a PT_INTERP segment)."""
    if program[:5] != b"\x7fELF\x02":
        return False
    start, = struct.unpack_from("<Q", program, 32)
    size, count = struct.unpack_from("<HH", program, 54)
    return all(struct.unpack_from("<I", program, start + i * size)[0] != 3 for i in range(count))


def newest_glibc(program: bytes) -> tuple[int, int] | None:
    """The newest version of glibc that a dynamic program's symbols ask for."""
    found = re.findall(rb"GLIBC_(\d+)\.(\d+)", program)
    return max((int(a), int(b)) for a, b in found) if found else None


def _platform(program: bytes) -> str:
    plain = re.sub(r"[-. ]", "_", sysconfig.get_platform())
    machine = plain.removeprefix("linux_") if plain.startswith("linux_") else ""
    if not machine:
        return plain
    if _is_static(program):
        return MANYLINUX.get(machine, plain).format(machine)
    needed = newest_glibc(program)
    return f"manylinux_{needed[0]}_{needed[1]}_{machine}" if needed else plain


def _program() -> bytes:
    """Builds it; debug information is left out."""
    static = sys.platform == "linux" and _make("FLAVOUR=static", quiet=True)
    if not static and not _make("FLAVOUR=release"):
        raise SystemExit("tkscan: the program does not build; see above for what is missing")
    built = ROOT / ("build/static/tkscan" if static else "build/tkscan")
    stripped = built.with_name("tkscan.stripped")
    done = subprocess.run(["strip", "-o", str(stripped), str(built)])
    return (stripped if done.returncode == 0 else built).read_bytes()


# --- wheels ---------------------------------------------------------------------------------------


def _licences() -> dict[str, bytes]:
    sources = ROOT / THIRD_PARTY if (ROOT / THIRD_PARTY).is_dir() else ROOT / "build" / THIRD_PARTY
    modules = sources / "node_modules"
    found = {"LICENSE": ROOT / "LICENSE"}
    for name in ("tree-sitter", "tree-sitter-python", "tree-sitter-json",
                 "@tree-sitter-grammars/tree-sitter-toml"):
        found[name.rpartition("/")[2] + ".txt"] = modules / name / "LICENSE"
    found["unicode.txt"] = modules / "tree-sitter/vendor/tree-sitter/lib/src/unicode/LICENSE"
    for path in sorted((ROOT / "packaging/licenses").iterdir()):
        found[path.name] = path
    return {name: path.read_bytes() for name, path in found.items()}


def _wheel_files(program: bytes) -> dict[str, bytes]:
    base = f"tkscan-{version()}"
    files = {f"tkscan/{path.name}": path.read_bytes()
             for path in sorted((ROOT / "packaging/tkscan").glob("*.py"))}
    files[f"{base}.data/scripts/tkscan"] = program
    for path in sorted((ROOT / "build/share").rglob("*")):  # the man page, completions
        if path.is_file():
            name = path.relative_to(ROOT / "build").as_posix()
            files[f"{base}.data/data/{name}"] = path.read_bytes()
    return files


def _write_wheel(path: Path, files: dict[str, bytes], info: str) -> None:
    record = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, DATE)
            entry.external_attr = (0o100755 if "/scripts/" in name else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
            record.append(f"{name},sha256={digest.decode()},{len(content)}")
        record.append(f"{info}/RECORD,,")
        entry = zipfile.ZipInfo(f"{info}/RECORD", DATE)
        entry.external_attr = 0o100644 << 16
        wheel.writestr(entry, "\n".join(record) + "\n")


def build_wheel(wheel_directory: str, config_settings: Any = None,
                metadata_directory: str | None = None) -> str:
    base = f"tkscan-{version()}"
    info = f"{base}.dist-info"
    program = _program()
    flavour = "static" if _is_static(program) else "release"
    if not _make("share", f"FLAVOUR={flavour}"):
        raise SystemExit("tkscan: the manual page cannot be made; see above")
    files = _wheel_files(program)
    tag = f"py3-none-{_platform(program)}"
    tags = "".join(f"Tag: py3-none-{name}\n" for name in _platform(program).split("."))
    files[f"{info}/METADATA"] = _metadata()
    files[f"{info}/WHEEL"] = ("Wheel-Version: 1.0\nGenerator: tkscan_build\n"
                              f"Root-Is-Purelib: false\n{tags}").encode()
    for name, text in _licences().items():
        files[f"{info}/licenses/{name}"] = text
    name = f"{base}-{tag}.whl"
    _write_wheel(Path(wheel_directory) / name, files, info)
    return name


def prepare_metadata_for_build_wheel(metadata_directory: str, config_settings: Any = None) -> str:
    """What installers ask first: without it they would build the wheel only to read this."""
    info = f"tkscan-{version()}.dist-info"
    (Path(metadata_directory) / info).mkdir()
    (Path(metadata_directory) / info / "METADATA").write_bytes(_metadata())
    return info


# --- sdists ---------------------------------------------------------------------------------------


def _own_files() -> list[str]:
    """What git knows; in a tree without git (an unpacked sdist) everything but what was built."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if listed.returncode == 0 and (ROOT / ".git").exists():
        names = listed.stdout.decode().split("\0")
    else:
        names = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()]
    return [name for name in names if name and (ROOT / name).is_file()
            and not {"build", "__pycache__", THIRD_PARTY} & set(Path(name).parts[:1])]


def _third_party_files() -> dict[str, Path]:
    """The sources as they were verified, with their licences and where each comes from."""
    carried = ROOT / THIRD_PARTY
    sources = carried if carried.is_dir() else ROOT / "build" / THIRD_PARTY
    sums = (ROOT / "tools/third_party/SHA256SUMS").read_text(encoding="utf-8")
    names = [line.split()[1] for line in sums.splitlines()]
    packages = {"/".join(name.split("/")[:3 if name.split("/")[1][0] == "@" else 2])
                for name in names}
    names += [f"{package}/{file}" for package in packages for file in ("LICENSE", "package.json")]
    names.append("node_modules/tree-sitter/vendor/tree-sitter/lib/src/unicode/LICENSE")
    return {f"{THIRD_PARTY}/{name}": sources / name for name in sorted(names)}


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    base = f"tkscan-{version()}"
    if not (ROOT / THIRD_PARTY).is_dir() and not _make("deps"):
        raise SystemExit("tkscan: the third-party sources cannot be fetched; see above")
    files = {name: ROOT / name for name in sorted(_own_files())} | _third_party_files()
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, path in [*files.items(), ("PKG-INFO", None)]:
            data = path.read_bytes() if path else _metadata()
            member = tarfile.TarInfo(f"{base}/{name}")
            member.size = len(data)
            member.mode = 0o755 if path and os.access(path, os.X_OK) else 0o644
            member.mtime = 1577836800
            archive.addfile(member, io.BytesIO(data))
    name = f"{base}.tar.gz"
    with open(Path(sdist_directory) / name, "wb") as file:
        with gzip.GzipFile("", "wb", 9, file, 0) as packed:
            packed.write(content.getvalue())
    return name


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    return []


get_requires_for_build_sdist = get_requires_for_build_wheel


def main() -> None:
    what, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (build_wheel if what == "wheel" else build_sdist)(str(folder))
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
