"""Places in a file where developers put a key right by converting an array.

Nothing but the text decides what is a place:

* A conversion is `.item()`, `.tolist()`, `.numpy()` or `.tobytes()` without arguments, `int()`,
  `float()`, `str()`, `tuple()` or `list()` around one thing, or `map()` of one of these. Conversions
  around each other are one: `tuple(x.tolist())`, `str(int(x))`.
* It counts when its value is hashed: it stands as a key, or as an item of a tuple that does; or a
  variable does that was assigned once, to a conversion, or that iterates over one, through `zip`,
  `enumerate` and `sorted`, displays and up to four variables; or a set is made of it.
* What hashes the key is made in the same file as a dict, a set or a kind of them, or annotated as one,
  and nothing else is assigned to its name there; or it is a display, or `hash`.
* What is converted is an array by evidence: methods are those of arrays; under functions must stand, or
  where the variable came from, a call of an array library or of a method that arrays alone have.
* Numbers out of arrays of numpy hash as they are, and so were never a mistake: what is converted to
  numbers counts in files that import a library whose numbers are arrays.
"""
from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

METHODS = {"item", "tolist", "numpy", "tobytes"}
FUNCTIONS = {"int", "float", "str", "tuple", "list"}
WITHOUT_NUMBERS = {"torch", "tensorflow", "jax", "keras", "mxnet", "paddle", "cupy"}
LIBRARIES = {"np", "numpy", "torch", "tf", "jnp", "F", "xp"}
OF_ARRAYS = METHODS | {"cpu", "cuda", "detach", "argmax", "argmin", "squeeze", "unsqueeze", "topk",
                       "nonzero", "permute", "flatten", "ravel", "reshape", "astype", "max", "min"}
HASHING = {"dict", "set", "defaultdict", "Counter", "OrderedDict", "frozenset", "Dict", "Set",
           "DefaultDict", "FrozenSet"}
ELEMENTS = {"set", "frozenset", "Counter"}
KEY_METHODS = {"add", "get", "setdefault", "discard", "pop", "remove"}
ELEMENT_METHODS = {"update", "union", "intersection", "difference", "intersection_update",
                   "difference_update", "issubset", "issuperset"}
SAME_ELEMENTS = {"sorted", "reversed", "list", "tuple", "set", "iter", "tqdm"}
STEPS = 4                                # variables that are followed from the key


@dataclass
class Place:
    path: Path
    conversion: ast.Call
    inner: ast.expr              # what is left
    kind: str                    # of the outer conversion
    depth: int = 0               # 1: the elements of what is left are hashed, 2: theirs, ...
    lines: set[int] = field(default_factory=set)         # where that is hashed


