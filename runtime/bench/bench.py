"""make bench-hash: measures, prints one table, and writes its part of docs/benchmarks.md.

Starts worker.py in the venv of the tests: once as the machine is, and with the SHA extensions
hidden from OpenSSL and tkhash.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))
import run as tests  # noqa: E402

COMPETITORS = ("joblib==1.6.0", "xxhash", "blake3", "dask")
BEGIN, END = "<!-- tkhash: begin, written by make bench-hash -->", "<!-- tkhash: end -->"
NO_SHA = ":~0x20000000"          # OPENSSL_ia32cap: leaf 7, EBX, bit 29 off

# (case, floor, key of the measured ratio, features it needs)
FLOORS = [
    ("key of 40 B / sha256(a).digest()", 2, "40 B key/naive", "shani"),
    ("key of 40 B / correct recipe", 5, "40 B key/correct", "shani"),
    ("key of 512 B / sha256(a).digest()", 1.25, "512 B key/naive", "shani"),
    ("key of 512 B / correct recipe", 2.5, "512 B key/correct", "shani"),
    ("key of 784 float32 / sha256(a).digest()", 1.05, "3 KB key/naive", "shani"),
    ("key of 784 float32 / correct recipe", 1.4, "3 KB key/correct", "shani"),
    ("fast128 of 40 B / sha256(a).digest()", 4, "40 B fast128/naive", "avx512"),
    ("fast128 of 512 B / sha256(a).digest()", 5, "512 B fast128/naive", "avx512"),
    ("fast128 of 3 KB / sha256(a).digest()", 12, "3 KB fast128/naive", "avx512"),
    ("fast128 of 4 MB / sha256(a).digest()", 12, "4 MB fast128/naive", "avx512"),
    ("rows of 10^5 x 10 / hashlib loop", 12, "rows 10/naive", "avx512"),
    ("rows of 10^5 x 128 / hashlib loop", 3.5, "rows 128/naive", "avx512"),
    ("rows of 10^5 x 784 / hashlib loop", 2.8, "rows 784/naive", "avx512"),
    ("rows of 10^5 x 128 / tuple(tolist()) loop", 15, "rows 128/tuple", "avx512"),
    ("rows of 10^5 x 784 / tuple(tolist()) loop", 12, "rows 784/tuple", "avx512"),
    ("rows of 10^5 x 128 / joblib.hash loop", 100, "rows 128/joblib", "avx512"),
    ("rows of 10^5 x 784 / joblib.hash loop", 25, "rows 784/joblib", "avx512"),
    ("sha256 of 64 MiB, cold / hashlib", 1.35, "64 MiB sha256/naive", "shani"),
    ("sha256 of 1 MiB, cached / hashlib", 1.0, "1 MiB sha256/naive", "shani"),
    ("tree of 64 MiB, 1 thread / hashlib", 2.8, "64 MiB tree/naive", "avx512"),
    ("tree of 64 MiB, 2 threads / hashlib", 5, "64 MiB tree2/naive", "avx512"),
    ("tree of 1 MiB, cached, 1 thread / hashlib", 2.0, "1 MiB tree/naive", "avx512"),
    ("tree of 4 MiB, cached, 1 thread / hashlib", 2.0, "4 MiB tree/naive", "avx512"),
    ("key of 64 MiB transposed / sha256(ascontiguousarray)", 3, "T key/copy", "shani"),
    ("tree of 64 MiB transposed / sha256(ascontiguousarray)", 3, "T tree/copy", "avx512"),
    ("no SHA-NI: rows in 16 lanes / OpenSSL", 7, "nosha avx512", "avx512"),
    ("no SHA-NI: rows in 8 lanes / OpenSSL", 2.7, "nosha avx2", "avx2"),
]


def worker(python: Path, stage: Path, *arguments: str, **environment: str) -> dict:
    done = subprocess.run([str(python), str(HERE / "worker.py"), *arguments],
                          env={**os.environ, "PYTHONPATH": str(stage), **environment},
                          stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit(f"bench: worker.py {' '.join(arguments)} failed")
    return json.loads(done.stdout)


def human(ns: float | None) -> str:
    if ns is None:
        return "-"
    for unit, size in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if ns >= size:
            return f"{ns / size:.3g} {unit}"
    return f"{ns:.0f} ns"


def table(head: list[str], body: list[list[str]]) -> list[str]:
    widths = [max(len(row[i]) for row in [head, *body]) for i in range(len(head))]
    lines = [head, ["-" * w for w in widths], *body]
    return ["| " + " | ".join(c.ljust(w) for c, w in zip(row, widths)) + " |" for row in lines]


def verdicts(ratios: dict[str, float], features: list[str]) -> list[list[str]]:
    rows = []
    for case, floor, name, needs in FLOORS:
        value = ratios.get(name)
        if value is None or needs not in features:
            verdict = f"not measurable here ({needs} or the competitor is missing)"
        else:
            verdict = "reached" if value >= floor else "missed"
        rows.append([case, f"{floor}x", "-" if value is None else f"{value:.2f}x", verdict])
    return rows


def report(data: dict) -> list[str]:
    features = data["features"]
    lines = ["## tkhash", "", "Written by `make -C runtime bench-hash`.  "
             f"CPU features: {', '.join(features) or 'none'}; {data['cpus']} CPUs; "
             f"OpenSSL {data['openssl']}, CPython {data['python']}, numpy {data['numpy']}.  "
             f"Load average at the start: {data['load']:.1f}; above 0.5 the line of 2 threads, "
             "and what leaves the cache, is that of a machine shared with others.", "",
             "Medians of CPU time (of wall time for 2 threads).  The forms of a line run by turns "
             "in short windows on one pinned CPU, and a ratio is the median of the ratios of "
             "neighbouring windows, so that load and frequency changes hit both sides.",
             "", "### One array", ""]
    lines += table(["", *data["sizes"]],
                   [[form, *(human(data["single"][size].get(form)) for size in data["sizes"])]
                    for form in data["forms"]])
    lines += ["", "### 10^5 rows of float32, per row", "",
              "`rows` leaves the keys in one block; `list(rows)` makes an object of each, as the "
              "loops do.  The slow loops (tuple, joblib, dask) run over the first 1,000 rows.", ""]
    lines += table(["", *(f"{n} floats" for n in data["widths"])],
                   [[form, *(human(data["batch"][n].get(form)) for n in data["widths"])]
                    for form in data["batch_forms"]])
    lines += ["", "### Big arrays, GB/s", ""]
    lines += table(["", *data["big"]],
                   [[form, *(f"{data['big'][s][form]:.2f}" if form in data["big"][s] else "-"
                             for s in data["big"])] for form in data["big_forms"]])
    lines += ["", "### Floors", ""]
    return lines + table(["case", "floor", "here", ""], verdicts(data["ratios"], features))


def write(path: Path, lines: list[str]) -> None:
    part = "\n".join([BEGIN, *lines, END])
    text = path.read_text() if path.exists() else "# Benchmarks\n"
    if BEGIN in text and END in text:
        before, rest = text.split(BEGIN, 1)
        text = before + part + rest.split(END, 1)[1]
    else:
        text = text.rstrip("\n") + "\n\n" + part + "\n"
    path.write_text(text)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--quick", action="store_true", help="short, and writes nothing")
    parser.add_argument("--output", type=Path,
                        default=HERE.parent.parent / "docs" / "benchmarks.md")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    python, stage = tests.find_venv(build, arguments.python), build / "python"
    if subprocess.run([python, "-c", "import joblib, xxhash, blake3, dask"],
                      capture_output=True).returncode != 0:
        subprocess.run([python, "-m", "pip", "install", "-q", *COMPETITORS])
    speed = ["--quick"] if arguments.quick else []
    data = worker(python, stage, *speed)
    for lanes in ("avx512", "avx2"):
        if lanes in data["features"]:
            masked = worker(python, stage, "--no-sha", *speed, TKHASH_CPU=lanes,
                            OPENSSL_ia32cap=NO_SHA)
            # Without an effect of the mask the comparison would be with SHA-NI.
            if masked["hashlib_gbps"] < 0.75 * data["hashlib_gbps"]:
                data["ratios"][f"nosha {lanes}"] = masked["ratio"]
    lines = report(data)
    print("\n".join(lines))
    if not arguments.quick:
        write(arguments.output, lines)


if __name__ == "__main__":
    main()
