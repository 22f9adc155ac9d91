"""Pytest plugin: loads a package instrumented, and writes down what its expressions were.

The environment says what to do: TRACE_PACKAGE the folder of the package, TRACE_OUT the file to
write, TRACE_SECONDS when to stop, TRACE_MOST how many tests of one test function to run.

The first executions of an expression are all recorded, later ones every 64th; what an execution was
is kept as text: `numpy.ndarray 2 float64`, `tuple(int, numpy.ndarray 1 float64)`, `type numpy.int64`.
"""
from __future__ import annotations

import builtins
import json
import os
import signal
import sys
import time
from pathlib import Path

import instrument

ALL_OF = 64                           # executions of an expression that are all recorded
ITEMS_MOST = 8
TEST_SECONDS = 20                     # a single test gets
ARRAYS = {                            # class: the attributes that say its rank and dtype
    "numpy.ndarray": ("ndim", "dtype"),
    "torch.Tensor": ("ndim", "dtype"),
    "tensorflow.python.framework.tensor.Tensor": (None, "dtype"),
    "jax.Array": ("ndim", "dtype"),
    "pandas.Series": (1, "dtype"),
    "pandas.DataFrame": (2, None),
    "pandas.Index": (1, "dtype"),
    "pandas.api.extensions.ExtensionArray": (1, "dtype"),
    "scipy.sparse.sparray": ("ndim", "dtype"),
    "scipy.sparse.spmatrix": ("ndim", "dtype"),
    "xarray.DataArray": ("ndim", "dtype"),
}


class Recorder:
    def __init__(self) -> None:
        self.counts: dict[int, int] = {}
        self.seen: dict[int, dict[object, int]] = {}
        self.kinds: dict[type, tuple | None] = {}
        self.busy = False

    def __call__(self, key, value):
        count = self.counts.get(key, 0) + 1
        self.counts[key] = count
        if (count <= ALL_OF or not count & 63) and not self.busy:
            self.busy = True          # reading a dtype may run instrumented code
            try:
                what = self.observe(value, 0)
                rows = self.seen.get(key)
                if rows is None:
                    rows = self.seen[key] = {}
                rows[what] = rows.get(what, 0) + 1
            except Exception:         # an object under construction, or one that means to fail
                pass
            finally:
                self.busy = False
        return value

    def observe(self, value, depth):
        """A hashable account of a value: class, with rank and dtype, or with those of its items."""
        kind = type(value)
        if kind is tuple and depth < 2:
            if len(value) > ITEMS_MOST:
                return kind
            return kind, tuple(self.observe(item, depth + 1) for item in value)
        if kind is list and depth < 2:
            return kind, tuple(dict.fromkeys(self.observe(item, depth + 1) for item in value[:3]))
        if isinstance(kind, type) and issubclass(kind, type):
            return type, value
        reads = self.kinds.get(kind, False)
        if reads is False:
            reads = self.kinds[kind] = self.reads_of(kind)
        if reads is None:
            return kind
        rank = reads[0] if isinstance(reads[0], int) or not reads[0] else getattr(value, reads[0])
        dtype = getattr(value, reads[1]) if reads[1] else None
        return kind, rank, dtype if dtype is None or hasattr(dtype, "kind") else str(dtype)

    @staticmethod
    def reads_of(kind: type) -> tuple | None:
        for name, reads in ARRAYS.items():
            module, _, attribute = name.rpartition(".")
            base = getattr(sys.modules.get(module), attribute, None)
            if isinstance(base, type) and issubclass(kind, base):
                return reads
        return None


# --- what is written ------------------------------------------------------------------------------

def class_text(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")


def bases_text(kind: type) -> list[str]:
    return [class_text(base) for base in kind.__mro__]


def render(what: object, classes: dict[str, list[str]]) -> object:
    """An observation for JSON: {"class", "rank", "dtype"}, {"class", "items"}, {"type"}."""
    if isinstance(what, type):
        classes[class_text(what)] = bases_text(what)
        return {"class": class_text(what)}
    if what[0] is type:
        classes[class_text(what[1])] = bases_text(what[1])
        classes[class_text(type(what[1]))] = bases_text(type(what[1]))
        return {"type": class_text(what[1]), "class": class_text(type(what[1]))}
    if what[0] in (tuple, list):
        return {"class": what[0].__name__, "items": [render(item, classes) for item in what[1]]}
    kind, rank, dtype = what
    classes[class_text(kind)] = bases_text(kind)
    return {"class": class_text(kind), "rank": rank, "dtype": None if dtype is None else str(dtype)}


def write(recorder: Recorder, path: Path) -> None:
    classes: dict[str, list[str]] = {}
    recorder.busy = True              # an element type's name may come from instrumented code
    rows = {key: [[render(what, classes), count] for what, count in list(seen.items())]
            for key, seen in list(recorder.seen.items())}
    path.write_text(json.dumps({"classes": classes, "seen": rows}))


# --- pytest ----------------------------------------------------------------------------------------

PACKAGE = Path(os.environ["TRACE_PACKAGE"])
SECONDS = float(os.environ["TRACE_SECONDS"])     # of the processor: the load of a machine is no matter
RECORDER = Recorder()
setattr(builtins, instrument.RECORDER, RECORDER)
instrument.install(PACKAGE)


def pytest_collection_modifyitems(items: list) -> None:
    """A few of the tests that one function is parametrized into: more of them run the same lines."""
    most, taken, kept = int(os.environ["TRACE_MOST"]), {}, []
    for item in items:
        name = item.nodeid.partition("[")[0]
        taken[name] = taken.get(name, 0) + 1
        if taken[name] <= most:
            kept.append(item)
    items[:] = kept


class TooLong(BaseException):
    """Not an Exception, so that code under test does not take it for one of its own."""


def stop_test(number, frame) -> None:
    raise TooLong


def pytest_runtest_setup(item) -> None:
    signal.signal(signal.SIGVTALRM, stop_test)
    signal.setitimer(signal.ITIMER_VIRTUAL, TEST_SECONDS)


def pytest_runtest_teardown(item) -> None:
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def pytest_runtest_protocol(item, nextitem) -> None:
    if time.process_time() > SECONDS:
        item.session.shouldstop = "the time is over"


def pytest_sessionfinish(session) -> None:
    write(RECORDER, Path(os.environ["TRACE_OUT"]))
