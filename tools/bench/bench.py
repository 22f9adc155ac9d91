#!/usr/bin/env python3
"""Times tkscan beside other tools and the bare parser, in one run: the table of docs/benchmarks.md.

`python3 tools/bench/bench.py --tkscan build/tkscan --parser build/release/bench-parse [--code FOLDER]
[--megabytes 25] [--runs 5] [--write docs/benchmarks.md]`

Files are copied to a folder of their own first, so that no tool skips some for where they lie: of FOLDER
(default: what is installed beside this Python and mentions a library of arrays) as many as MEGABYTES hold,
and the standard library. The tools take turns, run by run, so that what else the machine does hits all of
them; the table has medians. What takes minutes for a megabyte runs once, over a sample.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BEGIN, END = "<!-- bench: begin, written by make bench -->\n", "<!-- bench: end -->\n"
TENSORS = re.compile(rb"^\s*(?:import|from) +(?:numpy|torch|tensorflow|jax|keras|pandas|scipy)\b", re.M)
RUFF = ["check", "--isolated", "--config", "exclude = []", "--select", "B,RUF,PLE", "--exit-zero", "-q",
        "--output-format", "concise"]
TKSCAN = ["check", "--isolated", "--exit-zero", "-q", "--output-format", "concise"]
SHAPES = """id: hashing
language: python
rule:
  any: [{kind: pair}, {kind: set}, {kind: set_comprehension}, {kind: subscript}, {kind: comparison_operator}]
