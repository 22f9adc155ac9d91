"""What --fix makes of corpus files: `x.fixed.py` beside `x.py` says it, byte for byte.

A header comment `# fix-args: --key-style sha256` in x.py gives options besides --fix and --unsafe-fixes.
The fixed file has to parse, to have no finding left that can be fixed, and to stay as it is when it is
fixed again.
"""

from __future__ import annotations

import difflib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Callable

ARGS = re.compile(rb"#\s*fix-args:\s*(.*)")
Check = Callable[[bool, str], None]


def arguments(source: bytes) -> tuple[str, ...]:
    match = ARGS.search(source)
    return tuple(match[1].decode().split()) if match else ()


def pairs(root: Path, words: list[str]) -> list[tuple[Path, Path]]:
    """Each file with what it is to become."""
    found = []
    for fixed in sorted((root / "corpus").rglob("*.fixed.py")):
        source = fixed.with_name(fixed.name.replace(".fixed.py", ".py"))
        name = source.relative_to(root).as_posix()
        if not words or any(word in name for word in words):
            found.append((source, fixed))
    return found


def run(program: str, folder: Path, args: tuple[str, ...], *more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([program, "check", "--isolated", "--unsafe-fixes", *args, *more, "."],
                          cwd=folder, capture_output=True)


def differences(wanted: bytes, got: bytes) -> str:
    lines = difflib.unified_diff(wanted.decode("utf-8", "replace").splitlines(),
                                 got.decode("utf-8", "replace").splitlines(), "expected", "got", lineterm="")
    return "\n".join("    " + line for line in lines) or "    only line endings or the byte order mark differ"


def judge(name: str, fixed: Path, got: bytes, findings: list[dict], again: bytes, check: Check) -> None:
    check(got == fixed.read_bytes(), f"{name}: --fix gives something else than {fixed.name}\n"
          + differences(fixed.read_bytes(), got))
    try:
        compile(got, name, "exec")
        check(True, "")
    except SyntaxError as error:
        check(False, f"{name}: the fixed file does not parse: {error}")
    left = [f"{f['code']} in line {f['line']}" for f in findings
            if any(fix["applicability"] != "display" for fix in f["fixes"])]
    check(not left, f"{name}: still to be fixed afterwards: {', '.join(left)}")
    check(f"--- {fixed.name}".encode() not in again, f"{name}: a second --fix changes it again")


def check_all(root: Path, words: list[str], program: str, check: Check) -> int:
    """Returns how many files have a fixed one beside them."""
    by_arguments: dict[tuple[str, ...], list[tuple[Path, Path]]] = {}
    for source, fixed in pairs(root, words):
        by_arguments.setdefault(arguments(source.read_bytes()), []).append((source, fixed))
    for args, files in by_arguments.items():
        with tempfile.TemporaryDirectory(prefix="tkscan-corpus-") as temporary:
            folder = Path(temporary)
            places = {}
            for number, (source, fixed) in enumerate(files):
                place = folder / str(number)
                place.mkdir()
                shutil.copyfile(source, place / fixed.name)
                places[source] = place / fixed.name
            run(program, folder, args, "--fix", "-q")
            report = json.loads(run(program, folder, args, "--output-format", "json").stdout)
            again = run(program, folder, args, "--diff", "-q").stdout
            for source, fixed in files:
                own = places[source].relative_to(folder).as_posix()
                judge(source.relative_to(root).as_posix(), fixed, places[source].read_bytes(),
                      [f for f in report["findings"] if f["path"].removeprefix("./") == own],
                      again.replace(f"--- {own}".encode(), f"--- {fixed.name}".encode())
                      if f"--- {own}".encode() in again else b"", check)
    return sum(len(files) for files in by_arguments.values())
