"""Runs the test suites inside installed packages with their expressions recorded, and holds what
they were against what the analyzer says they are."""
from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import resource
import subprocess
import sys
from pathlib import Path

import causes
import compare
import instrument

HERE = Path(__file__).resolve().parent
PACKAGES = ["sklearn", "scipy", "pandas", "networkx"]
BATCH = 16                            # test files of one process
WALL_MOST = 10                        # of seconds that pass for each of the processor
PROCESS_GRACE = 60                    # seconds beyond that


def package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"trace: error: there is no installed package '{name}'")
    return Path(list(spec.submodule_search_locations)[0])


def test_files(package: Path) -> list[Path]:
    """In an order that mixes the package's parts and is the same in every run."""
    files = [path for path in instrument.files_of(package) if path.name.startswith("test_")]
    return sorted(files, key=lambda path: hashlib.sha256(
        str(path.relative_to(package)).encode()).digest())


def stamp() -> str:
    """What cached bytecode depends on besides the source."""
    return hashlib.sha256((HERE / "instrument.py").read_bytes()).hexdigest()[:12]


def processor_seconds() -> float:
    """That the processes run so far have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def record(package: Path, folder: Path, seconds: float, most: int) -> list[Path]:
    """Runs batches of test files until the time is over; the files with what was recorded."""
    folder.mkdir(parents=True, exist_ok=True)
    tests = test_files(package)
    if not tests:
        sys.exit(f"trace: error: '{package.name}' is installed without tests")
    written, before = [], processor_seconds()
    for start in range(0, len(tests), BATCH):
        left = seconds - (processor_seconds() - before)
        if left <= 0:
            break
        out = folder / f"{start:05}.json"
        out.unlink(missing_ok=True)
        run_batch(package, tests[start:start + BATCH], out, left, most)
        if out.exists():
            written.append(out)
    return written


def run_batch(package: Path, tests: list[Path], out: Path, seconds: float, most: int) -> None:
    cache = out.parent.parent / f"bytecode-{stamp()}"
    environment = os.environ | {
        "TRACE_PACKAGE": str(package), "TRACE_OUT": str(out), "TRACE_SECONDS": str(seconds),
        "TRACE_MOST": str(most), "PYTHONPATH": str(HERE), "PYTHONPYCACHEPREFIX": str(cache),
        "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0",
        "MPLBACKEND": "Agg"}
    command = [sys.executable, "-m", "pytest", "-p", "recorder", "-p", "no:cacheprovider", "-q",
               "--tb=no", "-W", "ignore", "-c", os.devnull, f"--rootdir={out.parent}",
               "--continue-on-collection-errors", *map(str, tests)]
    with open(out.with_suffix(".log"), "w") as log:
        try:
            subprocess.run(command, env=environment, cwd=out.parent, stdout=log,
                           stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                           timeout=seconds * WALL_MOST + PROCESS_GRACE)
        except subprocess.TimeoutExpired:
            log.write("stopped: the process did not end\n")


# --- what came out ----------------------------------------------------------------------------------

def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def observation(what: dict) -> str:
    if "type" in what:
        return f"the class {what['type']}"
    if "items" in what:
        return f"{what['class']}[{', '.join(map(observation, what['items']))}]"
    rank = f" rank={what['rank']}" if what.get("rank") is not None else ""
    return what["class"] + rank + (f" dtype={what['dtype']}" if what.get("dtype") else "")


def describe(module: compare.Module, expression: compare.Expression, what: dict) -> str:
    line, column, _, _ = module.place(expression.node)
    text = " ".join((compare.ast.unparse(expression.node)).split())[:60]
    return (f"{module.path}:{line}:{column}: {text}\n"
            f"    said {expression.known.text[:200]} {expression.known.certainty}\n"
            f"    was  {observation(what)[:200]}")


def row(name: str, part: str, tally: compare.Tally) -> str:
    return (f"| {name} | {part} | {tally.files} | {tally.executions} | {tally.expressions} "
            f"| {tally.said['definite']} | {len(tally.contradictions)} "
            f"| {tally.said['likely']} | {tally.wrong['likely']} "
            f"| {tally.arrays} | {share(tally.array_class, tally.arrays)} "
            f"| {tally.ranks_differ} "
            f"| {share(tally.array_rank, tally.arrays - tally.ranks_differ)} |")


HEADER = ("| package | part | files | executions | expressions | definite | contradicted | likely "
          "| wrong | arrays | class known | several ranks | rank known |\n"
          "| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |")
BEGIN, END = "<!-- what `make trace` found -->", "<!-- end of it -->"


def write_table(path: Path, table: str) -> None:
    text = path.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text.partition(BEGIN)[2]:
        sys.exit(f"trace: error: '{path}' has no place for the table: '{BEGIN}' and '{END}'")
    before, _, rest = text.partition(BEGIN)
    path.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--tkscan", type=Path, required=True)
    parser.add_argument("--folder", type=Path, default=Path("build/trace"))
    parser.add_argument("--seconds", type=float, default=150, help="of the processor, per package")
    parser.add_argument("--most", type=int, default=3, help="tests of one parametrized function")
    parser.add_argument("--recorded", action="store_true",
                        help="compare with what an earlier run recorded")
    parser.add_argument("--causes", type=int, default=40, help="causes of misses to print")
    parser.add_argument("--unlikely", type=int, default=0, help="wrong likely values to print")
    parser.add_argument("--examples", type=int, default=3, help="places to print for each cause")
    parser.add_argument("--write", type=Path, help="the page whose table is written anew")
    options = parser.parse_args()
    rows, failed, executions, all_of_them = [], 0, 0, compare.Tally()
    reasons = causes.Causes()
    for name in options.packages:
        package = package_folder(name)
        folder = (options.folder / name).resolve()
        recorded = sorted(folder.glob("*.json")) if options.recorded else \
            record(package, folder, options.seconds, options.most)
        if not recorded:
            sys.exit(f"trace: error: no test of '{name}' ran; the logs are in {folder}")
        modules, checker = compare.load(package, recorded, options.tkscan.resolve())
        for part, tests in (("tests", True), ("modules", False)):
            tally = compare.Tally()
            for module in modules:
                if ("tests" in module.path.parts) == tests:
                    tally.add(module, checker)
            rows.append(row(name, part, tally))
            for found in tally.contradictions:
                print(describe(*found))
            for found in tally.unlikely[:options.unlikely]:
                print(describe(*found))
            reasons.add(part, tally)
            failed += len(tally.contradictions)
            executions += tally.executions
            all_of_them.count(tally)
    for part in ("tests", "modules"):
        print(reasons.table(part, options.causes, options.examples))
    table = "\n".join([HEADER, *rows, row("all", "", all_of_them)])
    print(table)
    if options.write:
        write_table(options.write, table)
    print(f"{executions} executions recorded, {failed} definite values contradicted")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