"""


@dataclass
class Cost:
    wall: float
    cpu: float
    memory: float  # MB


@dataclass
class Tool:
    name: str
    command: list[str]
    slow: bool = False            # runs once
    runs: list[Cost] = field(default_factory=list)

    def run(self) -> None:
        """Once, with what its children take; wait4 tells the largest process, not their sum."""
        start = time.perf_counter()
        with open(os.devnull, "w") as nothing:
            child = subprocess.Popen(self.command, stdout=nothing, stderr=nothing)
            _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):
            sys.exit(f"bench: {self.name} ended with {child.returncode}: {' '.join(self.command)}")
        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        self.runs.append(Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit))

    def median(self, what: str) -> float:
        return statistics.median(getattr(run, what) for run in self.runs)


@dataclass
class Table:
    title: str
    tools: list[Tool]             # the first is what the others are compared with

    def measure(self, runs: int) -> None:
        for tool in self.tools:   # what is read stays in memory, and a cache is filled
            if not tool.slow:
                tool.run()
                tool.runs.clear()
        for turn in range(runs):
            for tool in self.tools:
                if not tool.slow or turn == 0:
                    tool.run()
        print(self.title, *(f"{tool.name} {tool.median('wall'):.3f} s" for tool in self.tools), sep="; ")

    def lines(self) -> list[str]:
        rows = ["", f"### {self.title}", "", "| | wall | CPU | peak memory | wall | CPU | memory |",
                "|---|---|---|---|---|---|---|"]
        first = self.tools[0]
        for tool in self.tools:
            figures = [(tool.median(what), first.median(what)) for what in ("wall", "cpu", "memory")]
            ratios = " | ".join(f"{mine / other:.2f}x" for mine, other in figures)
            rows.append(f"| {tool.name} | {seconds(figures[0][0])} | {seconds(figures[1][0])} | "
                        f"{figures[2][0]:.0f} MB | {ratios} |")
        return rows


def seconds(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value:.2f} s"


def copy_files(found: list[Path], root: Path, into: Path, most: float) -> tuple[int, int]:
    """Files of a folder by name, in the folders they lie in, until they are `most` bytes."""
    count = size = 0
    for path in found:
        data = path.read_bytes()
        if size + len(data) > most:
            break
        target = into / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        count, size = count + 1, size + len(data)
    return count, size


def python_files(root: Path, wanted: re.Pattern[bytes] | None, but: str = "") -> list[Path]:
    found = []
    for path in sorted(root.rglob("*.py")):
        if path.is_file() and not (but and but in path.relative_to(root).parts):
            if not wanted or wanted.search(path.read_bytes()):
                found.append(path)
    return found


def install(folder: Path) -> Path:
    if not (folder / ".installed").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(folder / "bin/pip"), "install", "-q", "--require-hashes", "-r",
                        str(ROOT / "tools/bench/requirements.txt")], check=True)
        (folder / ".installed").touch()
    return folder / "bin"


class Bench:
    def __init__(self, arguments: argparse.Namespace, work: Path) -> None:
        self.tkscan, self.parser = str(Path(arguments.tkscan).resolve()), str(Path(arguments.parser).resolve())
        self.bin = install(ROOT / "build/bench")
        self.work, self.arguments = work, arguments
        (work / "rule.yml").write_text(SHAPES)
        os.environ["PYLINTHOME"] = str(work / "pylint")

    def tool(self, name: str, *command: str, slow: bool = False) -> Tool:
        program = self.tkscan if command[0] == "tkscan" else str(self.bin / command[0])
        return Tool(name, [program, *command[1:]], slow)

    def ours(self, place: str, *options: str) -> Tool:
        return self.tool(" ".join(["tkscan", *options]), "tkscan", *TKSCAN, "--no-cache", *options, place)

    def profiled(self, place: str) -> list[Tool]:
        """What `make pgo` built, if it did."""
        program = ROOT / "build/pgo/tkscan"
        command = [str(program), *TKSCAN, "--no-cache", "--jobs", "1", place]
        return [Tool("tkscan --jobs 1, of make pgo", command)] if program.exists() else []

    def ruff(self, place: str) -> Tool:
        return self.tool("ruff B,RUF,PLE", "ruff", *RUFF, "--no-cache", place)

    def shapes(self, place: str) -> Tool:
        return self.tool("ast-grep", "ast-grep", "scan", "--rule", str(self.work / "rule.yml"),
                         "--json=stream", "--no-ignore", "hidden", place)

    def parse(self, place: str) -> Tool:
        names = self.work / (Path(place).name + ".list")
        names.write_text("".join(f"{path}\n" for path in sorted(Path(place).rglob("*.py"))))
        return Tool("parser alone", [self.parser, str(names)])

    def slow(self, place: str) -> list[Tool]:
        config = self.work / "pyrightconfig.json"
        config.write_text(json.dumps({"include": [place], "typeCheckingMode": "off",
                                      "reportUnhashable": "error"}))
        return [self.tool("pylint unhashable-member", "pylint", "--rcfile=/dev/null", "--disable=all",
                          "--enable=unhashable-member", "--exit-zero", "--recursive=y", place, slow=True),
                self.tool("basedpyright reportUnhashable", "basedpyright", "-p", str(config), slow=True)]

    def sets(self) -> list[Table]:
        arguments, work = self.arguments, self.work
        stdlib = Path(sysconfig.get_path("stdlib"))
        code = Path(arguments.code) if arguments.code else Path(sysconfig.get_path("purelib"))
        found = python_files(code, TENSORS)
        places = {name: str(work / name) for name in ("tensors", "sample", "library", "one")}
        sizes = {"tensors": copy_files(found, code, work / "tensors", arguments.megabytes * 1e6),
                 "sample": copy_files(found[::10], code, work / "sample", arguments.sample * 1e6),
                 "library": copy_files(python_files(stdlib, None, "site-packages"), stdlib,
                                       work / "library", 1e12)}
        (work / "one").mkdir()
        example = shutil.copy(ROOT / "corpus/TK101/centroid_lookup.py", work / "one")
        said = {name: f"{count:,} files, {size / 1e6:.1f} MB" for name, (count, size) in sizes.items()}
        warm, cold = str(work / "warm"), str(work / "ruff-warm")
        a, b = places["tensors"], places["library"]
        return [
            Table(f"Code that uses arrays ({said['tensors']})",
                  [self.ours(a, "--jobs", "1"), *self.profiled(a), self.ours(a, "--jobs", "2"), self.parse(a),
                   self.ruff(a), self.shapes(a)]),
            Table(f"The standard library ({said['library']})",
                  [self.ours(b), self.ours(b, "--jobs", "1"), self.ruff(b), self.shapes(b)]),
            Table(f"One file ({os.path.getsize(example) / 1e3:.1f} kB)",
                  [self.ours(example), self.ruff(example), self.shapes(example), *self.slow(example)]),
            Table("The first again, from the cache",
                  [self.tool("tkscan", "tkscan", *TKSCAN, "--cache-dir", warm, a),
                   self.tool("ruff B,RUF,PLE", "ruff", *RUFF, "--cache-dir", cold, a)]),
            Table(f"A sample of the first ({said['sample']})",
                  [self.ours(places["sample"]), self.ruff(places["sample"]), *self.slow(places["sample"])]),
        ]


def machine() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    words = cpuinfo.read_text().split() if cpuinfo.exists() else []
    known = [word for word in ("sse4_2", "avx2", "avx512f", "asimd", "sve") if word in words]
    return (f"{platform.system()} {platform.machine()} ({', '.join(known) or 'unknown features'}), "
            f"{os.cpu_count()} CPUs; load average at the start {os.getloadavg()[0]:.1f}")


def write(document: Path, text: str) -> None:
    old = document.read_text(encoding="utf-8")
    if BEGIN not in old:
        old = old.rstrip("\n") + "\n\n" + BEGIN + END
    before, rest = old.split(BEGIN)
    document.write_text(before + BEGIN + text + END + rest.split(END)[1], encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tkscan", required=True)
    parser.add_argument("--parser", required=True)
    parser.add_argument("--code")
    parser.add_argument("--megabytes", type=float, default=25)
    parser.add_argument("--sample", type=float, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    about = machine()
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        tables = Bench(arguments, Path(work)).sets()
        for table in tables:
            table.measure(arguments.runs)
    text = ["## tkscan", "", f"Written by `make bench`. {about}. Medians of {arguments.runs} runs that take turns; "
            "pylint and basedpyright ran once. CPU is user and system time; memory is that of the largest "
            "process, but not less than that of the one that measures. The last three columns are ratios to the first line of a table. `parser alone` parses, with "
            "the same code and allocator and one thread, the whole files that import a modelled library."]
    for table in tables:
        text += table.lines()
    output = "\n".join(text) + "\n"
    if arguments.write:
        write(arguments.write, output)
    else:
        print(output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
