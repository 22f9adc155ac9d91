"""The programs of derived.py: one function that caches, filled with keys, values and ways to live."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any, Callable, Iterator

import numpy as np
import torch

IMPORTS = "import hashlib\nimport zlib\n\nimport numpy as np\nimport torch\n\n"


@dataclass(frozen=True)
class Case:
    rule: str
    name: str                # also the file's
    source: str
    cause: str               # what its key is made of, for the list of misses
    inputs: str              # numpy, torch, numbers, temporaries, words: what lookup() is called with;
                             # script: the program sets HARM; raises: harm is that it raises
    value: str = ""          # what lookup(x) should give
    made: str = ""           # numbers: how x is made of n
    strict: bool = False     # the element type of the answer counts
    digest: str = ""         # inputs are two arrays that collide in it
    temporary: Callable[[int], Any] = lambda n: np.arange(100.0) * n


# --- caches ----------------------------------------------------------------------------------------

CACHES = {
    "module": """cache = {{}}


def lookup({parameter}):
{make}    key = {key}
    if key not in cache:
        cache[key] = {value}
    return cache[key]
""",
    "instance": """class Cache:
    def __init__(self):
        self.known = {{}}

    def lookup(self, {parameter}):
{make8}        key = {key}
        if key not in self.known:
            self.known[key] = {value}
        return self.known[key]


lookup = Cache().lookup
""",
    "closure": """def make():
    known = {{}}

    def lookup({parameter}):
{make8}        key = {key}
        if key not in known:
            known[key] = {value}
        return known[key]

    return lookup


lookup = make()
""",
    "exception": """cache = {{}}


def lookup({parameter}):
{make}    key = {key}
    try:
        return cache[key]
    except KeyError:
        cache[key] = {value}
        return cache[key]
