"""Programs with one wrong key each, over libraries, ranks, element types, sinks and ways to make arrays.

A program is a module whose `run()` gives a dict of what happened, by case:

    equal      an array with the same element type, shape and content was found
    content    one with another content was found
    shape      one with the same elements in another shape was found
    dtype      one with the same numbers in another element type was found

or, for programs that count or deduplicate, `result`, which `WANTED` says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterator


@dataclass(frozen=True)
class Library:
    name: str
    imports: str
    make: str                      # {data}, {dtype}
    dtypes: dict[str, str]         # canonical name: how the library writes it
    other: dict[str, str] = field(default_factory=dict)   # an element type for the same numbers
    raises: bool = True
    ranks: tuple[int, ...] = (0, 1, 2)
    empty: str = ""                # {dtype}: an empty array of rank 1
    transposed: str = ""           # {data}, {dtype}: a transpose, whose memory is not in order
    stepped: str = ""              # of rank 1
    grad: str = ""
    element: str = "{x}[0]"        # what is taken out of an array is of rank 0


LIBRARIES = (
    Library("numpy", "import numpy as np", "np.array({data}, dtype={dtype})",
            {"int64": "np.int64", "float64": "np.float64", "float32": "np.float32", "bool": "np.bool_",
             "complex64": "np.complex64", "uint8": "np.uint8"},
            {"int64": "float64", "float64": "float32", "float32": "float64", "uint8": "int64",
             "complex64": "float64"},
            empty="np.zeros(0, dtype={dtype})", transposed="np.array({data}, dtype={dtype}).T",
            stepped="np.array({data}, dtype={dtype})[::2]", element="np.asarray({x}[0])"),
    Library("torch", "import torch", "torch.tensor({data}, dtype={dtype})",
            {"int64": "torch.int64", "float32": "torch.float32", "bfloat16": "torch.bfloat16",
             "bool": "torch.bool", "float16": "torch.float16", "complex64": "torch.complex64"},
            {"int64": "float32", "float32": "int64", "bfloat16": "float32", "float16": "float32"},
            raises=False, empty="torch.zeros(0, dtype={dtype})",
            transposed="torch.tensor({data}, dtype={dtype}).t()",
            stepped="torch.tensor({data}, dtype={dtype})[::2]",
            grad="torch.tensor({data}, dtype={dtype}, requires_grad=True)"),
    Library("jax", "import jax.numpy as jnp", "jnp.array({data}, dtype={dtype})",
            {"int32": "jnp.int32", "float32": "jnp.float32", "bfloat16": "jnp.bfloat16", "bool": "jnp.bool_"},
            {"int32": "float32", "float32": "int32", "bfloat16": "float32"},
            empty="jnp.zeros(0, dtype={dtype})", transposed="jnp.array({data}, dtype={dtype}).T"),
    Library("tensorflow", "import tensorflow as tf", "tf.constant({data}, dtype={dtype})",
            {"int32": "tf.int32", "float32": "tf.float32", "bool": "tf.bool", "bfloat16": "tf.bfloat16"},
            {"int32": "float32", "float32": "int32", "bfloat16": "float32"},
            empty="tf.zeros([0], dtype={dtype})", transposed="tf.transpose(tf.constant({data}, dtype={dtype}))"),
    Library("mlx", "import mlx.core as mx", "mx.array({data}, dtype={dtype})",
            {"int32": "mx.int32", "float32": "mx.float32", "bfloat16": "mx.bfloat16", "bool": "mx.bool_"},
            {"int32": "float32", "float32": "int32", "bfloat16": "float32"}, raises=False,
            empty="mx.zeros((0,), dtype={dtype})", transposed="mx.array({data}, dtype={dtype}).T",
            stepped="mx.array({data}, dtype={dtype})[::2]"),
    Library("tinygrad", "from tinygrad import Tensor, dtypes", "Tensor({data}, dtype={dtype})",
            {"int32": "dtypes.int32", "float32": "dtypes.float32", "bool": "dtypes.bool"},
            {"int32": "float32", "float32": "int32"}, raises=False, transposed="Tensor({data}, dtype={dtype}).T"),
    Library("paddle", "import paddle", "paddle.to_tensor({data}, dtype={dtype})",
            {"int64": '"int64"', "float32": '"float32"', "bfloat16": '"bfloat16"', "bool": '"bool"'},
            {"int64": "float32", "float32": "int64", "bfloat16": "float32"}, raises=False,
            empty="paddle.zeros([0], dtype={dtype})", transposed="paddle.to_tensor({data}, dtype={dtype}).T",
            grad="paddle.to_tensor({data}, dtype={dtype}, stop_gradient=False)"),
    Library("dask", "import dask.array as da\nimport numpy as np", "da.from_array(np.array({data}, dtype={dtype}))",
            {"int64": "np.int64", "float64": "np.float64", "bool": "np.bool_"}, {"int64": "float64", "float64": "int64"},
            transposed="da.from_array(np.array({data}, dtype={dtype})).T"),
    Library("keras", "import keras", "keras.Variable({data}, dtype={dtype})",
            {"int32": '"int32"', "float32": '"float32"', "bfloat16": '"bfloat16"'},
            {"int32": "float32", "float32": "int32", "bfloat16": "float32"}),
    Library("pandas", "import pandas as pd", "pd.Series({data}, dtype={dtype})",
            {"int64": '"int64"', "float64": '"float64"'}, {"int64": "float64"}, ranks=(1,)),
    Library("xarray", "import numpy as np\nimport xarray as xr",
            "xr.DataArray(np.array({data}, dtype={dtype}))",
            {"int64": "np.int64", "float64": "np.float64"}, {"int64": "float64"}),
    Library("pyarrow", "import pyarrow as pa", "pa.array({data}, type={dtype})",
            {"int64": "pa.int64()", "float64": "pa.float64()"}, {}, ranks=(1,)),
    Library("polars", "import polars as pl", "pl.Series({data}, dtype={dtype})",
            {"int64": "pl.Int64", "float64": "pl.Float64"}, {}, ranks=(1,)),
)

# Content, another content, and the content in another shape, by rank.
DATA = {
    0: ("3", "5", "[3]"),
    1: ("[1, 0, 3, 0]", "[1, 0, 4, 0]", "[[1, 0], [3, 0]]"),
    2: ("[[1, 0, 3], [0, 5, 6]]", "[[1, 0, 3], [0, 5, 7]]", "[[1, 0], [3, 0], [5, 6]]"),
}
BOOLS = {
    0: ("True", "False", "[True]"),
    1: ("[True, False, True, False]", "[True, False, False, False]", "[[True, False], [True, False]]"),
    2: ("[[True, False, True], [False, True, True]]", "[[True, False, True], [False, True, False]]",
        "[[True, False], [True, False], [True, True]]"),
}

# {first} goes in, {second} is looked for; both are names. The last line gives whether it was found.
SINKS = {
    "dict-get": ["table = {{}}", "table[{first}] = 1", "return table.get({second}) == 1"],
    "dict-in": ["table = {{{first}: 1}}", "return {second} in table"],
    "dict-subscript": ["table = {{}}", "table.setdefault({first}, 1)", "try:", "    return table[{second}] == 1",
                       "except KeyError:", "    return False"],
    "dict-pop": ["table = {{{first}: 1}}", "return table.pop({second}, None) == 1"],
    "set-in": ["seen = set()", "seen.add({first})", "return {second} in seen"],
    "set-display": ["return len({{{first}, {second}}}) == 1"],
    "tuple-key": ["table = {{({first}, 'a'): 1}}", "return ({second}, 'a') in table"],
    "subscript-tuple": ["table = {{}}", "table[{first}, 0] = 1", "return table.get(({second}, 0)) == 1"],
    "attribute": ["class Cache:", "    def __init__(self):", "        self.table = {{}}", "",
                  "    def put(self, key: {class_}):", "        self.table[key] = 1", "",
                  "    def has(self, key: {class_}):", "        return key in self.table", "",
                  "cache = Cache()", "cache.put({first})", "return cache.has({second})"],
    "hash-call": ["return hash({first}) == hash({second})"],
}

CLASSES = {"numpy": "np.ndarray", "torch": "torch.Tensor", "jax": "jnp.ndarray", "tensorflow": "tf.Tensor",
           "pandas": "pd.Series", "mlx": "mx.array", "tinygrad": "Tensor", "paddle": "paddle.Tensor", "dask": "da.Array", "keras": "keras.Variable",
           "xarray": "xr.DataArray", "pyarrow": "pa.Array", "polars": "pl.Series"}


@dataclass(frozen=True)
class Program:
    name: str
    text: str
    library: str
    rank: int
    dtype: str
    sink: str
    cases: tuple[str, ...]      # what run() tells; ("result",) for counting programs
    wanted: object = None       # of `result`


def made(library: Library, data: str, dtype: str, form: str) -> str:
    template = {"plain": library.make, "transposed": library.transposed, "stepped": library.stepped,
                "empty": library.empty, "grad": library.grad}[form]
    return template.format(data=data, dtype=library.dtypes[dtype])


def doubled(data: str) -> str:
    """The list with every item twice, for steps of two."""
    return "[" + ", ".join(f"{item}, {item}" for item in data.strip("[]").split(", ")) + "]"


def turned(data: str) -> str:
    rows = eval(data)  # our own literals
    return repr([list(column) for column in zip(*rows)])


def source(data: str, form: str) -> str:
    return doubled(data) if form == "stepped" else turned(data) if form == "transposed" else data


def lookup(library: Library, rank: int, dtype: str, sink: str, form: str) -> Program:
    content, changed, reshaped = (BOOLS if dtype == "bool" else DATA)[rank]
    cases = {"equal": made(library, source(content, form), dtype, form)}
    if form != "empty":
        cases["content"] = made(library, changed, dtype, "plain")
        if library.ranks != (1,):
            cases["shape"] = made(library, reshaped, dtype, "plain")
    other = library.other.get(dtype)
    if other in library.dtypes and form != "empty":
        cases["dtype"] = made(library, content, other, "plain")
    first = made(library, source(content, form), dtype, form)
    lines = [library.imports, ""]
    for case, expression in cases.items():
        body = [line.format(first="first", second="second", class_=CLASSES[library.name])
                for line in SINKS[sink]]
        lines += ["", f"def {case}():", f"    first = {first}", f"    second = {expression}",
                  *("    " + line if line else "" for line in body), ""]
    lines += ["", "def run():", "    return {" + ", ".join(f"'{c}': {c}()" for c in cases) + "}"]
    name = f"{library.name}_{rank}_{dtype}_{sink.replace('-', '_')}_{form}"
    return Program(name, "\n".join(lines) + "\n", library.name, rank, dtype, sink, tuple(cases))


def lookups() -> Iterator[Program]:
    for library in LIBRARIES:
        for rank in library.ranks:
            for dtype in library.dtypes:
                forms = ["plain"]
                if rank == 1 and library.empty and dtype != "bool":
                    forms.append("empty")
                if rank == 1 and library.stepped:
                    forms.append("stepped")
                if rank == 2 and library.transposed:
                    forms.append("transposed")
                if library.grad and dtype in ("float32", "bfloat16", "float16"):
                    forms.append("grad")
                for number, sink in enumerate(SINKS):
                    # Every sink in the plain form; the other forms take turns with the sinks.
                    for form in forms:
                        if form == "plain" or sink == "attribute" or (number + len(form) + rank) % 3 == 0:
                            yield lookup(library, rank, dtype, sink, form)


# Whole arrays whose elements are keys. {x} is an array of numbers 2 0 2 1, {n} the number behind an element.
COUNTS = {
    "counter": ("from collections import Counter", ["return dict(Counter(x))"], {2: 2, 0: 1, 1: 1}),
    "set": ("", ["return sorted(set(x))"], [0, 1, 2]),
    "frozenset": ("", ["return len(frozenset(x))"], 3),
    "fromkeys": ("", ["return list(dict.fromkeys(x, 0))"], [2, 0, 1]),
    "loop": ("", ["counts = {}", "for label in x:", "    counts[label] = counts.get(label, 0) + 1",
                  "return counts"], {2: 2, 0: 1, 1: 1}),
    "enumerate": ("", ["last = {}", "for i, label in enumerate(x):", "    last[label] = i", "return last"],
                  {2: 2, 0: 1, 1: 3}),
    "comprehension": ("", ["return {label: i for i, label in enumerate(x)}"], {2: 2, 0: 1, 1: 3}),
    "set-comprehension": ("", ["return len({label for label in x})"], 3),
    "names": ("", ["names = {0: 'a', 1: 'b', 2: 'c'}", "return [names.get(label) for label in x]"],
              ["c", "a", "c", "b"]),
    "names-map": ("", ["names = {0: 'a', 1: 'b', 2: 'c'}", "return list(map(names.get, x))"],
                  ["c", "a", "c", "b"]),
    "membership": ("", ["return [label in {1, 2} for label in x]"], [True, False, True, True]),
    "element": ("", ["names = {0: 'a', 1: 'b', 2: 'c'}", "return names.get(x[0]), names.get(x[-1])"],
                ("c", "b")),
    "reduction": ("", ["names = {2: 'largest'}", "return names.get(x.max())"], "largest"),
    "defaultdict": ("from collections import defaultdict",
                    ["groups = defaultdict(list)", "for i, label in enumerate(x):",
                     "    groups[label].append(i)", "return dict(groups)"], {2: [0, 2], 0: [1], 1: [3]}),
    "seen": ("", ["seen, fresh = set(), []", "for label in x:", "    if label not in seen:",
                  "        fresh.append(int(label))", "    seen.add(label)", "return fresh"], [2, 0, 1]),
    "mixed-use": ("", ["totals = {}", "for label in x:", "    totals[label] = totals.get(label.item(), 0) + 1",
                       "return totals"], {2: 2, 0: 1, 1: 1}),
    "two-containers": ("", ["seen, names = set(), {0: 'a', 1: 'b', 2: 'c'}", "out = []", "for label in x:",
                            "    seen.add(label)", "    out.append(names.get(label))",
                            "return len(seen), out"], (3, ["c", "a", "c", "b"])),
    "keys-used": ("", ["counts = {}", "for label in x:", "    counts[label] = counts.get(label, 0) + 1",
                       "return {k.item() * 10: n for k, n in counts.items()}"], {20: 2, 0: 1, 10: 1}),
    # Keys that come out again, and go to other containers.
    "taken-names": ("", ["rows, names = {}, {0: 'a', 1: 'b', 2: 'c'}", "for i, label in enumerate(x):",
                         "    rows.setdefault(label, []).append(i)",
                         "return {names.get(key): len(held) for key, held in rows.items()}"], {"c": 2, "a": 1, "b": 1}),
    "taken-sorted": ("", ["counts = {}", "for label in x:", "    counts[label] = counts.get(label, 0) + 1",
                          "return [k.item() for k in sorted(counts, key=counts.get)][-1]"], 2),
    "taken-max": ("", ["counts = {}", "for label in x:", "    counts[label] = counts.get(label, 0) + 1",
                       "return max(counts, key=counts.get).item()"], 2),
    "taken-copy": ("", ["first = {}", "for label in x:", "    first[label] = 1", "second = dict(first)",
                        "return [second.get(label) for label in x]"], [1, 1, 1, 1]),
    "taken-pairs": ("", ["first, both = set(), {}", "for label in x:", "    first.add(label)", "for label in first:",
                         "    both[label, 1] = 2", "return len(both)"], 3),
    "taken-list": ("", ["first = set()", "for label in x:", "    first.add(label)",
                        "return sorted(int(label) for label in list(first))"], [0, 1, 2]),
}
ROWS = {
    "row-set": ("", ["return len(set(rows))"], 2),
    "row-loop": ("", ["seen = set()", "for row in rows:", "    seen.add(row)", "return len(seen)"], 2),
    "row-comprehension": ("", ["return len({row for row in rows})"], 2),
    "row-counter": ("from collections import Counter", ["return sorted(Counter(rows).values())"], [1, 2]),
    "row-map": ("", ["return len(set(map(tuple, rows)))"], 2),
    "row-tuple": ("", ["seen = {tuple(row) for row in rows}", "return (1, 0) in seen"], True),
    "row-index": ("", ["table = {}", "table[rows[0]] = 1", "return table.get(rows[2])"], 1),
}
COUNTED = {"numpy": ("int64",), "torch": ("int64", "float32", "bfloat16"), "jax": ("int32", "float32"),
           "tensorflow": ("int32", "float32"), "xarray": ("int64",), "mlx": ("int32", "float32"),
           "tinygrad": ("int32", "float32"), "paddle": ("int64", "float32"), "dask": ("int64",)}


def counting() -> Iterator[Program]:
    for library in LIBRARIES:
        for dtype in COUNTED.get(library.name, ()):
            for rank, table, name, data in ((1, COUNTS, "x", "[2, 0, 2, 1]"),
                                            (2, ROWS, "rows", "[[1, 0], [0, 1], [1, 0]]")):
                for sink, (imports, body, wanted) in table.items():
                    if sink == "reduction" and library.name == "tensorflow":
                        body = [line.replace("x.max()", "tf.reduce_max(x)") for line in body]
                    array = made(library, data, dtype, "plain")
                    lines = [imports, library.imports] if imports else [library.imports]
                    lines += ["", "", "def result():", f"    {name} = {array}",
                              *("    " + line for line in body), "", "", "def run():",
                              "    return {'result': result()}"]
                    yield Program(f"{library.name}_{dtype}_{sink.replace('-', '_')}", "\n".join(lines) + "\n",
                                  library.name, rank, dtype, sink, ("result",), wanted)


# Keys made of arrays that lose something, and what tells the arrays apart that they confuse.
DERIVED = {
    "text-digits": ("str({x})", "[0.1, 1.0]", "[0.100000000001, 1.0]"),
    "text-repr": ("repr({x})", "[0.1, 1.0]", "[0.100000000001, 1.0]"),
    "text-format": ("f'row {{{x}}}'", "[0.1, 1.0]", "[0.100000000001, 1.0]"),
    "bytes-shape": ("{x}.tobytes()", "[[1.0, 2.0], [3.0, 4.0]]", "[[1.0, 2.0, 3.0, 4.0]]"),
    "digest-shape": ("hashlib.sha256({x}.tobytes()).hexdigest()", "[[1.0, 2.0], [3.0, 4.0]]",
                     "[[1.0, 2.0, 3.0, 4.0]]"),
    "flat-shape": ("tuple({x}.ravel().tolist())", "[[1.0, 2.0], [3.0, 4.0]]", "[[1.0, 2.0, 3.0, 4.0]]"),
}


def derived() -> Iterator[Program]:
    for sink, (key, data, confused) in DERIVED.items():
        for place in ("name", "direct", "method"):
            made_key = key.format(x="x")
            imports = ["import hashlib"] if "hashlib" in key else []
            if place == "method":
                body = ["class Cache:", "    def __init__(self):", "        self.table = {}", "",
                        "    def get(self, x):", f"        key = {made_key}",
                        "        if key not in self.table:", "            self.table[key] = x * 2",
                        "        return self.table[key]", "", "cache = Cache()", "get = cache.get"]
            elif place == "name":
                body = ["table = {}", "", "def get(x):", f"    key = {made_key}", "    if key not in table:",
                        "        table[key] = x * 2", "    return table[key]", ""]
            else:
                body = ["table = {}", "", "def get(x):", f"    if {made_key} not in table:",
                        f"        table[{made_key}] = x * 2", f"    return table[{made_key}]", ""]
            lines = [*imports, "import numpy as np", "", "", "def run():", *("    " + b if b else "" for b in body),
                     f"    a, b = np.array({data}), np.array({confused})",
                     "    first, second, again = get(a), get(b), get(a.copy())",
                     "    return {'result': [np.array_equal(second, b * 2), again is first]}"]
            yield Program(f"derived_{sink.replace('-', '_')}_{place}", "\n".join(lines) + "\n", "numpy", 1,
                          "float64", sink, ("result",), [True, True])


# Functions that remember by a key made of their arguments. {a}, {again} are equal, {b} is another, {turned}
# has the elements of {a} in another shape.
CACHED = {
    "key-function": (["calls = []", "", "@cached(cache={{}})", "def total(x, factor=1):", "    calls.append(1)",
                      "    return x.sum() * factor", ""], "total({0})", "from cachetools import cached"),
    "key-annotated": (["calls = []", "", "@cached({{}})", "def total(x: {class_}, *, factor=1):", "    calls.append(1)",
                       "    return x.sum() * factor", ""], "total({0}, factor=1)", "from cachetools import cached"),
    "address": (["calls, memo = [], {{}}", "", "def total(x: {class_}):", "    key = id(x)", "    if key not in memo:",
                 "        calls.append(1)", "        memo[key] = x.sum() * 2", "    return memo[key]", ""],
                "total({0})", ""),
}


def cached() -> Iterator[Program]:
    for library in LIBRARIES:
        for dtype in library.dtypes:
            if library.name not in ("numpy", "torch", "jax") or dtype in ("bool", "uint8"):
                continue
            for sink, (body, call, imports) in CACHED.items():
                arrays = [made(library, data, dtype, "plain") for data in (DATA[2][0], DATA[2][0], DATA[2][1], DATA[2][2])]
                calls = "; ".join(call.format(array) for array in ("a", "again", "b", "turned", "a"))
                lines = [*([imports] if imports else []), library.imports, "", "", "def run():",
                         *("    " + line.format(class_=CLASSES[library.name]) if line else "" for line in body),
                         *(f"    {name} = {array}" for name, array in zip(("a", "again", "b", "turned"), arrays)),
                         f"    {calls}", "    return {'result': len(calls)}"]
                yield Program(f"{library.name}_{dtype}_{sink.replace('-', '_')}", "\n".join(lines) + "\n", library.name, 2,
                              dtype, sink, ("result",), 3)


# Memos by an address that is used otherwise, too, so that it has to stay one: nobody gets another array's result.
KEPT = {
    "in": ["if key not in memo:", "    memo[key] = x.sum() * 2", "return memo[key]"],
    "get": ["if memo.get(key) is None:", "    memo[key] = x.sum() * 2", "return memo.get(key, 0)"],
    "setdefault": ["return memo.setdefault(key, x.sum() * 2)"],
    "except": ["try:", "    return memo[key]", "except KeyError:", "    memo[key] = x.sum() * 2", "return memo[key]"],
}


def kept() -> Iterator[Program]:
    for library in LIBRARIES:
        for dtype in library.dtypes:
            if library.name not in ("numpy", "torch", "jax") or dtype in ("bool", "uint8"):
                continue
            for sink, body in KEPT.items():
                array = made(library, DATA[2][0], dtype, "plain")
                lines = [library.imports, "", "", "def run():", "    memo, log = {}, []", "",
                         f"    def total(x: {CLASSES[library.name]}):", "        key = id(x)", "        log.append(key)",
                         *("        " + line for line in body), "", "    good = True", "    for step in range(50):",
                         f"        fresh = {array} * step", "        good = good and bool(total(fresh) == fresh.sum() * 2)",
                         "        del fresh", "    return {'result': good}"]
                yield Program(f"{library.name}_{dtype}_kept_{sink}", "\n".join(lines) + "\n", library.name, 2, dtype,
                              f"kept-{sink}", ("result",), True)


def programs() -> list[Program]:
    return [*lookups(), *counting(), *derived(), *cached(), *kept()]
