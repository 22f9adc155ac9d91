"""What a library itself says that a function gives: its stubs, or the annotations of its source.

The answer is a type in a model's words, or None where the annotation says nothing that a model could say (Any, a
protocol, a class without a model). An annotation alone is believed of the libraries of TRUSTED, whose annotations are
made from the same table as the code or are checked against it; of the others it has to agree with what calls give.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import re
import typing
from functools import cache
from pathlib import Path
from typing import Any

import surface
from facts import World, resolve

TRUSTED = {"torch", "jax", "pandas", "polars", "xarray"}
# Files of stubs, and of which names they speak.
STUBS = {"torch": [("torch/_C/_VariableFunctions.pyi", "torch."), ("torch/_C/__init__.pyi", "torch.")],
         "jax": [("jax/numpy/__init__.pyi", "jax.numpy.")]}
NAMES = {
    "polars": {name: f"polars.{name}" for name in ("Series", "DataFrame", "LazyFrame", "Expr")} | {
        f"pl.{name}": f"polars.{name}" for name in ("Series", "DataFrame", "LazyFrame", "Expr")} | {
        "np.ndarray": "numpy.ndarray", "pd.DataFrame": "pandas.DataFrame"},
    "xarray": {name: f"xarray.{name}" for name in ("DataArray", "Dataset", "Variable")} | {
        "np.ndarray": "numpy.ndarray", "pd.Index": "pandas.Index", "pd.Series": "pandas.Series",
        "pd.DataFrame": "pandas.DataFrame"},
    "torch": {"Tensor": "torch.Tensor", "_int": "int", "_bool": "bool", "_float": "float", "_dtype": "torch.dtype",
              "torch.dtype": "torch.dtype", "_device": "torch.device", "Size": "torch.Size",
              "torch.device": "torch.device", "_layout": "torch.layout"},
    "jax": {"Array": "jax.Array", "jax.Array": "jax.Array", "np.ndarray": "numpy.ndarray"},
    "pandas": {"DataFrame": "pandas.DataFrame", "Series": "pandas.Series", "Index": "pandas.Index",
               "MultiIndex": "pandas.MultiIndex", "np.ndarray": "numpy.ndarray", "DatetimeIndex": "pandas.DatetimeIndex",
               "Timestamp": "pandas.Timestamp", "Timedelta": "pandas.Timedelta", "str_t": "str", "bool_t": "bool"},
}
PLAIN = {"int", "float", "bool", "str", "bytes", "complex", "slice", "dict", "list", "tuple", "set"}
NOTHING = {"None", "NoReturn"}


class Untold(Exception):
    """The annotation says nothing that a model could say."""


class Reader:
    """Annotations of one library, as types of the models."""

    def __init__(self, world: World, library: str):
        self.world, self.library = world, library

    def text(self, node: ast.expr, owner: str | None) -> str:
        """The type of an annotation; owner: what Self stands for."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return self.text(ast.parse(node.value, mode="eval").body, owner)
        if isinstance(node, ast.Constant) and node.value is None:
            return "None"
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self.union([node.left, node.right], owner)
        if isinstance(node, ast.Subscript):
            return self.generic(ast.unparse(node.value).removeprefix("typing."), node.slice, owner)
        return self.name(ast.unparse(node), owner)

    def union(self, parts: list[ast.expr], owner: str | None) -> str:
        texts = [text for part in parts for text in self.text(part, owner).split(" | ")]
        unique = list(dict.fromkeys(texts))
        if len(unique) > 4 or any("[" in text for text in unique) and len(unique) > 1:
            raise Untold
        return " | ".join(unique)

    def generic(self, name: str, inner: ast.expr, owner: str | None) -> str:
        parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        if name in ("Optional", "Union"):
            return self.union([*parts, *([ast.Constant(None)] if name == "Optional" else [])], owner)
        if name in ("npt.NDArray", "np.ndarray", "numpy.ndarray"):
            return "numpy.ndarray"
        if name.lower() in ("tuple", "list"):
            short = name.lower()
            variadic = len(parts) == 2 and ast.unparse(parts[1]) == "..."
            texts = [self.part(part, owner) for part in parts[:1 if variadic or short == "list" else None]]
            if short == "tuple" and len(texts) > 6:
                raise Untold
            return f"{short}[{', '.join(texts)}{', ...' if variadic else ''}]"
        if name.lower() == "dict":
            return "dict"
        raise Untold

    def part(self, node: ast.expr, owner: str | None) -> str:
        """Inside a tuple what is not known may stay so."""
        try:
            text = self.text(node, owner)
            return "unknown" if " | " in text else text
        except Untold:
            return "unknown"

    def name(self, name: str, owner: str | None) -> str:
        if name in ("Self", "Tensor") and owner and name == "Self":
            return owner
        if name in NOTHING or name in PLAIN:
            return "None" if name in NOTHING else name
        known = NAMES.get(self.library, {}).get(name)
        if known:
            return known
        if self.library == "torch" and ".return_types." in f".{name}":
            return self.return_type(name.rsplit(".", 1)[1])
        raise Untold

    def return_type(self, short: str) -> str:
        qualified = f"torch.return_types.{short}"
        if qualified in self.world.models.classes:
            return f"{qualified}[{', '.join(['torch.Tensor'] * resolve(qualified).n_fields)}]"
        return f"tuple[{', '.join(['torch.Tensor'] * resolve(qualified).n_fields)}]"


@cache
def stubs(library: str) -> dict[str, list[ast.FunctionDef]]:
    """Every definition of a stub file by qualified name, overloads together."""
    found: dict[str, list[ast.FunctionDef]] = {}
    for file, prefix in STUBS.get(library, []):
        root = Path(importlib.util.find_spec(library).origin).parent.parent
        for node in ast.parse((root / file).read_text()).body:
            if isinstance(node, ast.FunctionDef):
                found.setdefault(prefix + node.name, []).append(node)
            elif isinstance(node, ast.ClassDef) and node.name == "TensorBase":
                for member in node.body:
                    if isinstance(member, ast.FunctionDef):
                        found.setdefault(f"torch.Tensor.{member.name}", []).append(member)
    return found


def written(name: surface.Name, library: str) -> list[ast.expr | None]:
    """The annotations of what comes back, one per overload."""
    if name.qualified in stubs(library):
        return [node.returns for node in stubs(library)[name.qualified]]
    target = name.target.fget if isinstance(name.target, property) else name.target
    target = inspect.unwrap(getattr(target, "__func__", target)) if target is not None else None
    if inspect.iscoroutinefunction(target):
        return []                # what it gives is to be awaited
    overloads = typing.get_overloads(target) if inspect.isfunction(target) else []
    return [annotation(one) for one in overloads or [target]]


def annotation(function: Any) -> ast.expr | None:
    given = getattr(function, "__annotations__", {}).get("return")
    if given is None:
        given = "None" if "return" in getattr(function, "__annotations__", {}) else None
    if isinstance(given, type):
        given = given.__name__ if given.__module__ == "builtins" else f"{given.__module__}.{given.__name__}"
    try:
        return ast.parse(re.sub(r"\btyping\.", "", str(given)), mode="eval").body if given is not None else None
    except SyntaxError:
        return None


def told(world: World, name: surface.Name, library: str) -> str | None:
    """The type that all overloads together announce, or None."""
    nodes = written(name, library)
    owner = name.qualified.rsplit(".", 1)[0] if name.owner else None
    try:
        if not nodes or None in nodes:
            return None
        text = Reader(world, library).union(nodes, owner)
    except (Untold, SyntaxError):
        return None
    return None if text in ("tuple", "list") else text
