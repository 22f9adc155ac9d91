"""Sinks and producers as data, and the programs that crossing them gives.

A cell is one sink with one producer; its program is an ordinary small module. Nothing here knows
what the program does when it runs.
"""

from __future__ import annotations

import ast
import functools
import itertools
import re
import textwrap
import tomllib
from dataclasses import dataclass
from pathlib import Path

import names

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
INDENT = "    "


class DataError(Exception):
    """A mistake in a data file; the text starts with where it is."""


@dataclass(frozen=True)
class Library:
    name: str
    needs: str  # the module whose presence and version decide whether the library can be run
    imports: str  # import lines at the top of every program
    recorded: tuple[str, ...]  # dotted classes whose hash is by identity, watched while running
    reset: str  # statements run before every program, such as seeding
    environment: dict[str, str]


@dataclass(frozen=True)
class Sink:
    name: str
    family: str
    takes: str  # "key": an expression that gets hashed; "iterable": its elements get hashed
    imports: str
    defs: str  # functions and classes at module level
    prepare: str  # statements before the values exist, such as making the container
    code: str  # holds {key} or {iterable}
    place: str  # "function" or "module"
    allows: tuple[str, ...]  # exceptions that are an ordinary end of the program
    refuses: tuple[str, ...]  # exceptions that refuse a key in other words than Python's
    libraries: tuple[str, ...]  # empty: all
    without: tuple[str, ...]  # producers whose values this sink cannot take
    needs: str  # a module without which the sink cannot run, or ""
    judges_whole: bool  # whole tensors are expected to be reported here as well
    loops: bool  # a key sink that also takes producers of iterables, inside a for loop


@dataclass(frozen=True)
class Producer:
    name: str
    library: str
    gives: str  # "key" or "iterable"
    imports: str
    defs: str
    setup: str  # statements before the expression
    expr: str
    around: str  # module text with {body} where the rest goes, in place of the usual wrapper
    role: str  # "element", "whole" or "parameter": see README.md


@dataclass(frozen=True)
class Cell:
    library: Library
    sink: Sink
    producer: Producer
    path: str  # relative to the folder of programs
    text: str


FIELDS: dict[str, dict[str, tuple[type, object]]] = {
    "library": {
        "name": (str, None),
        "needs": (str, None),
        "imports": (str, None),
        "recorded": (list, ()),
        "reset": (str, ""),
        "environment": (dict, {}),
    },
    "sink": {
        "name": (str, None),
        "family": (str, None),
        "takes": (str, None),
        "imports": (str, ""),
        "defs": (str, ""),
        "prepare": (str, ""),
        "code": (str, None),
        "place": (str, "function"),
        "allows": (list, ()),
        "refuses": (list, ()),
        "libraries": (list, ()),
        "without": (list, ()),
        "needs": (str, ""),
        "judges_whole": (bool, False),
        "loops": (bool, False),
    },
    "producer": {
        "name": (str, None),
        "library": (str, None),
        "gives": (str, None),
        "imports": (str, ""),
        "defs": (str, ""),
        "setup": (str, ""),
        "expr": (str, None),
        "around": (str, ""),
        "role": (str, "element"),
    },
}
CHOICES = {
    ("sink", "takes"): ("key", "iterable"),
    ("sink", "place"): ("function", "module"),
    ("producer", "gives"): ("key", "iterable"),
    ("producer", "role"): ("element", "whole", "parameter"),
}
CLASSES = {"library": Library, "sink": Sink, "producer": Producer}


