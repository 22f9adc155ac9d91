"""How files end that are run as programs: each in a forked child of a process that has imported the heavy
libraries which the file names, once for all files that name the same ones.

    endings(folder, names, jobs)   by name: "", or the last line of the traceback

Of a missing key it says whether one like it, or an array, is in a mapping at hand: what was never put in
cannot be found.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import re
import runpy
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

TIMEOUT = 120
ALWAYS = ("numpy", "pandas")            # quick, and in most files
HEAVY = ("torch", "tensorflow", "jax")
NAMED = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.M)
BUILT_ON = {"keras": "tensorflow", "flax": "jax", "equinox": "jax", "optax": "jax", "torchvision": "torch"}


def in_child(work: Callable[[], Any]) -> Any:
    """What `work` gives, run in a child of this process; None when the child ended before that."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            with os.fdopen(writer, "w") as out:
                json.dump(work(), out)
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as source:
        text = source.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


def at_hand(trace: TracebackType | None) -> Iterator[Any]:
    """Mappings that the innermost frame sees; no frames of data, and no modules."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    values = [*trace.tb_frame.f_locals.values(), *trace.tb_frame.f_globals.values()] if trace else []
    for value in values:
        frame = isinstance(value, type) or hasattr(value, "ndim")
        if hasattr(value, "keys") and not frame and "__name__" not in value:
            yield value


def is_like(key: Any, other: Any) -> bool:
    return type(other) is type(key) or hasattr(other, "ndim") or hasattr(other, "shape")


def told(error: BaseException) -> str:
    """The last line of the traceback, or what is known of the key that is missing."""
    if type(error).__name__ == "NetworkXError" and " is not in " in str(error):
        return f"KeyError of what is not there: {error}"
    if isinstance(error, KeyError) and error.args:
        key = error.args[0]
        others = any(is_like(key, k) for mapping in at_hand(error.__traceback__) for k in mapping.keys())
        return f"KeyError beside keys like it: {key!r}" if others else f"KeyError of what is not there: {key!r}"
    if isinstance(error, SystemExit):
        return f"exit {error.code}" if error.code else ""
    lines = f"{type(error).__name__}: {error}".strip().splitlines()
    return lines[-1] if len(lines) > 1 and "unhashable" in lines[-1] else lines[0]


def run(path: Path) -> str:
    """How the file ends, in this process, which is of no use to others afterwards."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.chdir(path.parent)
    sys.argv = [path.name]
    sys.path.insert(0, str(path.parent))
    signal.alarm(TIMEOUT)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            runpy.run_path(path.name, run_name="__main__")
    except BaseException as error:  # noqa: BLE001 -- whatever the program does is an answer
        return told(error)
    return ""


def run_alike(libraries: Iterable[str], paths: list[Path]) -> dict[str, str]:
    """Of files that import these: the libraries are imported here, and each file runs in a child."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)   # what libraries say when they are imported
    for name in (*ALWAYS, *libraries):
        with contextlib.suppress(ImportError), contextlib.redirect_stdout(io.StringIO()):
            importlib.import_module(name)
    ended = {}
    for path in paths:
        answer = in_child(lambda: run(path))
        ended[str(path)] = f"no answer within {TIMEOUT} seconds" if answer is None else answer
    return ended


def libraries_of(path: Path) -> tuple[str, ...]:
    named = set(NAMED.findall(path.read_text(encoding="utf-8-sig", errors="replace")))
    named |= {BUILT_ON[name] for name in named if name in BUILT_ON}
    return tuple(name for name in HEAVY if name in named)


def endings(folder: Path, names: list[str]) -> dict[str, str]:
    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1",
                   "TF_NUM_INTRAOP_THREADS": "1", "JAX_PLATFORMS": "cpu", "TF_NUM_INTEROP_THREADS": "1"}
    alike: dict[tuple[str, ...], list[Path]] = defaultdict(list)
    for name in names:
        alike[libraries_of(folder / name)].append(folder / name)
    ended: dict[str, str] = {}
    for libraries, paths in sorted(alike.items()):
        ended |= in_child(lambda: run_alike(libraries, paths)) or {}
    return {name: ended.get(str(folder / name), "the runner ended") for name in names}