""",
}


def cached(style: str, parameter: str, key: str, value: str, made: str = "") -> str:
    make = f"    x = {made}\n" if made else ""
    return IMPORTS + CACHES[style].format(parameter=parameter, key=key, value=value, make=make,
                                          make8=make.replace("    x", "        x"))


def numbered(rule: str, rows: Iterator[dict]) -> list[Case]:
    return [Case(rule=rule, name=f"{rule.lower()}_{number:03d}", **row) for number, row in enumerate(rows)]


NUMPY, TORCH = "x: np.ndarray", "x: torch.Tensor"
SOUND_NUMPY = ["(x.dtype.str, x.shape, x.tobytes())",
               "(x.tobytes(), x.shape, str(x.dtype))",
               "hashlib.sha256(repr((x.dtype.str, x.shape)).encode() + x.tobytes()).hexdigest()",
               "repr((x.dtype.str, x.shape, x.tolist()))"]
SOUND_TORCH = ["(str(x.dtype), tuple(x.shape), x.numpy().tobytes())",
               "(x.dtype, x.shape, tuple(x.flatten().tolist()))"]


def arguments(keys: dict[str, list[str]], values: dict[str, list[str]], **more: Any) -> Iterator[dict]:
    """Caches whose array is a parameter: numpy and torch, each way to live."""
    for library, parameter in (("numpy", NUMPY), ("torch", TORCH)):
        for style, key, value in itertools.product(CACHES, keys.get(library, ()), values.get(library, ())):
            yield dict(source=cached(style, parameter, key, value), cause=f"{key} ({style})",
                       inputs=library, value=value, **more)


# --- the rules -------------------------------------------------------------------------------------

def printed() -> Iterator[dict]:
    """TK301: arrays made in the function, of sizes around what is printed."""
    texts = ["str(x)", "repr(x)", 'f"w {x}"', '"w" + str(x)']
    made = {"np.arange({size}) + (np.arange({size}) == {size} // 2) * int(n)": (6, 999, 1000, 1001, 2000),
            "np.full({size}, n / 3)": (6, 1001),
            "np.linspace(0, n + 1, {size})": (6, 1500),
            "torch.arange({size}) + (torch.arange({size}) == {size} // 2) * int(n)": (6, 1000, 1001),
            "torch.full(({size},), n / 3)": (6, 2000)}
    for pattern, sizes in made.items():
        for size, key, style in itertools.product(sizes, texts, ("module", "instance")):
            one = pattern.format(size=size)
            value = "x.sum()" if "torch" in one else "float(x.sum())"
            yield dict(source=cached(style, "n", key, value, one), cause=f"{key} of {pattern}",
                       inputs="numbers", value=value, made=one)
    yield from arguments({"numpy": SOUND_NUMPY, "torch": SOUND_TORCH},
                         {"numpy": ["x.sum()"], "torch": ["x.sum()"]})


def bytes_alone() -> Iterator[dict]:
    keys = ["x.tobytes()", "bytes(x)", "hashlib.sha256(x.tobytes()).hexdigest()",
            "(x.tobytes(), x.dtype.str)", "hashlib.md5(x.tobytes()).digest()", "x.tobytes().hex()",
            "(x.shape, x.tobytes())"]
    yield from arguments({"numpy": keys + SOUND_NUMPY, "torch": ["x.numpy().tobytes()", *SOUND_TORCH]},
                         {"numpy": ["np.cumsum(x, axis=0)", "x * 2"], "torch": ["x * 2"]}, strict=True)
    for shape, dtype, key in itertools.product(("(2, 3)", "6", "(1, 6)"), ("float64", "int32"),
                                               ("x.tobytes()", "bytes(x)")):
        made = f'np.full({shape}, n, dtype="{dtype}")'
        yield dict(source=cached("module", "n", key, "x * 2", made), cause=key, inputs="numbers",
                   value="x * 2", made=made)


def addresses() -> Iterator[dict]:
    keys = {"numpy": ["id(x)", "x.ctypes.data", "(id(x), 1)"], "torch": ["id(x)", "x.data_ptr()", "hash(x)"]}
    values = {"numpy": ["x - x.mean()", "np.abs(x)", "(x, x - x.mean())[1]", "x * 2"],
              "torch": ["x - x.float().mean()", "x.abs()", "x * 2"]}
    for row in arguments(keys, values):
        library = row.pop("inputs")
        make = (lambda n: np.arange(100.0) * n) if library == "numpy" else (lambda n: torch.arange(100.0) * n)
        yield dict(row, inputs="temporaries", temporary=make)
    kept = {"module": "cache = {{}}\n\n\ndef lookup({p}):\n    key = {key}\n    if key not in cache:\n"
                      "        cache[key] = (x, {value})\n    return cache[key][1]\n"}
    for (library, p), key in itertools.product((("numpy", NUMPY), ("torch", TORCH)), ("id(x)", "(id(x), 0)")):
        for value in ("x * 2", "x + 1", "abs(x)", "x - 1", "x ** 2"):
            make = (lambda n: np.arange(100.0) * n) if library == "numpy" else (lambda n: torch.arange(100.0) * n)
            yield dict(source=IMPORTS + kept["module"].format(p=p, key=key, value=value), cause="kept",
                       inputs="temporaries", value=value, temporary=make)


def shapes() -> Iterator[dict]:
    keys = {"numpy": ["x.shape", "(x.shape, x.dtype.str)", "str(x.shape)", "(x.shape, x.dtype)"],
            "torch": ["x.shape", "tuple(x.shape)", "(tuple(x.shape), str(x.dtype))"]}
    content = {"numpy": ["x.mean(axis=0)", "np.abs(x)", "x * 2"], "torch": ["x.abs()", "torch.sin(x)"]}
    layout = {"numpy": ["np.zeros(x.shape)", "np.ones_like(x) * 2"], "torch": ["torch.zeros(x.shape)"]}
    yield from arguments(keys, content)
    yield from arguments(keys, layout)


def flattened() -> Iterator[dict]:
    keys = {"numpy": ["tuple(x.ravel())", "tuple(x.ravel().tolist())", "tuple(x.flatten().tolist())",
                      "tuple(x.reshape(-1).tolist())", "(x.shape, tuple(x.ravel().tolist()))",
                      "(tuple(x.flatten()), x.shape)", "(tuple(x.ravel()), 1)", "tuple(x.reshape(x.size))"],
            "torch": ["tuple(x.flatten().tolist())", "tuple(x.reshape(-1).tolist())",
                      "(x.shape, tuple(x.flatten().tolist()))"]}
    yield from arguments(keys, {"numpy": ["x.T.copy()", "np.cumsum(x, axis=0)", "x * 2"],
                                "torch": ["x.t() if x.dim() < 3 else x", "x.cumsum(0)"]})


def pointers() -> Iterator[dict]:
    keys = ["x.tobytes()", "hashlib.sha256(x.tobytes()).hexdigest()", "bytes(x)", "(x.shape, x.tobytes())",
            "tuple(x.tolist())", "(x.shape, tuple(x.tolist()))", "x.astype(str).tobytes()", "repr(x.tolist())"]
    makes = ["np.array(list(texts), dtype=object)", 'np.asarray(list(texts), dtype="O")',
             "np.asarray(list(texts)).astype(object)"]
    for make, key, style in itertools.product(makes, keys, CACHES):
        source = cached(style, "texts", key, "[len(word) for word in x]", make)
        yield dict(source=source, cause=key, inputs="words")
    for key in ("x.tobytes()", "tuple(x.tolist())", "x.tobytes().hex()", "x.astype('U8').tobytes()"):
        source = cached("module", "texts", key, "len(x)", "np.array(sorted(texts), dtype=object)")
        yield dict(source=source.replace("len(x)\n    return", "[len(x)]\n    return"), cause=key,
                   inputs="words")


def weak() -> Iterator[dict]:
    digests = {"zlib.crc32(x.tobytes())": "crc32", "zlib.adler32(x.tobytes())": "adler32",
               "(zlib.crc32(x.tobytes()), 1)": "crc32"}
    for name, width in itertools.product(("md5", "sha1", "sha256"), (4, 6, 8)):
        digests[f"hashlib.{name}(x.tobytes()).hexdigest()[:{width}]"] = f"{name}:{width}"
    for (key, digest), style in itertools.product(digests.items(), CACHES):
        yield dict(source=cached(style, NUMPY, key, "np.cumsum(x)"), cause=key, inputs="numpy",
                   value="np.cumsum(x)", digest=digest)
    slices = ["x[::2].tobytes()", "x[:2].tobytes()", "(x.shape, x.dtype.str, x[:1].tobytes())"]
    whole = ["(x.shape, x.dtype.str, x[:].tobytes())", *SOUND_NUMPY]
    yield from arguments({"numpy": slices + whole}, {"numpy": ["np.abs(x)", "x * 2"]})


CHANGES = {"numpy": ["x *= 2", "x += 1", "x[0] = 9.0", "x.fill(3.0)", "x.sort()"],
           "torch": ["x.mul_(2)", "x += 1", "x[0] = 9.0", "x.add_(1)", "x.zero_()"]}
NEW = {"numpy": ["x = x * 2", "x = np.sqrt(x)"], "torch": ["x = x * 2", "x = x.clone().add_(1)"]}

RECHECKED = IMPORTS + """from functools import lru_cache

