"""What CPython and the real library do with a program: the only source of expectations.

Run as a script this is the worker: one process per library (or part of one) that executes
programs one after the other and prints one line of JSON for each. `run_cells` drives workers.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

# The words of every spelling of the refusal, in CPython up to and since 3.14, TensorFlow and JAX.
REFUSAL = re.compile(r"unhashable|non-hashable|not hashable", re.IGNORECASE)
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
START_SECONDS = 180.0


class Recorder:
    """Notes identity hashes that the program itself causes, not those inside the library."""

    def __init__(self, classes: list[type]) -> None:
        self.program = ""
        self.seen: list[int] = []  # lines of the program on the stack at the first hash
        packages = {sys.modules[cls.__module__.split(".")[0]] for cls in classes}
        self.inside = tuple(f"{Path(package.__file__).parent}{os.sep}" for package in packages)
        for cls in classes:
            self._watch(cls)

    def _watch(self, cls: type) -> None:
        original = cls.__hash__

        def __hash__(instance):  # noqa: N807
            value = original(instance)
            if not self.seen:
                self._note(sys._getframe(1))
            return value

        cls.__hash__ = __hash__

    def _note(self, frame) -> None:
        while frame is not None and frame.f_code.co_filename != self.program:
            if frame.f_code.co_filename.startswith(self.inside):
                return
            frame = frame.f_back
        while frame is not None:
            if frame.f_code.co_filename == self.program:
                self.seen.append(frame.f_lineno)
            frame = frame.f_back

    def begin(self, program: str) -> None:
        self.program = program
        self.seen = []


class Overrun(BaseException):
    """The program took longer than its time; not an Exception, so that it passes its handlers."""


def execute(path: str, allows: list[str], refuses: list[str], recorder: Recorder,
            seconds: float) -> dict[str, object]:
    """Run one program and say what happened: outcome, error text, lines that were hashing."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    recorder.begin(path)
    error: BaseException | None = None
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        exec(compile(text, path, "exec", dont_inherit=True), {"__name__": "__main__"})
    except Overrun:
        return {"outcome": "broken", "error": f"took longer than {seconds:g} s", "lines": []}
    except (Exception, SystemExit) as caught:
        error = caught
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    said = first_line(error) if error else ""
    lines = list(recorder.seen)
    if lines:
        return {"outcome": "identity", "error": said, "lines": lines}
    if (isinstance(error, (TypeError, ValueError)) and REFUSAL.search(str(error))
            or type(error).__name__ in refuses):
        return {"outcome": "raises", "error": said, "lines": error_lines(error, path)}
    if error is None or type(error).__name__ in allows:
        return {"outcome": "value", "error": said, "lines": []}
    return {"outcome": "broken", "error": said, "lines": error_lines(error, path)}


def first_line(error: BaseException) -> str:
    """What the error says, without what differs from run to run."""
    return ADDRESS.sub("", f"{type(error).__name__}: {error}".splitlines()[0])[:200]


def error_lines(error: BaseException, path: str) -> list[int]:
    lines, trace = [], error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return lines


def resolve(dotted: str) -> type:
    module, _, name = dotted.rpartition(".")
    return getattr(importlib.import_module(module), name)


def raise_overrun(number, frame) -> None:
    raise Overrun


