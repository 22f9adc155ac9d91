"""Runs corpus files under the real libraries and records what happens on their marked lines.

Started by corpus_oracle.py under the interpreter that has the libraries: one JSON list of units on
standard input, one line of JSON per unit on standard output. A unit is run in a forked child of its
own. Before it runs, its marked statements are rewritten (corpus_rewrite.py) to record what they
raise and go on. Identity hashing is seen by a recorder in the place of torch.Tensor.__hash__.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import dis
import importlib.abc
import importlib.util
import io
import json
import os
import signal
import sys
import traceback
from pathlib import Path
from types import CodeType, FrameType, TracebackType

import corpus_rewrite
import corpus_values

TIMEOUT = 120
# Hashing on behalf of the line that called them: their frames lie between the line and the hash.
TRANSPARENT = ("collections", "functools", "statistics", "dataclasses", "typing", "weakref",
               "_weakrefset", "enum", "operator")


def instruction_lines(code: CodeType, offset: int) -> tuple[int, int]:
    """First and last line of the expression that the instruction at `offset` belongs to."""
    first, last, _, _ = list(code.co_positions())[offset // 2]
    return first or 0, last or first or 0


class Recorder:
    """What the files of one unit did. `self` is the name `__tkscan__` in their rewritten code."""

    def __init__(self, marks: dict[str, dict[int, list]]):
        self.marks = marks                    # file -> line -> [[kind, code], ...]
        self.reached: set[tuple[str, int]] = set()
        self.raised: list[tuple[str, int, int, list[str], str]] = []
        self.hashed: list[tuple[str, int, int, bool]] = []
        self.values: list[tuple[str, int, str, bool]] = []
        self.probed: set[tuple[str, int, int]] = set()

    # --- called by the rewritten files -------------------------------------------------------

    def reach(self, file: str, first: int, last: int) -> None:
        self.reached.update((file, line) for line in self.marks[file] if first <= line <= last)

    def caught(self, file: str, first: int, last: int) -> bool:
        """Records the current exception if it was raised by a marked line of this statement."""
        error = sys.exc_info()[1]
        place = self.place(error.__traceback__)
        if not place or place[0] != file or not first <= place[1] <= last:
            return False
        lines = [n for n in self.marks[file] if place[1] <= n <= place[2] and first <= n <= last]
        if not lines:
            return False
        classes = [c.__name__ for c in type(error).__mro__]
        for line in lines:
            self.raised.append((file, line, line, classes, str(error)))
        return True

    def key(self, file: str, line: int, value: object) -> object:
        """A key of a display of several lines, hashed on its own so that its line is known."""
        try:
            hash(value)
        except TypeError as error:
            self.raised.append((file, line, line, ["TypeError"], str(error)))
            return object()
        return value

    def declared(self, file: str, line: int):
        """The outermost decorator of a function whose decorator line is marked."""
        def decorate(function):
            def call(*args, **kwargs):
                try:
                    self.hashing_for = (file, line)
                    return function(*args, **kwargs)
                except TypeError as error:
                    self.raised.append((file, line, line, ["TypeError"], str(error)))
                    return function.__wrapped__(*args, **kwargs)
                finally:
                    self.hashing_for = None
            for name in ("cache_info", "cache_clear", "__wrapped__", "__name__", "__doc__"):
                if hasattr(function, name):
                    setattr(call, name, getattr(function, name))
            return call
        return decorate

    hashing_for: tuple[str, int] | None = None

    # --- called by the recorders of hashing and of values ------------------------------------

    def hash_by_identity(self, tensor: object) -> None:
        frame, direct = sys._getframe(2), True
        if self.hashing_for and frame.f_code.co_name == "call" and frame.f_code.co_filename == __file__:
            self.hashed.append((*self.hashing_for, self.hashing_for[1], True))
            return
        while frame and (frame.f_code.co_filename not in self.marks or self.is_passed(frame)):
            module = frame.f_globals.get("__name__", "").partition(".")[0]
            direct = direct and (module in TRANSPARENT or frame.f_code.co_filename == __file__
                                 or frame.f_code.co_filename in self.marks)
            frame = frame.f_back
        if frame and not self.is_probed_display(frame):
            first, last = instruction_lines(frame.f_code, frame.f_lasti)
            self.hashed.append((frame.f_code.co_filename, first, last, direct))

    def is_passed(self, frame: FrameType) -> bool:
        """Does the line hash on behalf of those that call it?"""
        lines = instruction_lines(frame.f_code, frame.f_lasti)
        return self.has_passed(frame.f_code.co_filename, *lines)

    def has_passed(self, file: str, first: int, last: int) -> bool:
        found = any(kind == "passed" for line in range(first, last + 1)
                    for kind, _ in self.marks[file].get(line, ()))
        if found:
            self.reach(file, first, last)
        return found

    def is_probed_display(self, frame: FrameType) -> bool:
        operation = dis.opname[frame.f_code.co_code[frame.f_lasti]]
        lines = instruction_lines(frame.f_code, frame.f_lasti)
        return operation.startswith(("BUILD_", "MAP_ADD", "SET_ADD")) \
            and (frame.f_code.co_filename, *lines) in self.probed

    def reveal(self, value: object) -> object:
        frame = sys._getframe(1)
        file, line = frame.f_code.co_filename, frame.f_lineno
        for kind, text in self.marks.get(file, {}).get(line, ()):
            if kind in ("is", "todo-is"):
                self.reached.add((file, line))
                self.values.append((file, line, corpus_values.describe(value),
                                    corpus_values.fits(value, text)))
        return value

    def place(self, tb: TracebackType | None) -> tuple[str, int, int] | None:
        """File and lines of the deepest expression of the unit in a traceback."""
        found = None
        while tb:
            if tb.tb_frame.f_code.co_filename in self.marks:
                lines = instruction_lines(tb.tb_frame.f_code, tb.tb_lasti)
                if not found or not self.has_passed(tb.tb_frame.f_code.co_filename, *lines):
                    found = (tb.tb_frame.f_code.co_filename, *lines)
            tb = tb.tb_next
        return found


class Importer(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Modules of the unit are imported in their rewritten form."""

    def __init__(self, recorder: Recorder, folder: Path):
        self.recorder, self.folder = recorder, folder

    def find_spec(self, name, path=None, target=None):
        place = self.folder.joinpath(*name.split("."))
        for file, is_package in ((place / "__init__.py", True), (place.with_suffix(".py"), False)):
            if str(file) in self.recorder.marks:
                return importlib.util.spec_from_file_location(
                    name, file, loader=self,
                    submodule_search_locations=[str(place)] if is_package else None)
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        execute(module.__spec__.origin, module.__dict__, self.recorder)


