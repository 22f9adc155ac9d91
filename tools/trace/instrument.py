"""Instrumented imports: every expression of a package's modules passes its value through a recorder.

`x + f(y)` is compiled as `__seen__(k, __seen__(k1, x) + f(__seen__(k2, y)))`. The recorder gives back
what it was given, so that the code does what it did. The name is one that class bodies do not
mangle, and it stands in `builtins`, so that no namespace of a module changes.

The keys are numbered by position in a walk over the tree, the same in every process: who compares
later numbers the same file again and needs no table of positions.
"""
from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from pathlib import Path
from typing import Iterator

RECORDER = "__seen__"
FILE_SHIFT = 20                       # key = number of the file << 20 | number of the expression

# Expressions that have a value of their own which can be passed through a call. Constants say
# nothing; comprehensions of generators, lambdas and yields are made of others that are wrapped.
WRAPPED = (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.BinOp, ast.UnaryOp, ast.BoolOp,
           ast.Compare, ast.IfExp, ast.Tuple, ast.List, ast.Dict, ast.Set, ast.ListComp,
           ast.SetComp, ast.DictComp, ast.NamedExpr)


def files_of(package: Path) -> list[Path]:
    """The modules of an installed package, in the order of their numbers."""
    return sorted(package.rglob("*.py"))


def is_wrapped(node: ast.AST, parent: ast.AST, field: str) -> bool:
    """Whether the value of a node, which stands in this field of its parent, is recorded."""
    if not isinstance(node, WRAPPED):
        return False
    if not isinstance(getattr(node, "ctx", None), ast.Load | None):
        return False
    if isinstance(parent, ast.Call) and field == "func":
        return False                  # a function: `super` must stay a name, and methods stay fast
    if isinstance(node, ast.Tuple) and any(isinstance(item, ast.Slice) for item in node.elts):
        return False                  # x[a:b, c] has no tuple
    return True


# Fields that are no expressions at run time (annotations), or ones whose form has a meaning.
LEFT = {
    ast.arg: {"annotation"},
    ast.AnnAssign: {"annotation", "target"},
    ast.FunctionDef: {"returns", "decorator_list"},
    ast.AsyncFunctionDef: {"returns", "decorator_list"},
    ast.ClassDef: {"decorator_list"},
    ast.JoinedStr: {"values"},        # Python 3.11 does not know where their expressions stand
    ast.ExceptHandler: {"type"},
}


def children(node: ast.AST) -> Iterator[tuple[str, int, ast.AST]]:
    """Field, index in it (-1: not a list) and child, but for what is left alone."""
    left = LEFT.get(type(node), ())
    if isinstance(node, ast.pattern):
        return
    for field, value in ast.iter_fields(node):
        if field in left:
            continue
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, ast.AST):
                    yield field, index, item
        elif isinstance(value, ast.AST):
            yield field, -1, value


def expressions(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.AST, str, int]]:
    """What is wrapped, in the order of its numbers: node, parent, field, index in the field."""
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        for field, index, child in children(node):
            stack.append(child)
            if is_wrapped(child, node, field):
                yield child, node, field, index


def instrument(tree: ast.Module, file: int) -> ast.Module:
    found = list(expressions(tree))
    if len(found) >> FILE_SHIFT:
        return tree
    for number, (node, parent, field, index) in enumerate(found):
        function = ast.copy_location(ast.Name(RECORDER, ast.Load()), node)
        key = ast.copy_location(ast.Constant(file << FILE_SHIFT | number), node)
        call = ast.copy_location(ast.Call(function, [key, node], []), node)
        if index < 0:
            setattr(parent, field, call)
        else:
            getattr(parent, field)[index] = call
    return tree


class Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, number: int) -> None:
        super().__init__(name, path)
        self.number = number

    def source_to_code(self, data, path, *, _optimize=-1):
        tree = ast.parse(data, path)
        return compile(instrument(tree, self.number), path, "exec", dont_inherit=True,
                       optimize=_optimize)


class Finder(importlib.abc.MetaPathFinder):
    """Finds the package's modules as Python would, and loads those of the list instrumented."""

    def __init__(self, package: Path) -> None:
        self.name = package.name
        self.numbers = {str(path): number for number, path in enumerate(files_of(package))}

    def find_spec(self, name, path=None, target=None):
        if name != self.name and not name.startswith(self.name + "."):
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is None or spec.origin not in self.numbers:
            return spec
        if isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            spec.loader = Loader(name, spec.origin, self.numbers[spec.origin])
        return spec


def install(package: Path) -> None:
    sys.meta_path.insert(0, Finder(package))