{cache}

def check():
    x = {make}
    first = answer(x)
    {change}
    return bool(abs(float(answer(x)) - float(fresh(x))) > 1e-9)


def fresh(x):
    return (x ** 2).sum() + x[0]


HARM = check()
"""

ANSWERS = {
    "lru_cache": "@lru_cache(maxsize=None)\ndef answer(x):\n    return (x ** 2).sum() + x[0]\n",
    "dict": "known = {}\n\n\ndef answer(x):\n    if x not in known:\n"
            "        known[x] = (x ** 2).sum() + x[0]\n    return known[x]\n",
    "address": "known = {}\n\n\ndef answer(x):\n    if id(x) not in known:\n"
               "        known[id(x)] = (x, (x ** 2).sum() + x[0])\n    return known[id(x)][1]\n",
    "content": "known = {}\n\n\ndef answer(x):\n    key = tuple(x.tolist())\n    if key not in known:\n"
               "        known[key] = (x ** 2).sum() + x[0]\n    return known[key]\n",
}

HANDED_OUT = IMPORTS + """from functools import lru_cache


@lru_cache(maxsize=None)
def table(n):
    return {make}


def use():
    x = table(4){copy}
    {change}
    return x


before = {make_fixed}
use()
HARM = bool(abs(table(4) - before).sum() > 1e-9)
"""


def changed() -> Iterator[dict]:
    makes = {"numpy": ["np.arange(1.0, 5.0)", "np.linspace(1.0, 2.0, 4)"],
             "torch": ["torch.arange(1.0, 5.0)", "torch.linspace(1.0, 2.0, 4)"]}
    for library, style in (("torch", "lru_cache"), ("torch", "dict"), ("torch", "address"),
                           ("numpy", "address"), ("torch", "content"), ("numpy", "content")):
        for make, change in itertools.product(makes[library], CHANGES[library] + NEW[library]):
            if change in ("x.sort()",):
                continue   # leaves what is sorted already as it is
            source = RECHECKED.format(cache=ANSWERS[style], make=make, change=change)
            yield dict(source=source, cause=f"{style}: {change}", inputs="script")
    makes = {"numpy": ["np.arange(1.0, n + 1.0)"], "torch": ["torch.arange(1.0, n + 1.0)"]}
    copies = {"numpy": ["", ".copy()", " + 0.0"], "torch": ["", ".clone()"]}
    for library in ("numpy", "torch"):
        partly = [c for c in CHANGES[library] if c not in ("x.fill(3.0)", "x.zero_()", "x.sort()")]
        for make, copy, change in itertools.product(makes[library], copies[library], partly + NEW[library]):
            source = HANDED_OUT.format(make=make, copy=copy, change=change,
                                       make_fixed=make.replace("n + 1.0", "5.0"))
            yield dict(source=source, cause=f"result: {change}", inputs="script")


TRACED = {
    "tf": """import numpy as np
