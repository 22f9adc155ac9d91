"""Applies the fixes of a SARIF file, from that file and the sources alone.

Columns are UTF-16 code units; a byte order mark counts as nothing. Of each result the first fix that is at
least as applicable as asked is applied. Identical replacements are made once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

LEVELS = ("display", "unsafe", "safe")
MARK = b"\xef\xbb\xbf"


def offset(lines: list[str], line: int, column: int) -> int:
    """In characters, of a 1-based line and UTF-16 column."""
    if line > len(lines):
        return sum(map(len, lines))
    units = lines[line - 1].encode("utf-16-le")[:2 * (column - 1)]
    return sum(map(len, lines[:line - 1])) + len(units.decode("utf-16-le"))


def lines_of(text: str) -> list[str]:
    return [part + "\n" for part in text.split("\n")[:-1]] + [text.rsplit("\n", 1)[-1]]


def usable(result: dict[str, Any], least: str) -> dict[str, Any] | None:
    for fix in result.get("fixes", []):
        if LEVELS.index(fix["properties"]["applicability"]) >= LEVELS.index(least):
            return fix
    return None


def apply(root: Path, fix: dict[str, Any]) -> None:
    for change in fix["artifactChanges"]:
        path = root / change["artifactLocation"]["uri"]
        data = path.read_bytes()
        mark = MARK if data.startswith(MARK) else b""
        text = data[len(mark):].decode("utf-8")
        lines = lines_of(text)
        edits = set()
        for replacement in change["replacements"]:
            region = replacement["deletedRegion"]
            edits.add((offset(lines, region["startLine"], region["startColumn"]),
                       offset(lines, region["endLine"], region["endColumn"]),
                       replacement["insertedContent"]["text"]))
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        path.write_bytes(mark + text.encode("utf-8"))


def apply_all(root: Path, scan: Callable[[], dict[str, Any]], least: str) -> None:
    """One fix at a time, as long as that leaves fewer results."""
    last = None
    while True:
        results = scan()["runs"][0]["results"]
        fix = next((f for f in (usable(r, least) for r in results) if f), None)
        if fix is None or (last is not None and len(results) >= last):
            return
        last = len(results)
        apply(root, fix)
