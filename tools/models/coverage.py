"""How much of each library the models know.

    coverage.py [--markdown docs/model-coverage.md] [--unknown numpy]

The denominator is every public name that can be called, and every public member of the central classes (surface.py
says which modules and classes are public, and what is left out and why; undecided.py names what no model can know by
itself). A name is known `with class` when its model
says what comes back, or what an instance of it is; `with rank` and `with dtype`, among those that give arrays, when
the model says how the rank or the dtype follows from the arguments.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import instances
import model
import surface
from facts import World
from undecided import UNDECIDED

BEGIN, END = "<!-- coverage: begin, written by make model-coverage -->", "<!-- coverage: end -->"
# Transfers that give the class and leave the rank, or the dtype, to the type of the entry.
NO_RANK = {"type", "element", "value-of", "array-type"}
NO_DTYPE = {"type", "shape", "arange", "element", "value-of"}


@dataclass
class Row:
    library: str
    names: int = 0
    with_class: int = 0
    arrays: int = 0
    with_rank: int = 0
    with_dtype: int = 0
    unknown: list[str] = field(default_factory=list)
    left_out: Counter = field(default_factory=Counter)


def known(world: World, name: surface.Name) -> model.Function | model.Class | None:
    models = world.models
    if name.owner is None:
        qualified = models.aliases.get(name.qualified, name.qualified)
        if isinstance(name.target, type) and name.target in world.named:
            return models.classes[world.named[name.target]]
        value = models.values.get(qualified)
        if value is not None:
            raw = value if isinstance(value, dict) else {"type": value}
            return model.read_function({"type": raw.get("type")}, qualified, "", "")
        return models.functions.get(qualified) or models.classes.get(qualified)
    if name.qualified in models.functions:
        return models.functions[name.qualified]
    owner, member = name.qualified.rsplit(".", 1)
    return member_of(world, models.aliases.get(owner, owner), member)


def member_of(world: World, owner: str, member: str) -> model.Function | None:
    cls = world.models.classes.get(owner)
    if cls is None:
        return None
    if member in cls.methods:
        return cls.methods[member]
    raw = cls.raw.get("attributes", {}).get(member)
    if raw is not None:
        return model.read_function(raw if isinstance(raw, dict) else {"type": raw}, f"{owner}.{member}", owner, cls.path)
    for base in bases(cls):
        found = member_of(world, world.canonical(base), member)
        if found:
            return found
    return None


def bases(cls: model.Class) -> list[str]:
    given = cls.raw.get("bases", [])
    return [b if "." in b else "builtins." + b for b in ([given] if isinstance(given, str) else given)]


def says_class(function: model.Function) -> bool:
    """A transfer says it even where the type is unknown: `item()` gives what the dtype says."""
    return function.type is not None and function.type.kind != "unknown" or function.transfer != "type" \
        or "scalar" in function.raw


def gives_array(world: World, function: model.Function) -> bool:
    def has(type_: model.Type | None) -> bool:
        if type_ is None:
            return False
        return world.family(world.canonical(type_.cls)) == "array" or any(map(has, type_.args))
    if function.type is None or function.type.kind == "self":
        return world.family(function.owner) == "array" and function.transfer not in ("dims", "rank", "length", "tolist")
    return has(function.type)


def says_rank(function: model.Function) -> bool:
    text = str(function.raw.get("type", ""))
    return "rank=" in text or function.transfer not in NO_RANK


def says_dtype(function: model.Function) -> bool:
    text = str(function.raw.get("type", ""))
    return ("dtype=" in text or "dtype" in function.raw or "default_dtype" in function.raw
            or function.transfer not in NO_DTYPE)


def count(world: World, library: str) -> Row:
    names, left_out = surface.of(library)
    row = Row(library, left_out=Counter(left_out.values()))
    for name in names:
        found = known(world, name)
        decided = isinstance(found, model.Class) or found is not None and says_class(found)
        if not decided and name.qualified in UNDECIDED:
            row.left_out[UNDECIDED[name.qualified]] += 1
            continue
        row.names += 1
        if isinstance(found, model.Class):
            row.with_class += 1
        elif not decided:
            row.unknown.append(name.qualified)
        else:
            row.with_class += 1
            if gives_array(world, found):
                row.arrays += 1
                row.with_rank += says_rank(found)
                row.with_dtype += says_dtype(found)
    return row


def share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.1f} %)" if whole else "-"


def table(rows: list[Row]) -> str:
    lines = ["| library | version | public names | with class | give arrays | with rank | with dtype |",
             "|---|---|---:|---:|---:|---:|---:|"]
    for row in rows:
        version = importlib.metadata.version(instances.DISTRIBUTION_OF.get(row.library, row.library))
        lines.append(f"| {row.library} | {version} | {row.names} | {share(row.with_class, row.names)} | {row.arrays} | "
                     f"{share(row.with_rank, row.arrays)} | {share(row.with_dtype, row.arrays)} |")
    lines += ["", "Left out of the count:", ""]
    for row in rows:
        for reason, number in sorted(row.left_out.items()):
            lines.append(f"* {row.library}: {number} names: {reason}")
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="coverage.py", description=__doc__.splitlines()[0])
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table between the markers of FILE")
    parser.add_argument("--unknown", metavar="LIBRARY", help="list the names that the models do not know")
    options = parser.parse_args(argv)
    models = model.load()
    wanted = [options.unknown] if options.unknown else surface.SURFACES
    rows = [count(World(models, instances.imports({library})), library)
            for library in wanted if instances.available(library)]
    text = table(rows)
    print("\n".join(rows[0].unknown) if options.unknown else text)
    if options.markdown:
        page = options.markdown.read_text()
        options.markdown.write_text(re.sub(re.escape(BEGIN) + r".*" + re.escape(END),
                                           lambda _: f"{BEGIN}\n{text}\n{END}", page, flags=re.S))
    return 0


if __name__ == "__main__":
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    sys.exit(main())