def execute(file: str, namespace: dict, recorder: Recorder) -> None:
    tree = ast.parse(Path(file).read_bytes(), file)
    tree = corpus_rewrite.rewrite(tree, file, recorder.marks[file], recorder.probed)
    namespace["__tkscan__"] = recorder
    namespace["__file__"] = file
    exec(compile(tree, file, "exec", dont_inherit=True), namespace)


def watch_tensors(recorder: Recorder) -> None:
    torch = sys.modules.get("torch")
    if torch:
        original = torch.Tensor.__hash__

        def __hash__(tensor):
            recorder.hash_by_identity(tensor)
            return original(tensor)
        torch.Tensor.__hash__ = __hash__


def without_autograph():
    """AutoGraph would compile the file's text again and lose the recording of its lines."""
    if "tensorflow" not in sys.modules:
        return contextlib.nullcontext()
    from tensorflow.python.autograph.core import ag_ctx
    from tensorflow.python.autograph.impl import api
    api.converted_call = lambda function, args, kwargs, scope=None, options=None: \
        api._call_unconverted(function, args, kwargs, options)
    return ag_ctx.ControlStatusCtx(status=ag_ctx.Status.DISABLED)


def run_script(script: str, folder: str, recorder: Recorder) -> str | None:
    """Runs one script to its end; the text of the exception that ended it before."""
    sys.path.insert(0, folder)
    sys.argv = [script]
    sys.meta_path.insert(0, Importer(recorder, Path(folder)))
    builtins.reveal_value = recorder.reveal
    module = type(sys)("__main__")
    sys.modules["__main__"] = module
    try:
        with without_autograph():
            execute(script, module.__dict__, recorder)
    except SystemExit as leave:
        return None if leave.code in (None, 0) else f"left with status {leave.code}"
    except BaseException:
        return traceback.format_exc(limit=-6)
    return None


def run_unit(unit: dict) -> dict:
    marks = {file: {int(line): notes for line, notes in lines.items()}
             for file, lines in unit["marks"].items()}
    recorder = Recorder(marks)
    for name in unit["libraries"]:
        importlib.import_module(name)
    watch_tensors(recorder)
    ended = [run_script(script, unit["folder"], recorder) for script in unit["scripts"]]
    return {"reached": sorted(recorder.reached), "raised": recorder.raised,
            "hashed": recorder.hashed, "values": recorder.values,
            "ended": [text for text in ended if text]}


def in_child(unit: dict) -> dict:
    """Runs a unit in a forked child, so that no unit sees what another did."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        signal.alarm(TIMEOUT)
        try:
            answer = run_unit(unit)
        except BaseException:
            answer = {"ended": [traceback.format_exc()]}
        with os.fdopen(writer, "w") as out:
            json.dump(answer, out)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as source:
        text = source.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else {"ended": [f"no answer within {TIMEOUT} seconds"]}


def main() -> None:
    units = json.load(sys.stdin)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for name in sorted({name for unit in units for name in unit["libraries"]}):
        # Imported once, before the forks: the slow part of every run.
        if name in ("numpy", "torch", "pandas", "networkx", "scipy", "tensorflow", "jax"):
            with contextlib.redirect_stdout(io.StringIO()):
                importlib.import_module(name)
    for unit in units:
        answers.write(json.dumps(in_child(unit)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