class Data:
    """What the files hold, in their order; names are unique per kind (producers: per library)."""

    def __init__(self) -> None:
        self.libraries: dict[str, Library] = {}
        self.sinks: dict[str, Sink] = {}
        self.producers: dict[tuple[str, str], Producer] = {}

    def read(self, path: Path) -> None:
        try:
            text = path.read_text(encoding="utf-8")
            tables = tomllib.loads(text)
        except OSError as error:
            raise DataError(f"{path}: {error.strerror}") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise DataError(f"{path}: {error}") from None
        default = tables.pop("library", None) if isinstance(tables.get("library"), str) else None
        for kind, rows in tables.items():
            if kind not in FIELDS or not isinstance(rows, list):
                expected = ", ".join(f"[[{name}]]" for name in FIELDS)
                raise DataError(f"{path}: unknown entry '{kind}' (expected {expected}, "
                                "or library = \"NAME\" on top for all producers)")
            headers = header_lines(text, kind)
            for index, row in enumerate(rows):
                where = f"{path}:{headers[index] if index < len(headers) else 1}"
                if kind == "producer" and default is not None:
                    row = {"library": default, **row}
                self._add(kind, row, where)

    def _add(self, kind: str, row: dict[str, object], where: str) -> None:
        entry = CLASSES[kind](**checked_fields(kind, row, where))
        if not NAME.match(entry.name):
            raise DataError(f"{where}: name '{entry.name}' must be lower-case words with hyphens")
        if kind == "library":
            store, key = self.libraries, entry.name
        elif kind == "sink":
            store, key = self.sinks, entry.name
            check_sink(entry, where)
        else:
            store, key = self.producers, (entry.library, entry.name)
            check_producer(entry, where)
            if entry.library not in self.libraries:
                known = ", ".join(self.libraries) or "none"
                raise DataError(f"{where}: producer '{entry.name}' names library "
                                f"'{entry.library}', which no [[library]] declares ({known})")
        if key in store:
            raise DataError(f"{where}: a second {kind} is named '{entry.name}'")
        store[key] = entry


def header_lines(text: str, kind: str) -> list[int]:
    header = re.compile(rf"\s*\[\[\s*{kind}\s*\]\]")
    return [number for number, line in enumerate(text.splitlines(), 1) if header.match(line)]


def checked_fields(kind: str, row: dict[str, object], where: str) -> dict[str, object]:
    label = f"{kind} '{row['name']}'" if "name" in row else kind
    for field in row:
        if field not in FIELDS[kind]:
            known = ", ".join(FIELDS[kind])
            raise DataError(f"{where}: {label}: unknown field '{field}' (known: {known})")
    values: dict[str, object] = {}
    for field, (wanted, default) in FIELDS[kind].items():
        if field not in row:
            if default is None:
                raise DataError(f"{where}: {label}: field '{field}' is missing")
            values[field] = default
            continue
        value = row[field]
        if not isinstance(value, wanted):
            raise DataError(f"{where}: {label}: field '{field}' must be a {wanted.__name__}")
        choices = CHOICES.get((kind, field))
        if choices and value not in choices:
            raise DataError(f"{where}: {label}: {field} = \"{value}\" "
                            f"(must be {' or '.join(choices)})")
        if isinstance(value, str):
            value = textwrap.dedent(value).strip("\n")
        values[field] = tuple(value) if isinstance(value, list) else value
    return values


def check_sink(sink: Sink, where: str) -> None:
    hole = "{" + sink.takes + "}"
    other = "{iterable}" if sink.takes == "key" else "{key}"
    if hole not in sink.code:
        raise DataError(f"{where}: sink '{sink.name}' takes \"{sink.takes}\", "
                        f"but its code has no {hole}")
    if other in sink.code:
        raise DataError(f"{where}: sink '{sink.name}' takes \"{sink.takes}\", "
                        f"but its code has {other}")
    check_python(sink.imports, f"{where}: sink '{sink.name}': imports")
    check_python(sink.defs, f"{where}: sink '{sink.name}': defs")
    check_python(sink.prepare, f"{where}: sink '{sink.name}': prepare")
    code = in_function(sink.code.replace(hole, "value"))
    check_python(code, f"{where}: sink '{sink.name}': code")


def check_producer(producer: Producer, where: str) -> None:
    label = f"{where}: producer '{producer.name}'"
    check_python(producer.imports, f"{label}: imports")
    check_python(producer.defs, f"{label}: defs")
    check_python(in_function(producer.setup), f"{label}: setup")
    check_python(f"({producer.expr})", f"{label}: expr")
    if producer.around:
        if not re.search(r"^ *\{body\}$", producer.around, re.MULTILINE):
            raise DataError(f"{label}: around has no line that is {{body}} alone")
        check_python(producer.around.replace("{body}", "pass"), f"{label}: around")


