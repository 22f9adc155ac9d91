"""Runs every test of runtime/ and prints `N passed, N failed, N skipped` as its last line.

    python3 tests/run.py --build ../build/runtime [--only asan] [--python python3]

C tests run natively, under qemu-aarch64 when the cross compiler is there, and with sanitizers;
the Python tests run over the extension, the pure-Python package, and the extension with every
subset of the CPU's features.  A missing tool is a skip that is named and counted.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUNTIME = HERE.parent
DEBIAN_VECTORS = Path("/usr/lib/python3/dist-packages/cryptography_vectors")
C_TESTS = ("test_sha256", "test_batch", "test_array", "test_cavp")


class Totals:
    """Counts of all programs; they run two at a time, the ones given first start first."""

    def __init__(self) -> None:
        self.passed = self.failed = self.skipped = 0
        self.lock = threading.Lock()
        self.pool = concurrent.futures.ThreadPoolExecutor(2)
        self.running: list[concurrent.futures.Future[None]] = []

    def wait(self) -> None:
        for future in self.running:
            future.result()

    def add(self, name: str, done: subprocess.CompletedProcess[str], seconds: float) -> None:
        """Counts from the last summary line; a program that dies without one is a failure."""
        lines = done.stdout.strip().splitlines() or [""]
        counts = re.fullmatch(r"(\d+) passed, (\d+) failed(?:, (\d+) skipped)?", lines[-1])
        if counts is None:
            self.failed += 1
            print(f"FAILED {name}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
            return
        passed, failed, skipped = (int(n or 0) for n in counts.groups())
        if done.returncode != 0 and failed == 0:
            failed = 1
        self.passed, self.failed = self.passed + passed, self.failed + failed
        self.skipped += skipped
        print(f"{'FAILED' if failed else 'ok':6} {name}: {lines[-1]} ({seconds:.1f} s)", flush=True)
        if failed:
            print("\n".join(lines[:-1]) + done.stderr)
        for line in lines[:-1]:
            if line.startswith("skipped ") and not failed:
                print(f"       {line}")

    def skip(self, name: str, why: str) -> None:
        self.skipped += 1
        print(f"skip   {name}: {why}")


def run(totals: Totals, name: str, command: list[str], **environment: str) -> None:
    """Starts a program whose last line is a summary."""
    def work() -> None:
        start = time.monotonic()
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=HERE,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment})
        with totals.lock:
            totals.add(name, done, time.monotonic() - start)

    totals.running.append(totals.pool.submit(work))


def find_venv(build: Path, python: str) -> Path:
    """A Python with numpy, torch and hypothesis: the shared venv, or our own, made when missing."""
    for venv in (build.parent / "venv", build.parent / "venv-runtime"):
        candidate = venv / "bin" / "python"
        if candidate.exists() and subprocess.run(
                [candidate, "-c", "import numpy, torch, hypothesis"],
                capture_output=True).returncode == 0:
            return candidate
    venv = build.parent / "venv-runtime"
    print(f"setting up {venv} (once)", flush=True)
    subprocess.run([python, "-m", "venv", venv], check=True)
    subprocess.run([venv / "bin" / "pip", "install", "-q", "-r", HERE / "requirements.txt"],
                   check=True)
    return venv / "bin" / "python"


def find_vectors(python: Path) -> list[str] | None:
    """The NIST CAVP files: Debian's package, or PyPI's in the venv."""
    places = [DEBIAN_VECTORS]
    probe = [python, "-c", "import cryptography_vectors as c; print(c.__path__[0])"]
    found = subprocess.run(probe, capture_output=True, text=True)
    if found.returncode != 0 and not DEBIAN_VECTORS.exists():
        subprocess.run([python, "-m", "pip", "install", "-q", "cryptography-vectors"])
        found = subprocess.run(probe, capture_output=True, text=True)
    if found.returncode == 0:
        places.append(Path(found.stdout.strip()))
    for place in places:
        files = [place / "hashes" / "SHA2" / f"SHA256{kind}.rsp"
                 for kind in ("ShortMsg", "LongMsg", "Monte")]
        if all(f.exists() for f in files):
            return [str(f) for f in files]
    return None


def run_c_tests(totals: Totals, where: Path, label: str, vectors: list[str] | None,
                wrapper: tuple[str, ...] = (), long: bool = True) -> None:
    for test in C_TESTS:
        arguments = ["--long"] if test == "test_sha256" and long else []
        if test == "test_cavp":
            if vectors is None:
                totals.skip(f"{label} {test}", "install python3-cryptography-vectors")
                continue
            arguments = vectors
        run(totals, f"{label} {test}", [*wrapper, str(where / test), *arguments])


def subsets(python: Path, stage: Path) -> list[str]:
    """Every combination of the machine's CPU features, as TKHASH_CPU wants it."""
    code = ("import tkhash, itertools; f = tkhash.backend()['detected']\n"
            "for n in range(len(f) + 1):\n"
            "    for c in itertools.combinations(f, n): print(','.join(c) or 'none')")
    done = subprocess.run([python, "-c", code], env={**os.environ, "PYTHONPATH": str(stage)},
                          capture_output=True, text=True, check=True)
    return done.stdout.split()