def worker() -> None:
    """Read one job from stdin; answer on the original stdout, which the programs cannot reach."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    job = json.load(sys.stdin)
    names: dict[str, object] = {}
    exec(job["imports"], names)
    recorder = Recorder([resolve(dotted) for dotted in job["recorded"]])
    signal.signal(signal.SIGALRM, raise_overrun)
    reset = compile(job["reset"], "<reset>", "exec")
    print(json.dumps("ready"), file=answers, flush=True)
    for path, allows, refuses in job["programs"]:
        exec(reset, names)
        print(json.dumps(execute(path, allows, refuses, recorder, job["seconds"])), file=answers, flush=True)


class Run:
    """One library's share of the programs, run in as many processes as crashes make necessary."""

    def __init__(self, library, cells, folder: Path, seconds: float) -> None:
        self.library = library
        self.cells = cells
        self.folder = folder
        self.seconds = seconds
        self.outcomes: list[dict[str, object]] = []

    def run(self) -> None:
        while len(self.outcomes) < len(self.cells):
            done = len(self.outcomes)
            said, started = self._process(self.cells[done:])
            if not started:
                raise RuntimeError(f"{self.library.name} could not be started: {said}")
            if len(self.outcomes) < len(self.cells):
                self.outcomes.append({"outcome": "broken", "lines": [],
                                      "error": f"the process ended: {said or 'no message'}"})

    def _process(self, cells) -> tuple[str, bool]:
        job = {"imports": self.library.imports, "recorded": self.library.recorded,
               "reset": self.library.reset, "seconds": self.seconds,
               "programs": [(str(self.folder / cell.path), cell.sink.allows, cell.sink.refuses) for cell in cells]}
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1",
                       "PYTHONWARNINGS": "ignore", **self.library.environment}
        with tempfile.TemporaryFile() as noise:  # -P: the programs must not import this folder
            process = subprocess.Popen([sys.executable, "-P", Path(__file__).resolve()],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=noise, env=environment, cwd=self.folder)
            watch = Watch(process, START_SECONDS, self.seconds + 20)
            try:
                process.stdin.write(json.dumps(job).encode())
                process.stdin.close()
            except BrokenPipeError:
                pass
            started = False
            for line in process.stdout:
                watch.beat()
                answer = json.loads(line)
                if answer == "ready":
                    started = True
                else:
                    self.outcomes.append(answer)
            process.wait()
            watch.stop()
            noise.seek(0)
            last = noise.read().decode(errors="replace").strip().splitlines()[-1:]
        return (last[0] if last else f"status {process.returncode}"), started


class Watch(threading.Thread):
    """Kills a process that has been silent for too long (a hang that no signal interrupts)."""

    def __init__(self, process: subprocess.Popen, first: float, later: float) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.later = later
        self.deadline = time.monotonic() + first
        self.over = threading.Event()
        self.start()

    def beat(self) -> None:
        self.deadline = time.monotonic() + self.later

    def stop(self) -> None:
        self.over.set()

    def run(self) -> None:
        while not self.over.wait(0.5):
            if time.monotonic() > self.deadline:
                self.process.kill()
                return


class Cache:
    """Outcomes of earlier runs by everything they depend on; an empty path remembers nothing."""

    def __init__(self, path: Path | None, versions: dict[str, str]) -> None:
        self.path = path
        always = (Path(__file__).read_text(encoding="utf-8"), sys.version,
                  repr(sorted(versions.items())))
        self.prefix = hashlib.sha256("\0".join(always).encode())
        self.known: dict[str, dict[str, object]] = {}
        if path is not None and path.exists():
            try:
                self.known = json.loads(path.read_text(encoding="utf-8"))
            except ValueError:
                self.known = {}

    def key(self, cell) -> str:
        digest = self.prefix.copy()
        digest.update("\0".join((repr(cell.library), repr(cell.sink.allows), repr(cell.sink.refuses), cell.text)).encode())
        return digest.hexdigest()

    def save(self) -> None:
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(self.known, sort_keys=True), encoding="utf-8")


def run_cells(cells, folder: Path, jobs: int, seconds: float,
              cache: Cache) -> list[dict[str, object]]:
    """The outcome of every cell, in order; the programs must have been written under `folder`."""
    fresh = [cell for cell in cells if cache.key(cell) not in cache.known]
    names = list(dict.fromkeys(cell.library.name for cell in fresh))
    runs = []
    for name in names:
        own = [cell for cell in fresh if cell.library.name == name]
        parts = max(1, min(jobs // len(names), len(own) // 200))
        size = -(-len(own) // parts)
        runs += [Run(own[0].library, own[at:at + size], folder, seconds)
                 for at in range(0, len(own), size)]
    run_all(runs, jobs)
    for run in runs:
        for cell, outcome in zip(run.cells, run.outcomes):
            cache.known[cache.key(cell)] = outcome
    if fresh:
        cache.save()
    return [cache.known[cache.key(cell)] for cell in cells]


def run_all(runs: list[Run], jobs: int) -> None:
    waiting, failures, lock = list(runs), [], threading.Lock()

    def serve() -> None:
        while True:
            with lock:
                if not waiting or failures:
                    return
                run = waiting.pop(0)
            try:
                run.run()
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=serve) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


if __name__ == "__main__":
    worker()