def check_python(text: str, label: str) -> None:
    try:
        ast.parse(text)
    except SyntaxError as error:
        line = (error.text or "").strip()
        raise DataError(f"{label} is not Python: {error.msg}: {line}") from None


def in_function(text: str) -> str:
    return "def main():\n" + textwrap.indent(text or "pass", INDENT)


def cross(data: Data, libraries: list[str], families: list[str] | None = None,
          sink: str | None = None, producer: str | None = None) -> list[Cell]:
    """Every cell of the chosen libraries, in the order of the data files."""
    sinks = [entry for entry in data.sinks.values()
             if not (families and entry.family not in families or sink and entry.name != sink)]
    cells = []
    for name in libraries:
        library = data.libraries[name]
        producers = [entry for entry in data.producers.values()
                     if entry.library == name and (not producer or entry.name == producer)]
        for taker, maker in itertools.product(sinks, producers):
            if fits(taker, maker):
                path = f"in_{name}/{taker.name}__{maker.name}.py".replace("-", "_")
                cells.append(Cell(library, taker, maker, path, program(library, taker, maker)))
    return cells


def fits(sink: Sink, producer: Producer) -> bool:
    if sink.libraries and producer.library not in sink.libraries:
        return False
    if producer.name in sink.without:
        return False
    if sink.takes == producer.gives:
        return True
    return sink.takes == "key" and sink.loops


def program(library: Library, sink: Sink, producer: Producer) -> str:
    """The module text: imports, definitions, then statements in a function or at module level."""
    imports = import_lines(library.imports, producer.imports, sink.imports)
    defs, prepare, code = names.kept_apart(sink.defs, sink.prepare, sink.code,
                                           "{" + sink.takes + "}", names_of(producer))
    blocks = [block for block in (producer.defs, defs) if block]
    statements = [part for part in (producer.setup, applied(code, sink, producer)) if part]
    if "{prepare}" not in producer.around and prepare:
        statements.insert(0, prepare)
    body = "\n".join(statements)
    if producer.around:
        text = fill(producer.around, "{prepare}", prepare or "pass")
        blocks.append(fill(text, "{body}", body))
    elif sink.place == "module":
        blocks.append(body)
    else:
        blocks += [in_function(body), "main()"]
    return "\n".join(imports) + "\n\n\n" + "\n\n\n".join(blocks) + "\n"


def names_of(producer: Producer) -> frozenset[str]:
    around = producer.around.replace("{body}", "pass").replace("{prepare}", "pass")
    parts = (producer.imports, producer.defs, producer.setup, producer.expr, around)
    return names.used("\n".join(parts))


def applied(code: str, sink: Sink, producer: Producer) -> str:
    """The sink's code on the producer's expression; an iterable meets a key sink in a loop."""
    if sink.takes == producer.gives:
        return code.replace("{" + sink.takes + "}", bracketed(producer.expr))
    looped = code.replace("{key}", "item")
    return f"for item in {producer.expr}:\n" + textwrap.indent(looped, INDENT)


@functools.cache
def bracketed(expr: str) -> str:
    """In brackets when an operator of the sink could take a part of it."""
    loose = (ast.Compare, ast.BoolOp, ast.IfExp, ast.Lambda, ast.NamedExpr, ast.UnaryOp)
    return f"({expr})" if isinstance(ast.parse(expr, mode="eval").body, loose) else expr


def fill(text: str, hole: str, lines: str) -> str:
    """`text` with the line that is `hole` replaced by `lines` at the same indentation."""
    def indented(match: re.Match[str]) -> str:
        return textwrap.indent(lines, match.group(1))
    return re.sub(rf"^( *){re.escape(hole)}$", indented, text, flags=re.MULTILINE)


def import_lines(*parts: str) -> list[str]:
    """Plain imports before from-imports of the standard library's habit, each line once, sorted."""
    lines = {line for part in parts for line in part.splitlines() if line.strip()}
    return sorted(lines, key=lambda line: (not line.startswith("import "), line))