import tensorflow as tf

known = {{0: 1.0, 1: 2.0}}
constant = tf.constant([0, 1])


@tf.function
def run(x):
    {statement}
    return x


run(tf.constant([0, 1]))
""",
    "jax": """import jax
import jax.numpy as jnp
import numpy as np

known = {{0: 1.0, 1: 2.0}}
constant = jnp.array([0, 1])


@jax.jit
def run(x):
    {statement}
    return x


run(jnp.array([0, 1]))
""",
}


def symbolic() -> Iterator[dict]:
    out = {"tf": ["{v}[0].numpy()", "{v}.numpy().tobytes()", "np.array({v}).tobytes()", "tuple({v}.numpy())"],
           "jax": ["{v}[0].item()", "np.asarray({v}).tobytes()", "tuple({v}.tolist())", "np.array({v}).tobytes()"]}
    uses = ["value = known.get({key})", "value = {key} in known", "known[{key}] = 3.0",
            "key = {key}\n    value = known.get(key)", "value = known.setdefault({key}, 1.0)",
            "value = {{1: 2}}.get({key})", "seen = {{{key}}}"]
    for library, forms in out.items():
        for form, use, v in itertools.product(forms, uses, ("x", "constant")):
            statement = use.format(key=form.format(v=v))
            yield dict(source=TRACED[library].format(statement=statement), cause=form, inputs="raises")


MODULES = IMPORTS + """from torch import nn

