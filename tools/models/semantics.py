"""What each library does on hash, ==, iteration and use as a key, held against the installed versions.

    semantics.py [--markdown docs/semantics.md]

Every row is run: the expectation stands beside it, a difference fails. Each group of libraries has a process of its
own. A library that is not installed, or makes no array here, is counted as not checked; numpy and torch have to be there.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import os
import platform
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- semantics: begin, written by make semantics -->", "<!-- semantics: end -->"
MANDATORY = ("numpy", "torch")
COLUMNS = ("hash(x)", "x == x", "element of x", "x[0]", "{tuple(x): 1}", "tuple(rows) as key", "set(x)")


@dataclass
class Row:
    """setup makes x, of one dimension, and rows, of two (or None). expected: one word per column."""

    library: str
    value: str
    setup: str
    expected: tuple[str, ...]


# Words: value, identity, raises; elementwise, one bool; what an element is; hit, miss, raises; distinct values, all, raises.
RAISING = ("raises", "elementwise", "0-d, raises", "0-d, raises", "raises", "raises", "raises")
SILENT = ("identity", "elementwise", "0-d, identity", "0-d, identity", "miss", "miss", "all")
NUMBERS = ("raises", "elementwise", "number", "number", "hit", "raises", "distinct")
ROWS = [
    Row("numpy", "ndarray", "import numpy as np; make = lambda: np.array([1, 2, 1]); deep = lambda: np.ones((2, 2))",
        NUMBERS),
    Row("numpy", "ma.MaskedArray", "import numpy as np; make = lambda: np.ma.array([1, 2, 1]); "
        "deep = lambda: np.ma.ones((2, 2))", NUMBERS),
    Row("numpy", "matrix", "import numpy as np; make = lambda: np.matrix([[1, 2, 1]]); deep = make",
        ("raises", "elementwise", "array, raises", "array, raises", "raises", "raises", "raises")),
    Row("numpy", "generic", "import numpy as np; make = lambda: np.float64(1.5); deep = None",
        ("value", "bool", "-", "-", "-", "-", "-")),
    Row("torch", "Tensor", "import torch; make = lambda: torch.tensor([1, 2, 1]); deep = lambda: torch.ones(2, 2)",
        SILENT),
    Row("torch", "nn.Parameter", "import torch; make = lambda: torch.nn.Parameter(torch.tensor([1.0, 2.0, 1.0])); "
        "deep = lambda: torch.nn.Parameter(torch.ones(2, 2))", SILENT),
    Row("tensorflow", "Tensor", "import tensorflow as tf; make = lambda: tf.constant([1, 2, 1]); "
        "deep = lambda: tf.ones((2, 2))", RAISING),
    Row("tensorflow", "Variable", "import tensorflow as tf; make = lambda: tf.Variable([1, 2, 1]); "
        "deep = lambda: tf.Variable(tf.ones((2, 2)))", RAISING),
    Row("tensorflow", "RaggedTensor", "import tensorflow as tf; make = lambda: tf.ragged.constant([[1], [2, 3]]); "
        "deep = None", ("raises", "elementwise", "array, raises", "array, raises", "raises", "-", "raises")),
    Row("tensorflow", "SparseTensor", "import tensorflow as tf; make = lambda: tf.sparse.from_dense([1, 0, 2]); "
        "deep = None", ("identity", "bool", "-", "-", "-", "-", "-")),
    Row("tensorflow", "compat.v1 graph tensor", "import tensorflow as tf\nwith tf.compat.v1.Graph().as_default():\n"
        "    kept = tf.compat.v1.placeholder(tf.float32, (3,))\nmake = lambda: kept; deep = None",
        ("identity", "bool", "-", "-", "-", "-", "-")),
    Row("keras", "Variable", "import keras; make = lambda: keras.Variable([1.0, 2.0, 1.0]); deep = None",
        ("raises", "elementwise", "0-d, raises", "0-d, raises", "-", "-", "raises")),   # tuple(x) never ends well
    Row("keras", "KerasTensor", "import keras; make = lambda: keras.Input((3,)); deep = None",
        ("identity", "bool", "-", "array, identity", "-", "-", "-")),
    Row("jax", "Array", "import jax.numpy as jnp; make = lambda: jnp.array([1, 2, 1]); deep = lambda: jnp.ones((2, 2))",
        RAISING),
    Row("pandas", "Series", "import pandas as pd; make = lambda: pd.Series([1, 2, 1]); deep = None",
        ("raises", "elementwise", "number", "number", "hit", "-", "distinct")),
    Row("pandas", "Index", "import pandas as pd; make = lambda: pd.Index([1, 2, 1]); deep = None",
        ("raises", "elementwise", "number", "number", "hit", "-", "distinct")),
    Row("pandas", "DataFrame", "import pandas as pd; make = lambda: pd.DataFrame({'a': [1], 'b': [2]}); deep = None",
        ("raises", "elementwise", "number", "-", "hit", "-", "distinct")),
    Row("scipy", "sparse.csr_array", "import scipy.sparse as sp; make = lambda: sp.csr_array([[1, 0], [0, 2]]); "
        "deep = make", ("raises", "elementwise", "array, raises", "array, raises", "raises", "raises", "raises")),
    Row("xarray", "DataArray", "import xarray as xr, numpy as np; make = lambda: xr.DataArray([1, 2, 1]); "
        "deep = lambda: xr.DataArray(np.ones((2, 2)))", RAISING),
    Row("dask", "array.Array", "import dask.array as da; make = lambda: da.from_array([1, 2, 1]); "
        "deep = lambda: da.ones((2, 2))", RAISING),
    Row("polars", "Series", "import polars as pl; make = lambda: pl.Series([1, 2, 1]); deep = None",
        ("raises", "elementwise", "number", "number", "hit", "-", "distinct")),
    Row("polars", "DataFrame", "import polars as pl; make = lambda: pl.DataFrame({'a': [1, 2]}); deep = None",
        ("raises", "elementwise", "array, raises", "array, raises", "raises", "-", "raises")),
    Row("tinygrad", "Tensor", "from tinygrad import Tensor; make = lambda: Tensor([1, 2, 1]); "
        "deep = lambda: Tensor([[1, 2], [3, 4]])", SILENT),
    Row("mlx", "core.array", "import mlx.core as mx; make = lambda: mx.array([1, 2, 1]); deep = lambda: mx.ones((2, 2))",
        SILENT),
    Row("awkward", "Array", "import awkward as ak; make = lambda: ak.Array([1, 2, 1]); "
        "deep = lambda: ak.Array([[1, 2], [3, 4]])", NUMBERS),
    Row("pyarrow", "Array", "import pyarrow as pa; make = lambda: pa.array([1, 2, 1]); deep = None",
        ("raises", "bool", "scalar by value", "scalar by value", "hit", "-", "distinct")),
]
GROUPS = [{"numpy", "pandas", "scipy", "xarray", "dask", "polars", "pyarrow", "awkward"}, {"torch"}, {"tensorflow", "keras"}, {"jax"}, {"tinygrad", "mlx"}]


def attempt(action) -> Any:
    try:
        return action()
    except Exception as error:
        return error


def hashing(make) -> str:
    """value when an equal, other object hashes alike."""
    one, other = make(), make()
    found = attempt(lambda: hash(one))
    if isinstance(found, Exception):
        return "raises"
    return "value" if one is not other and found == attempt(lambda: hash(other)) else "identity"


def kind(item: Any) -> str:
    """What an element is, and what its hash does."""
    if isinstance(item, Exception):
        return "-"
    found = attempt(lambda: hash(item))
    if type(item).__module__.startswith("pyarrow"):
        return "scalar by value" if not isinstance(found, Exception) else "scalar, raises"
    if isinstance(item, (int, float, str)) or hasattr(item, "dtype") and hasattr(item, "item") and \
            not isinstance(found, Exception) and {item: 1}.get(item.item()):
        return "number"
    how = "raises" if isinstance(found, Exception) else "identity"
    return f"{'0-d' if len(getattr(item, 'shape', (0,))) == 0 else 'array'}, {how}"


def as_key(make) -> str:
    """Is the tuple of the elements found again under that of an equal object?"""
    one = attempt(lambda: {tuple(make()): 1})
    if isinstance(one, Exception):
        return "raises" if "hash" in str(one) else "-"
    return "hit" if attempt(lambda: one.get(tuple(make()))) == 1 else "miss"


def members(make) -> str:
    found = attempt(lambda: set(make()))
    if isinstance(found, Exception):
        return "raises" if "hash" in str(found) else "-"
    return "distinct" if len(found) < 3 else "all"


def measured(row: Row) -> tuple[str, ...] | None:
    """None where the library is there and cannot make an array: tinygrad without a device that it has a compiler for."""
    space: dict[str, Any] = {}
    exec(row.setup, space)
    make, deep = space["make"], space["deep"]
    if isinstance(attempt(make), Exception):
        return None
    equal = attempt(lambda: make() == make())
    iterable = attempt(lambda: next(iter(make())))
    rows = as_key(deep) if deep else "-"
    return (hashing(make), "bool" if isinstance(equal, bool) or type(equal).__name__ == "bool" else "elementwise",
            kind(iterable), kind(attempt(lambda: make()[0])), as_key(make) if kind(iterable) != "-" else "-",
            rows, members(make) if kind(iterable) != "-" else "-")


def work(libraries: list[str]) -> None:
    for number, row in enumerate(ROWS):
        if row.library in libraries:
            found = attempt(lambda row=row: measured(row))
            if found is None:
                continue
            print("answer", json.dumps([number, [str(found)] if isinstance(found, Exception) else found]), flush=True)


def answers(libraries: set[str]) -> dict[int, tuple[str, ...]]:
    """From a process for these libraries."""
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "JAX_PLATFORMS": "cpu", "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run([sys.executable, __file__, "--worker", *sorted(libraries)], text=True, capture_output=True,
                          env={**os.environ, **quiet}, timeout=900)
    lines = [line.removeprefix("answer ") for line in done.stdout.splitlines() if line.startswith("answer ")]
    return {number: tuple(found) for number, found in map(json.loads, lines)}


def table(found: dict[int, tuple[str, ...]]) -> str:
    versions = ", ".join(f"{name} {importlib.metadata.version(DISTRIBUTIONS.get(name, name))}"
                         for name in dict.fromkeys(row.library for row in ROWS) if installed(name))
    lines = [f"Python {platform.python_version()}; {versions}.", "",
             "| library | value | " + " | ".join(f"`{column}`" if "(" in column or "=" in column else column
                                                  for column in COLUMNS) + " |",
             "|---" * (len(COLUMNS) + 2) + "|"]
    lines += [f"| {row.library} | {row.value} | " + " | ".join(found[number]) + " |"
              for number, row in enumerate(ROWS) if number in found]
    return "\n".join(lines)


DISTRIBUTIONS = {"tensorflow": "tensorflow-cpu"}


def installed(library: str) -> bool:
    return importlib.util.find_spec(library) is not None


def main() -> int:
    parser = argparse.ArgumentParser(prog="semantics.py", description=__doc__.splitlines()[0])
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table between the markers of FILE")
    parser.add_argument("--worker", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work(options.worker)
        return 0
    found: dict[int, tuple[str, ...]] = {}
    for group in GROUPS:
        here = {library for library in group if installed(library)}
        found |= answers(here) if here else {}
    wrong = [(ROWS[number], said) for number, said in found.items() if said != ROWS[number].expected]
    for row, said in wrong:
        print(f"{row.library} {row.value}\n    expected: {', '.join(row.expected)}\n    found:    {', '.join(said)}")
    silent = [row for number, row in enumerate(ROWS) if number not in found]
    for row in silent:
        print(f"{row.library} {row.value}: not checked")
    if options.markdown:
        page = options.markdown.read_text()
        options.markdown.write_text(re.sub(re.escape(BEGIN) + ".*" + re.escape(END),
                                           lambda _: f"{BEGIN}\n{table(found)}\n{END}", page, flags=re.S))
    print(f"semantics: {len(found) - len(wrong)} as expected, {len(wrong)} otherwise, {len(silent)} not checked")
    return 1 if wrong or any(row.library in MANDATORY for row in silent) else 0


if __name__ == "__main__":
    sys.exit(main())
