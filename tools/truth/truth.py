"""The truth matrix: sinks crossed with producers, run by Python, compared with tkscan.

Run it with the Python that has the real libraries; README.md beside this file has the formats.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import platform
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import cells as matrix
import oracle
import render
import verdict

HERE = Path(__file__).resolve().parent


class UsageError(Exception):
    """Something the caller asked for cannot be done."""


def arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="truth.py", description=__doc__)
    add = parser.add_argument
    add("--tkscan", default="build/tkscan", help="the analyzer (default: %(default)s)")
    add("--no-scan", action="store_true", help="only run the programs and show what Python does")
    add("--templates", type=Path, action="append", metavar="FILE",
        help="sinks to use instead of the committed ones (repeatable)")
    add("--producers", type=Path, action="append", metavar="FILE",
        help="producers and libraries to use instead of the committed ones (repeatable)")
    add("--add", type=Path, action="append", default=[], metavar="FILE",
        help="sinks, producers or libraries to use as well (repeatable)")
    add("--library", metavar="A,B", help="only these libraries; each must be installed")
    add("--family", metavar="A,B", help="only these families of sinks")
    add("--sink", metavar="NAME", help="only this sink")
    add("--producer", metavar="NAME", help="only this producer")
    add("--show", action="store_true", help="print the programs with outcome and findings")
    add("--floor", type=float, default=0.90, help="share to be found per library (%(default)s)")
    add("--most-broken", type=float, default=0.02,
        help="share of programs per library that may be broken (%(default)s)")
    add("--most", type=int, default=40, metavar="N", help="rows per list of misses (%(default)s)")
    add("--jobs", type=int, default=2, metavar="N", help="processes at a time (%(default)s)")
    add("--seconds", type=float, default=20, help="time for one program (%(default)s)")
    add("--keep", type=Path, metavar="DIR", help="leave the programs there")
    add("--cache", type=Path, metavar="FILE", help="outcomes of unchanged programs are kept there")
    add("--json", type=Path, metavar="FILE", help="write every cell as JSON")
    add("--markdown", type=Path, metavar="FILE", help="write the tables as Markdown")
    return parser.parse_args(argv)


def read_data(options: argparse.Namespace) -> matrix.Data:
    data = matrix.Data()
    producers = options.producers or sorted((HERE / "producers").glob("*.toml"))
    sinks = options.templates or sorted((HERE / "sinks").glob("*.toml"))
    if options.producers:  # a file of producers may rely on the committed libraries
        data.read(HERE / "libraries.toml")
    else:
        producers = [HERE / "libraries.toml", *producers]
    for path in [*producers, *sinks, *options.add]:
        data.read(path)
    return data


def installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def versions_of(libraries: list[matrix.Library]) -> dict[str, str]:
    """By module that a library needs, the version of the distribution that has it."""
    distributions = importlib.metadata.packages_distributions()
    versions = {}
    for library in libraries:
        owners = distributions.get(library.needs)
        versions[library.needs] = importlib.metadata.version(owners[0]) if owners else "unversioned"
    return versions


def chosen_libraries(options: argparse.Namespace, data: matrix.Data) -> list[str]:
    used = {library for library, _ in data.producers}
    names = split(options.library) if options.library else [
        name for name in data.libraries if name in used]
    check_known("library", names, data.libraries)
    missing = [name for name in names if not installed(data.libraries[name].needs)]
    if options.library and missing:
        raise UsageError(f"{', '.join(missing)}: not installed for {sys.executable}")
    for name in missing:
        print(f"{name}: not installed for {sys.executable}, left out", file=sys.stderr)
    return [name for name in names if name not in missing]


def split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def check_known(kind: str, names: list[str], known) -> None:
    for name in names:
        if name not in known:
            raise UsageError(f"no {kind} is named '{name}' (known: {', '.join(sorted(known))})")


def chosen_cells(options: argparse.Namespace, data: matrix.Data,
                 libraries: list[str]) -> list[matrix.Cell]:
    families = split(options.family) if options.family else None
    check_known("family", families or [], {sink.family for sink in data.sinks.values()})
    check_known("sink", [options.sink] if options.sink else [], data.sinks)
    producers = {name for _, name in data.producers}
    check_known("producer", [options.producer] if options.producer else [], producers)
    cells = [cell for cell in matrix.cross(data, libraries, families, options.sink,
                                           options.producer)
             if not cell.sink.needs or installed(cell.sink.needs)]
    if not cells:
        raise UsageError("no program fits the choice (a sink of iterables needs such a producer)")
    return cells


def write_programs(cells: list[matrix.Cell], folder: Path) -> None:
    for parent in {(folder / cell.path).parent for cell in cells}:
        parent.mkdir(parents=True, exist_ok=True)
    for cell in cells:
        (folder / cell.path).write_text(cell.text, encoding="utf-8")


def show(results: list[verdict.Judged]) -> None:
    for result in results:
        print(f"# {render.cell_name(result)}   ({result.cell.path})")
        hashing = set(result.lines)
        for number, line in enumerate(result.cell.text.splitlines(), 1):
            print(f"{number:4}{'>' if number in hashing else ' '} {line}".rstrip())
        print(f"# Python: {result.outcome}" + (f"   {result.error}" if result.error else ""))
        for finding in result.findings:
            print(f"# tkscan: {finding['line']}: {finding['code']} {finding['class']}: "
                  f"{finding['message']}")
        print(f"# verdict: {result.verdict}\n")


def write_reports(options: argparse.Namespace, results: list[verdict.Judged],
                  versions: dict[str, str]) -> None:
    python = platform.python_version()
    if options.json:
        options.json.write_text(render.json_report(results, versions, python), encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(
            render.markdown_report(results, not options.no_scan, versions, python),
            encoding="utf-8")


def run(options: argparse.Namespace) -> int:
    data = read_data(options)
    libraries = chosen_libraries(options, data)
    cells = chosen_cells(options, data, libraries)
    versions = versions_of([data.libraries[name] for name in libraries])
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = folder.resolve()
        write_programs(cells, folder)
        cache = oracle.Cache(options.cache, versions)
        outcomes = oracle.run_cells(cells, folder, max(1, options.jobs), options.seconds, cache)
        scanned = None if options.no_scan else verdict.scan(options.tkscan, folder)
    results = verdict.judge(cells, outcomes, scanned)
    write_reports(options, results, versions)
    if options.show:
        show(results)
    else:
        print(render.text_report(results, not options.no_scan, options.most))
    failed = verdict.failures(results, options.floor, options.most_broken)
    if scanned is not None and scanned.errors:
        failed.append(f"tkscan: {len(scanned.errors)} errors, first: {scanned.errors[0]}")
    for line in failed:
        print(f"truth: {line}", file=sys.stderr)
    return 1 if failed else 0


def main(argv: list[str] | None = None) -> int:
    try:
        return run(arguments(argv))
    except (matrix.DataError, UsageError, verdict.AnalyzerError, RuntimeError, OSError) as error:
        print(f"truth: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
