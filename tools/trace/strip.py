"""Takes away the conversions with which developers made keys of arrays, one at a time, and counts what
the analyzer then reports. What counts as such a place: places.py.

What the analyzer then says is a number of a library that hashes by value (`int()` around an element of
a 1-D numpy array) was never a mistake: such places are left out, and counted. A file that several
projects have is taken once.
"""
from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

from places import FUNCTIONS, METHODS, File, Place, stripped

Findings = dict[str, set[tuple[int, str]]]           # per file: line and code


def findings(tkscan: Path, files: list[Path]) -> Findings:
    """What the files import is read, as always."""
    done = subprocess.run([tkscan, "check", "--isolated", "--no-cache", "--exit-zero", "--jobs", "1",
                           "--output-format", "json", *map(str, files)],
                          capture_output=True, text=True, check=True)
    found: Findings = {path.name: set() for path in files}
    for finding in json.loads(done.stdout)["findings"]:
        found[Path(finding["path"]).name].add((finding["line"], finding["code"]))
    return found


def said(tkscan: Path, file: Path) -> dict[tuple[int, str], str]:
    """Per line and text of an expression: what it is, and how sure that is."""
    done = subprocess.run([tkscan, "debug", "--isolated", "--dump=values", str(file)],
                          capture_output=True, text=True)
    lines = file.read_text(encoding="utf-8").encode().splitlines()
    values: dict[tuple[int, str], str] = {}
    for row in done.stdout.splitlines():
        place, _, rest = row.partition(" ")
        if place.count(":") != 2:
            continue
        start, end = place.split("-")
        line, column = map(int, start.split(":"))
        if end.startswith(f"{line}:") and line <= len(lines):
            text = lines[line - 1][column - 1:int(end.split(":")[1]) - 1].decode(errors="replace")
            values[line, "".join(text.split())] = rest.partition(" ")[2]
    return values


ARRAYS = ("ndarray", "ensor", "Array", "Series", "DataFrame", "Index", "Variable")


def judge(place: Place, reported: bool, value: str | None) -> str:
    """reported, by value (a number that hashes), missed though known, or unknown. What may hash by value
    as well, for all that the analyzer knows, is not known: an array of numpy whose rank is not."""
    if reported:
        return "reported"
    if value is None or "unknown" in value.split():
        return "unknown"
    depth = place.depth
    while depth and (container := re.match(r"(?:list|tuple|set|iterator)\[(.*)\]", value)):
        value, depth = container.group(1) + value[container.end():], depth - 1
    if "unknown" in re.split(r"\W+", value):
        return "unknown"
    if not any(word in value for word in ARRAYS):
        return "by value"
    if depth and "numpy.ndarray" in value:
        rank = re.search(r"rank=(\d+)", value)
        return "unknown" if rank is None else "by value" if int(rank.group(1)) <= depth else "known"
    if depth and any(word in value for word in ("pandas.Series", "Index")):
        return "by value"
    if "numpy.generic" in value or "possible" in value.split():
        return "unknown"
    return "known"


def may_convert(source: str) -> bool:
    return any(f".{word}()" in source for word in METHODS) or (
        any(f"{word}(" in source for word in FUNCTIONS) and
        any(word in source for word in ("numpy", "torch", "tensorflow", "jax")))


def files_with_places(project: Path, seen: set[bytes]) -> list[tuple[File, list[Place]]]:
    files = []
    for path in sorted(project.rglob("*.py")):
        try:
            source = path.read_text(encoding="utf-8")
            digest = hashlib.sha256(source.encode()).digest()
            if digest in seen or not may_convert(source):
                continue
            seen.add(digest)
            file = File(path, source)
        except (SyntaxError, ValueError, RecursionError, OSError):
            continue
        places = file.places()
        if places:
            files.append((file, places))
    return files


def strip_file(tkscan: Path, file: File, places: list[Place], copy: Path) \
        -> list[tuple[Place, str, str]]:
    """Each place with its verdict and what the analyzer says of the value. Every stripped text is a file
    beside the original, whose imports it has."""
    variants = [copy.with_name(f"{copy.stem}_stripped_{index}.py") for index in range(len(places))]
    for place, variant in zip(places, variants):
        variant.write_text(stripped(file.source, place), encoding="utf-8")
    found = findings(tkscan, [copy, *variants])
    results = []
    for place, variant in zip(places, variants):
        reported = any(line in place.lines for line, _ in found[variant.name] - found[copy.name])
        text = "".join(ast.get_source_segment(file.source, place.inner).split())
        value = None if reported else said(tkscan, variant).get((place.inner.lineno, text))
        results.append((place, judge(place, reported, value), value or "nothing"))
    for variant in variants:
        variant.unlink()
    return results


def strip_project(tkscan: Path, project: Path, seen: set[bytes]) -> list[tuple[Place, str, str]]:
    files = files_with_places(project, seen)
    if not files:
        return []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / project.name
        shutil.copytree(project, copy, symlinks=True, ignore=lambda where, names: [
            name for name in names if not name.endswith(".py") and
            not os.path.isdir(os.path.join(where, name))])
        return [result for file, places in files
                for result in strip_file(tkscan, file, places, copy / file.path.relative_to(project))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, nargs="+", help="a folder of projects")
    parser.add_argument("--tkscan", type=Path, required=True)
    parser.add_argument("--floor", type=float, default=0, help="share that must be reported")
    parser.add_argument("--list", action="store_true", help="print every place that is not reported")
    options = parser.parse_args()
    warnings.simplefilter("ignore", SyntaxWarning)   # of the sources
    for source in options.source:
        if not source.is_dir():
            sys.exit(f"strip: error: there is no folder '{source}'")
    counts, kinds, causes = Counter(), Counter(), Counter()
    seen: set[bytes] = set()
    for project in sorted(path for source in options.source for path in source.iterdir()):
        if not project.is_dir():
            continue
        for place, verdict, value in strip_project(options.tkscan.resolve(), project, seen):
            counts[verdict] += 1
            kinds[place.kind, verdict] += 1
            if verdict in ("unknown", "known"):
                causes[verdict, type(place.inner).__name__] += 1
            if options.list:
                print(f"{verdict}: {place.path}:{min(place.lines)}: "
                      f"{ast.unparse(place.conversion)[:70]}: {value[:80]}", flush=True)
    judged = counts["reported"] + counts["known"] + counts["unknown"]
    typed = counts["reported"] + counts["known"]
    if not judged:
        sys.exit(f"strip: error: no conversion of a key below {', '.join(map(str, options.source))}")
    for kind in sorted({kind for kind, _ in kinds}):
        print(f"  {kind:10}", ", ".join(f"{verdict} {kinds[kind, verdict]}" for verdict in
                                        ("reported", "known", "unknown", "by value")))
    for (verdict, cause), count in causes.most_common():
        print(f"  missed, {verdict}: {count} of a {cause}")
    print(f"{judged} places; {counts['reported']} reported ({100 * counts['reported'] / judged:.1f} %), "
          f"of those of known type {counts['reported']}/{typed} "
          f"({100 * counts['reported'] / max(typed, 1):.1f} %); "
          f"{counts['by value']} more hash by value without their conversion")
    return 1 if 100 * counts["reported"] / judged < options.floor else 0


if __name__ == "__main__":
    sys.exit(main())