{statement}
"""


def module_keys() -> Iterator[dict]:
    keys = ["1", "(1, 2)", "None", "2.0", "True", '"a"', 'f"k{1}"', "str(3)", '"a" + "b"', "chr(97)"]
    forms = {"ModuleDict": ("nn.Identity()", ["modules = nn.{c}({{{k}: {v}}})",
                                               "modules = nn.{c}()\nmodules[{k}] = {v}",
                                               "modules = nn.{c}()\nmodules.update({{{k}: {v}}})",
                                               "modules = nn.{c}(dict([({k}, {v})]))",
                                               "key = {k}\nmodules = nn.{c}()\nmodules[key] = {v}",
                                               "pairs = {{{k}: {v}}}\nmodules = nn.{c}(pairs)"]),
             "ParameterDict": ("nn.Parameter(torch.ones(1))", ["modules = nn.{c}({{{k}: {v}}})",
                                                                "modules = nn.{c}()\nmodules[{k}] = {v}"])}
    for name, (value, patterns) in forms.items():
        for key, pattern in itertools.product(keys, patterns):
            yield dict(source=MODULES.format(statement=pattern.format(c=name, k=key, v=value)),
                       cause=f"{name} {key}", inputs="raises")
    for key, use in itertools.product(("0", '"0"', "torch.tensor([0])[0]", "int(torch.tensor(0))", "str(0)"),
                                      ("modules[{k}]", "del modules[{k}]", "modules.pop({k})",
                                       "key = {k}\nmodules[key]")):
        statement = 'modules = nn.ModuleDict({"0": nn.Identity()})\n' + use.format(k=key)
        yield dict(source=MODULES.format(statement=statement), cause=f"{use} {key}", inputs="raises")


ROWS = """import numpy as np
import tensorflow as tf

{statement}
"""


def dataset_rows() -> Iterator[dict]:
    keys = {"text": ('"a"', '"b"'), "number": ("1", "2"), "pair": ("(1, 2)", "(3, 4)")}
    values = {"text": ('"x"', '"y"'), "number": ("3", "4"), "float": ("0.5", "1.5"),
              "list": ("[1, 2]", "[3, 4]"), "array": ("np.ones(2)", "np.zeros(2)"), "pair": ("(5, 6)", "(7, 8)")}
    forms = ["table = {{{a}: {x}, {b}: {y}}}\ntf.data.Dataset.from_tensor_slices(list(table.items()))",
             "rows = [({a}, {x}), ({b}, {y})]\ntf.data.Dataset.from_tensor_slices(rows)",
             "tf.data.Dataset.from_tensor_slices([[{a}, {x}], [{b}, {y}]])",
             "table = {{{a}: {x}, {b}: {y}}}\ntf.data.Dataset.from_tensor_slices([(k, v) for k, v in table.items()])",
             "table = {{{a}: {x}, {b}: {y}}}\ntf.data.Dataset.from_tensor_slices(list(table.values()))",
             "table = {{{a}: {x}, {b}: {y}}}\ntf.data.Dataset.from_tensor_slices(list(table))"]
    for form, (kind, (a, b)), (other, (x, y)) in itertools.product(forms, keys.items(), values.items()):
        yield dict(source=ROWS.format(statement=form.format(a=a, b=b, x=x, y=y)),
                   cause=f"{kind} beside {other}", inputs="raises")


# --- traps: a look-up that gives another answer than `==` over the same members ----------------------

def dtypes_in_sets() -> Iterator[dict]:
    members = {"int64": ("np.int64", '"int64"', 'np.dtype("int64")'), "uint8": ("np.uint8", '"uint8"', 'np.dtype("uint8")'),
               "float32": ("np.float32", '"float32"', 'np.dtype("float32")'), "bool": ("np.bool_", '"bool"', 'np.dtype("bool")')}
    containers = ["{{{a}, {b}}}", "frozenset([{a}, {b}])", "({a}, {b})", "[{a}, {b}]", "{{{a}: 1, {b}: 2}}"]
    asked = ["x.dtype", "x.dtype.type", "x.dtype.name"]
    for (name, forms), shape, key in itertools.product(members.items(), containers, asked):
        for form in range(3):
            a, b = forms[form], ("np.complex64", '"complex64"', 'np.dtype("complex64")')[form]
            source = IMPORTS + f"""MEMBERS = {shape.format(a=a, b=b)}