def last_name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def first_name(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def conversion(node: ast.AST) -> tuple[ast.expr, str] | None:
    """What a conversion converts, and how it is written."""
    if not isinstance(node, ast.Call) or node.keywords:
        return None
    if isinstance(node.func, ast.Attribute) and node.func.attr in METHODS and not node.args:
        return node.func.value, f".{node.func.attr}()"
    if not isinstance(node.func, ast.Name) or any(isinstance(arg, ast.Starred) for arg in node.args):
        return None
    if node.func.id in FUNCTIONS and len(node.args) == 1:
        return node.args[0], f"{node.func.id}()"
    if node.func.id == "map" and len(node.args) == 2 and last_name(node.args[0]) in FUNCTIONS:
        return node.args[1], "map()"
    return None


def is_hashing(value: ast.AST | None) -> bool:
    """What makes a container that hashes, or the annotation of one."""
    if isinstance(value, ast.Dict | ast.Set | ast.DictComp | ast.SetComp):
        return True
    if isinstance(value, ast.Call):
        return last_name(value.func) in HASHING
    if isinstance(value, ast.Subscript):
        value = value.value
    return isinstance(value, ast.Name | ast.Attribute) and last_name(value) in HASHING


def makes_hashing(value: ast.AST | None) -> bool:
    """A container whose items are containers that hash."""
    return isinstance(value, ast.Call) and last_name(value.func) == "defaultdict" and \
        len(value.args) == 1 and is_hashing(
            value.args[0].body if isinstance(value.args[0], ast.Lambda) else value.args[0])


class File:
    """The names of one file: where each function's variables come from, and what hashes."""

    def __init__(self, path: Path, source: str) -> None:
        self.path, self.source = path, source
        self.tree = ast.parse(source)
        self.scope: dict[ast.AST, ast.AST] = {}
        # A variable's values, each with the number of steps into its elements.
        self.assigned: dict[tuple[ast.AST, str], list[tuple[ast.expr, int]]] = {}
        self.stored: Counter[tuple[ast.AST, str]] = Counter()
        self.modules: set[str] = set()       # top-level names of what is imported
        self.made: dict[tuple[ast.AST | None, str], list[ast.AST]] = {}
        stack: list[tuple[ast.AST, ast.AST]] = [(self.tree, self.tree)]
        while stack:
            node, scope = stack.pop()
            self.scope[node] = scope
            self.read_binding(node, scope)
            inner = node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else scope
            stack += [(child, inner) for child in ast.iter_child_nodes(node)]

    def read_binding(self, node: ast.AST, scope: ast.AST) -> None:
        if isinstance(node, ast.Import):
            self.modules |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            self.modules.add(node.module.partition(".")[0])
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self.bind(target, node.value, 0, scope)
                self.make(target, node.value, scope)
        elif isinstance(node, ast.AnnAssign):
            self.bind(node.target, node.value, 0, scope)
            self.make(node.target, node.annotation, scope)
        elif isinstance(node, ast.For | ast.comprehension):
            self.bind(node.target, node.iter, 1, scope)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for arg in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
                self.stored[node, arg.arg] += 1
                self.made.setdefault((node, arg.arg), []).append(arg.annotation or node)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            self.stored[scope, node.id] += 1

    def bind(self, target: ast.AST, value: ast.expr | None, depth: int, scope: ast.AST) -> None:
        if value is None:
            return
        if isinstance(target, ast.Name):
            self.assigned.setdefault((scope, target.id), []).append((value, depth))
        elif isinstance(target, ast.Tuple | ast.List):
            for index, item in enumerate(target.elts):
                self.bind_item(item, index, value, depth, scope)

    def bind_item(self, item: ast.AST, index: int, value: ast.expr, depth: int, scope: ast.AST) -> None:
        """`a, b = ...` and `for a, b in zip(...)`."""
        called = last_name(value.func) if isinstance(value, ast.Call) else ""
        if called == "tqdm" and value.args:
            self.bind_item(item, index, value.args[0], depth, scope)
        elif depth == 1 and called == "zip" and index < len(value.args):
            self.bind(item, value.args[index], 1, scope)
        elif depth == 1 and called == "enumerate" and value.args:
            if index == 1:
                self.bind(item, value.args[0], 1, scope)
        elif depth == 0 and isinstance(value, ast.Tuple) and index < len(value.elts):
            self.bind(item, value.elts[index], 0, scope)
        elif called not in ("items", "zip", "enumerate"):
            self.bind(item, value, depth + 1, scope)

    def make(self, target: ast.AST, value: ast.AST, scope: ast.AST) -> None:
        if isinstance(target, ast.Name):
            self.made.setdefault((scope, target.id), []).append(value)
        elif isinstance(target, ast.Attribute):
            self.made.setdefault((None, ast.unparse(target)), []).append(value)

    def makers(self, container: ast.expr) -> list[ast.AST]:
        """All that is assigned to the name of a container."""
        if isinstance(container, ast.Attribute):
            values = self.made.get((None, ast.unparse(container)), [])
        elif isinstance(container, ast.Name):
            values = self.made.get((self.scope[container], container.id)) or \
                self.made.get((self.tree, container.id), [])
        else:
            return []
        return [value for value in values
                if not (isinstance(value, ast.Constant) and value.value is None)]

    def contains_by_hash(self, container: ast.expr) -> bool:
        if isinstance(container, ast.Subscript):
            makers = self.makers(container.value)
            return bool(makers) and all(map(makes_hashing, makers))
        makers = self.makers(container)
        return is_hashing(container) if not isinstance(container, ast.Name | ast.Attribute) else \
            bool(makers) and all(map(is_hashing, makers))

    def only_value(self, name: ast.Name) -> tuple[ast.expr, int] | None:
        place = self.scope[name], name.id
        values = self.assigned.get(place, [])
        return values[0] if len(values) == 1 and self.stored[place] == 1 else None

    def is_array(self, node: ast.expr, depth: int = 3) -> bool:
        """By evidence in the text; `depth`: variables that are followed."""
        while True:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in OF_ARRAYS or first_name(node.func) in LIBRARIES:
                    return True
                node = node.func.value
            elif isinstance(node, ast.Attribute | ast.Subscript):
                node = node.value
            elif isinstance(node, ast.BinOp):
                if self.is_array(node.right, depth):
                    return True
                node = node.left
            elif isinstance(node, ast.Name) and depth and self.only_value(node):
                node, depth = self.only_value(node)[0], depth - 1
            else:
                return False

    def keys(self):
        """Expressions that are hashed, each with the container that must be one which hashes, or None;
        and 1 where it is their elements that are hashed."""
        for node in self.scope:
            if isinstance(node, ast.Subscript):
                yield node.slice, node.value, 0
            elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
                yield node.left, node.comparators[0], 0
            elif isinstance(node, ast.Dict):
                yield from ((key, None, 0) for key in node.keys if key is not None)
            elif isinstance(node, ast.Set):
                yield from ((item, None, 0) for item in node.elts)
            elif isinstance(node, ast.DictComp):
                yield node.key, None, 0
            elif isinstance(node, ast.SetComp):
                yield node.elt, None, 0
            elif isinstance(node, ast.Call) and node.args:
                yield from self.keys_of_call(node)

    def keys_of_call(self, node: ast.Call):
        first = node.args[0]
        if isinstance(node.func, ast.Attribute) and node.func.attr in KEY_METHODS:
            yield first, node.func.value, 0
        elif isinstance(node.func, ast.Attribute) and node.func.attr in ELEMENT_METHODS:
            yield first, node.func.value, 1
        elif isinstance(node.func, ast.Name) and node.func.id == "hash":
            yield first, None, 0
        elif len(node.args) == 1 and last_name(node.func) in ELEMENTS:
            yield first, None, 1
        elif last_name(node.func) in ("dict", "OrderedDict") and isinstance(first, ast.Call) and \
                last_name(first.func) == "zip" and first.args:
            yield first.args[0], None, 1
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "fromkeys":
            yield first, None, 1

    def source_of(self, node: ast.expr, depth: int) -> tuple[ast.expr, int] | None:
        """Where a value comes from, one step back; `depth` counts the steps into elements."""
        if isinstance(node, ast.Name):
            value = self.only_value(node)
            return (value[0], depth + value[1]) if value else None
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
            return node.value, depth + 1
        if isinstance(node, ast.ListComp | ast.GeneratorExp) and depth:
            return node.elt, depth - 1
        if isinstance(node, ast.Call) and depth and node.args and \
                last_name(node.func) in SAME_ELEMENTS:
            return node.args[0], depth
        return None

    def conversion_behind(self, key: ast.expr, depth: int) -> Place | None:
        node, steps = key, STEPS
        while steps:
            found = conversion(node)
            if found is None or found[1] == "list()":
                back = self.source_of(node, depth)
                if back is None:
                    return None
                steps -= isinstance(node, ast.Name)
                node, depth = back
                continue
            inner, kind = found
            while conversion(inner):
                kind = conversion(inner)[1] if kind[0] != "." else kind
                inner = conversion(inner)[0]
            if isinstance(inner, ast.Constant | ast.JoinedStr | ast.ListComp | ast.GeneratorExp):
                return None
            if kind[0] != "." and not self.is_array(inner):
                return None
            whole = not depth and found[1] in ("tuple()", ".tobytes()") or kind == "map()"
            if not whole and not self.modules & WITHOUT_NUMBERS:
                return None
            return Place(self.path, node, inner, found[1], depth)
        return None

    def places(self) -> list[Place]:
        """One for each conversion, however often its value is hashed."""
        found: dict[ast.Call, Place] = {}
        for key, container, depth in self.keys():
            if container is not None and not self.contains_by_hash(container):
                continue
            for part in key.elts if isinstance(key, ast.Tuple) else [key]:
                place = self.conversion_behind(part, depth)
                if place is not None and self.is_within_lines(place):
                    place = found.setdefault(place.conversion, place)
                    place.lines.update((key.lineno, part.lineno, place.conversion.lineno))
        return sorted(found.values(), key=lambda place: place.conversion.lineno)

    @staticmethod
    def is_within_lines(place: Place) -> bool:
        return place.conversion.lineno == place.inner.lineno and \
            place.conversion.end_lineno == place.inner.end_lineno


def stripped(source: str, place: Place) -> str:
    """The text with what is converted where the conversion of one place stood."""
    lines = source.encode().splitlines(keepends=True)
    call, inner = place.conversion, place.inner
    braces = isinstance(inner, ast.BinOp | ast.UnaryOp | ast.BoolOp | ast.Compare | ast.IfExp)
    last, first = lines[call.end_lineno - 1], call.lineno - 1
    lines[call.end_lineno - 1] = last[:inner.end_col_offset] + b")" * braces + \
        last[call.end_col_offset:]
    line = lines[first]
    lines[first] = line[:call.col_offset] + b"(" * braces + line[inner.col_offset:]
    return b"".join(lines).decode()