def run_python_tests(totals: Totals, python: Path, stage: Path) -> None:
    program = [str(python), str(HERE / "python" / "main.py")]
    path = {"PYTHONPATH": str(stage)}
    run(totals, "python, extension", program, **path)
    run(totals, "python, pure", [*program, "--no-examples"], TKHASH_PURE="1", **path)
    for features in subsets(python, stage):
        run(totals, f"python, TKHASH_CPU={features}", [*program, "--quick"], TKHASH_CPU=features,
            **path)


def run_arm(totals: Totals, build: Path, vectors: list[str] | None) -> None:
    compiler = os.environ.get("ARM_CC", "aarch64-linux-gnu-gcc")
    for tool in (compiler, "qemu-aarch64"):
        if shutil.which(tool) is None:
            totals.skip("arm", f"{tool} is missing (Debian: gcc-aarch64-linux-gnu, qemu-user)")
            return
    built = subprocess.run(["make", "-s", "-C", RUNTIME, "arm", f"BUILD={build}",
                            f"ARM_CC={compiler}"], capture_output=True, text=True)
    if built.returncode != 0:
        with totals.lock:
            totals.failed += 1
        print(f"FAILED arm: it does not build\n{built.stderr}")
        return
    run_c_tests(totals, build / "arm", "arm", vectors, ("qemu-aarch64",), long=False)


def run_emulated_x86(totals: Totals, build: Path) -> None:
    """On a CPU without any of the features dispatch must not choose them (a trap if it does)."""
    if os.uname().machine != "x86_64" or shutil.which("qemu-x86_64") is None:
        totals.skip("qemu-x86_64 -cpu Nehalem", "qemu-x86_64 is missing (Debian: qemu-user)")
        return
    run(totals, "qemu-x86_64 -cpu Nehalem test_array",
        ["qemu-x86_64", "-cpu", "Nehalem", str(build / "test_array")])


def run_asan(totals: Totals, python: Path, build: Path, vectors: list[str] | None) -> None:
    built = subprocess.run(["make", "-s", "-C", RUNTIME, "sanitized", f"BUILD={build}",
                            f"PYTHON={python}"], capture_output=True, text=True)
    if built.returncode != 0:
        with totals.lock:
            totals.failed += 1
        print(f"FAILED asan: it does not build\n{built.stderr}")
        return
    run_c_tests(totals, build / "asan", "asan", vectors, long=False)
    library = subprocess.run(["gcc", "-print-file-name=libasan.so"], capture_output=True,
                             text=True).stdout.strip()
    if not os.path.isabs(library):
        totals.skip("asan, python", "gcc's libasan.so was not found")
        return
    run(totals, "asan, python", [str(python), str(HERE / "python" / "main.py"), "--quick",
                                 "--no-libraries"],
        PYTHONPATH=str(build / "asan" / "python"), LD_PRELOAD=os.path.realpath(library),
        ASAN_OPTIONS="detect_leaks=0:allocator_may_return_null=1")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--only", choices=("asan",))
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    python = find_venv(build, arguments.python)
    vectors = find_vectors(python)
    totals = Totals()
    if arguments.only != "asan":
        run_python_tests(totals, python, build / "python")
    run_asan(totals, python, build, vectors)
    if arguments.only != "asan":
        run_c_tests(totals, build, "native", vectors)
        run_arm(totals, build, vectors)
        run_emulated_x86(totals, build)
    totals.wait()
    print(f"{totals.passed} passed, {totals.failed} failed, {totals.skipped} skipped")
    return 1 if totals.failed else 0


if __name__ == "__main__":
    sys.exit(main())
