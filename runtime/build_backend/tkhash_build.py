"""PEP 517 backend of tkhash: standard library, make, and a C compiler; nothing to download.

`python3 build_backend/tkhash_build.py DIRECTORY` builds a wheel without pip.  TKHASH_PURE_WHEEL=1
builds one without the extension, for machines without a compiler; the digests are the same.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OLDEST_GLIBC = (2, 17)           # of manylinux2014
NOT_IN_SDIST = {"__pycache__", "build", "dist"}


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def _metadata() -> str:
    project = _project()
    lines = ["Metadata-Version: 2.1", f"Name: {project['name']}", f"Version: {project['version']}",
             f"Summary: {project['description']}", f"Requires-Python: {project['requires-python']}"]
    lines += [f"Classifier: {c}" for c in project.get("classifiers", ())]
    return "\n".join([*lines, ""])


def _pure() -> bool:
    free_threaded = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    return os.environ.get("TKHASH_PURE_WHEEL") == "1" or free_threaded


def _stage(build: Path) -> Path:
    """Runs make; returns the folder that holds the package."""
    if _pure():
        return ROOT / "python"
    command = ["make", "-s", "-C", str(ROOT), "stage", f"BUILD={build}", f"PYTHON={sys.executable}"]
    if subprocess.run(command).returncode != 0:
        raise SystemExit("tkhash: the C extension does not build (make and a C compiler are "
                         "needed); TKHASH_PURE_WHEEL=1 installs the slower pure-Python package")
    return build / "python"


def _platform(extension: bytes) -> str:
    """manylinux2014 when no symbol asks for a newer glibc, else this machine's own tag."""
    plain = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    versions = re.findall(rb"GLIBC_(\d+)\.(\d+)", extension)
    if plain.startswith("linux_") and versions:
        if max((int(a), int(b)) for a, b in versions) <= OLDEST_GLIBC:
            return plain.replace("linux_", "manylinux2014_", 1)
    return plain


def _tag(package: Path) -> str:
    extension = package / "tkhash" / "_core.abi3.so"
    if not extension.exists():
        return "py3-none-any"
    return f"cp311-abi3-{_platform(extension.read_bytes())}"


def _write_wheel(path: Path, files: dict[str, bytes], info: str) -> None:
    record = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.external_attr = (0o755 if name.endswith(".so") else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
            record.append(f"{name},sha256={digest.decode()},{len(content)}")
        record.append(f"{info}/RECORD,,")
        wheel.writestr(f"{info}/RECORD", "\n".join(record) + "\n")


def build_wheel(wheel_directory: str, config_settings: Any = None,
                metadata_directory: str | None = None) -> str:
    project = _project()
    base = f"{project['name']}-{project['version']}"
    info = f"{base}.dist-info"
    with tempfile.TemporaryDirectory() as temporary:
        package = _stage(Path(temporary) / "build")
        tag = _tag(package)
        files = {f"tkhash/{p.name}": p.read_bytes()
                 for p in sorted((package / "tkhash").iterdir()) if p.is_file()}
    pure = "true" if tag.endswith("any") else "false"
    files[f"{info}/METADATA"] = _metadata().encode()
    files[f"{info}/WHEEL"] = (f"Wheel-Version: 1.0\nGenerator: tkhash_build\n"
                              f"Root-Is-Purelib: {pure}\nTag: {tag}\n").encode()
    for path in (ROOT / "LICENSE", ROOT.parent / "LICENSE"):
        if path.exists():
            files[f"{info}/licenses/LICENSE"] = path.read_bytes()
            break
    name = f"{base}-{tag}.whl"
    _write_wheel(Path(wheel_directory) / name, files, info)
    return name


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    project = _project()
    base = f"{project['name']}-{project['version']}"
    name = f"{base}.tar.gz"

    def keep(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
        if NOT_IN_SDIST & set(Path(member.name).parts):
            return None
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        return member

    with tarfile.open(Path(sdist_directory) / name, "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(ROOT.iterdir()):
            archive.add(path, f"{base}/{path.name}", filter=keep)
        if not (ROOT / "LICENSE").exists() and (ROOT.parent / "LICENSE").exists():
            archive.add(ROOT.parent / "LICENSE", f"{base}/LICENSE", filter=keep)
        with tempfile.NamedTemporaryFile("w") as metadata:
            metadata.write(_metadata())
            metadata.flush()
            archive.add(metadata.name, f"{base}/PKG-INFO", filter=keep)
    return name


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    return []


get_requires_for_build_sdist = get_requires_for_build_wheel


if __name__ == "__main__":
    print(Path(sys.argv[1]) / build_wheel(sys.argv[1]))