x = np.zeros(3, dtype="{name}")
HARM = {key} not in MEMBERS and any({key} == one for one in list(MEMBERS))
"""
            yield dict(source=source, cause=f"{key} among {('classes', 'texts', 'dtypes')[form]}",
                       inputs="script")


def sets_in_isin() -> Iterator[dict]:
    values = {"int": ("[1, 3, 5]", "3, 5"), "float": ("[0.5, 1.5]", "0.5, 2.5"), "text": ('["a", "b"]', '"a", "c"')}
    containers = ["{{{m}}}", "frozenset([{m}])", "[{m}]", "({m},)", "list({{{m}}})", "sorted({{{m}}})",
                  "np.array([{m}])", "dict.fromkeys([{m}])", "dict.fromkeys([{m}]).keys()",
                  "list(dict.fromkeys([{m}]))", "[*{{{m}}}]", "set([{m}]) | {{{m}}}"]
    uses = ["np.isin(x, {c})", "np.isin(x, {c}, invert=True)", "x[np.isin(x, {c})]"]
    for (kind, (array, m)), shape, use in itertools.product(values.items(), containers, uses):
        container = shape.format(m=m)
        source = IMPORTS + f"""x = np.array({array})
wanted = {use.format(c=f"[{m}]")}
HARM = {use.format(c=container)}.tolist() != wanted.tolist()
"""
        yield dict(source=source, cause=f"{kind} in {shape}", inputs="script")


SHOWN = IMPORTS + """x = {make}
{before}table = {{{text}: 1, "none": 0}}
HARM = {lookup}
"""


def scalars_in_texts() -> Iterator[dict]:
    """The text stands in the table as NumPy 1 printed it, which is how Python's numbers print."""
    makes = ["np.array([1, 2])", "np.array([0.5, 2.0])", "np.array([True, False])",
             "np.arange(4).reshape(2, 2)[1]"]
    keys = {"str(tuple(x))": "str(tuple(x.tolist()))", 'f"{tuple(x)}"': "str(tuple(x.tolist()))",
            "repr(x[0])": "repr(x[0].item())", "str(x[0])": "str(x[0].item())", 'f"{x[0]}"': "str(x[0].item())",
            "str(list(x))": "str(x.tolist())", "str(x.tolist())": "str(x.tolist())",
            "str((x[0], 1))": "str((x[0].item(), 1))", "str((x[0].item(), 1))": "str((x[0].item(), 1))",
            "str({0: x[1]})": "str({0: x[1].item()})", 'f"{x[0]!r}"': "repr(x[0].item())",
            "str(x.max())": "str(x.max().item())", "repr(x.max())": "repr(x.max().item())",
            "str(tuple(x.tolist()))": "str(tuple(x.tolist()))"}
    lookups = ["{key} not in table", "table.get({key}) is None"]
    for make, (key, text), lookup in itertools.product(makes, keys.items(), lookups):
        # Written out, as in a table that a person wrote.
        literal = repr(eval(text, {"x": eval(make, {"np": np})}))
        yield dict(source=SHOWN.format(make=make, before="", text=literal, lookup=lookup.format(key=key)),
                   cause=key, inputs="script")


RULES: dict[str, Callable[[], Iterator[dict]]] = {
    "TK301": printed, "TK302": bytes_alone, "TK303": addresses, "TK304": shapes, "TK305": flattened,
    "TK306": pointers, "TK307": weak, "TK308": changed, "TK309": symbolic, "TK401": dtypes_in_sets,
    "TK402": sets_in_isin, "TK403": module_keys, "TK404": dataset_rows, "TK405": scalars_in_texts,
}


def all_cases() -> list[Case]:
    return [case for rule, rows in RULES.items() for case in numbered(rule, rows())]
