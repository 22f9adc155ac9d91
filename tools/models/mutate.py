"""Changes every claim of the models, one at a time, and counts how many of the changes the oracle notices.

    mutate.py [--library numpy,torch] [--survivors] [--markdown docs/model-mutation.md]

The library is called once for each name (check.py); every change of what the model says about that name is then held
against the results of these calls. A change that none of them contradicts survives: what it changed is not held to
anything. Names that no sample can call are counted as survivors, under "never called".
"""

from __future__ import annotations

import argparse
import copy
import re
import signal
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Iterator

import numpy as np

import check
import instances
import model
import probes
import restate
from facts import World

OTHER_CLASS = {"array": "builtins.list", "scalar": "builtins.str"}
OTHER_DTYPE = {"bool": "float64", "float64": "int64", "float32": "int64", "int64": "float32", "int32": "float64"}
# A transfer and one that gives another rank for at least one of the samples.
OTHER_TRANSFER = {
    "reduce": "like", "elementwise": "expand", "like": "expand", "same": "expand", "cast": "expand", "array": "expand",
    "unwrap": "expand", "expand": "like", "transpose": "expand", "same-rank": "expand", "row": "like",
    "flatten": "expand", "squeeze": "expand", "matmul": "expand", "outer": "like", "stack": "concat", "concat": "stack",
    "reshape": "nonzero", "shape": "outer", "axis-or-flat": "expand", "at-least": "expand", "quantile": "expand",
    "tile": "expand", "reduce-matrix": "like", "take": "expand", "diagonal": "like", "where": "expand",
    "nonzero": "like", "unique": "expand", "split": "unbind", "unbind": "split", "pair": "like",
    "reduce-pair": "like", "meshgrid": "nonzero", "index": "expand", "arange": "nonzero", "tolist": "scalar",
    "scalar": "like", "dims": "length", "rank": "nonzero", "length": "nonzero",
    "per-matrix": "unbind", "reduce-last": "like", "covariance": "expand", "elementwise-pair": "like", "einsum": "nonzero",
    "tensordot": "nonzero", "cross": "expand", "ramp": "nonzero", "shape-more": "nonzero", "positions": "nonzero", "unravel": "nonzero",
    "per-axis": "expand", "windows": "like", "accumulate": "expand", "broadcast-all": "nonzero", "unless-asked": "expand",
}
OTHER_HASH = {"raises": "identity", "identity": "value", "value": "raises"}


@dataclass
class Tally:
    changes: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    survivors: list[str] = field(default_factory=list)

    def add(self, kind: str, name: str, change: str, was_noticed: bool, why: str = "") -> None:
        self.changes[kind] += 1
        self.noticed[kind] += was_noticed
        if not was_noticed:
            self.survivors.append(f"{name}: {change}{' (' + why + ')' if why else ''}")


def other_type(world: World, type_: model.Type) -> Iterator[tuple[str, str, model.Type]]:
    """Kind of change, its description, and the changed type; one part of the type changes at a time."""
    if type_.kind == "class":
        changed = copy.copy(type_)
        changed.cls = OTHER_CLASS.get(world.family(world.canonical(type_.cls)) or "", "builtins.complex")
        changed.args = []
        yield "class", f"{type_.cls} -> {changed.cls}", changed
    if type_.rank is not None:
        changed = copy.copy(type_)
        changed.rank = type_.rank + 1
        yield "rank", f"rank {type_.rank} -> {changed.rank}", changed
    if type_.dtype is not None:
        changed = copy.copy(type_)
        changed.dtype = OTHER_DTYPE.get(type_.dtype, "bool")
        yield "dtype", f"dtype {type_.dtype} -> {changed.dtype}", changed
    if type_.kind == "union":
        return          # a change of one alternative leaves the others true
    for place, part in enumerate(type_.args):
        for kind, text, other in other_type(world, part):
            changed = copy.copy(type_)
            changed.args = [*type_.args[:place], other, *type_.args[place + 1:]]
            yield "element" if kind == "class" else kind, text, changed


def changes(world: World, function: model.Function) -> Iterator[tuple[str, str, model.Function]]:
    """Every single change of what a function claims."""
    if function.type is not None:
        for kind, text, type_ in other_type(world, function.type):
            changed = copy.copy(function)
            changed.type = type_
            yield kind, text, changed
    if function.scalar is not None:
        for kind, text, type_ in other_type(world, function.scalar):
            changed = copy.copy(function)
            changed.scalar = type_
            yield kind, "scalar " + text, changed
    other = OTHER_TRANSFER.get(function.transfer)
    if function.transfer == "same" and function.type is None and world.family(function.owner) != "array":
        changed, other = copy.copy(function), None
        changed.transfer, changed.type = "type", model.parse_type("list")
        yield "class", "same -> a list", changed
    if other and other in restate.TRANSFERS:
        changed = copy.copy(function)
        changed.transfer = other
        yield "rank", f"{function.transfer} -> {other}", changed
    for key in ("dtype", "default_dtype", "integers", "unsigned"):
        if key in function.raw:
            changed = copy.copy(function)
            changed.raw = {**function.raw, key: OTHER_DTYPE.get(function.raw[key], "bool")}
            yield "dtype", f"{key} {function.raw[key]} -> {changed.raw[key]}", changed


class Recorder(check.Report):
    """Keeps what the calls of one name gave, and judges the changes of that name when the next one begins."""

    def __init__(self, world: World, tally: Tally):
        super().__init__(None)
        self.world, self.tally = world, tally
        self.calls_of: dict[str, list[tuple[model.Function, dict[str, Any], Any, Any]]] = {}

    def keep(self, function: model.Function, roles: dict[str, Any], receiver: Any, result: Any) -> None:
        self.calls_of.setdefault(function.name, []).append((function, dict(roles), receiver, result))

    def judge(self) -> None:
        for name, calls in self.calls_of.items():
            for kind, text, changed in changes(self.world, calls[0][0]):
                self.tally.add(kind, name, text, any(contradicted(self.world, changed, *call[1:]) for call in calls))
        self.calls_of.clear()


def contradicted(world: World, function: model.Function, roles: dict[str, Any], receiver: Any, result: Any) -> bool:
    owner = world.class_name(receiver) if receiver is not None else None
    try:
        claim = restate.Call(world, copy.copy(function), dict(roles), owner).claim()
    except restate.Unstated:
        return False
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return True      # the claim does not even fit the arguments
    return not (claim.cls is None and not claim.alternatives or world.holds(claim, result))


def hashes(world: World, tally: Tally, cls: model.Class) -> None:
    says = world.models.inherited(cls.name, "hash")
    if "hash" not in cls.raw or says not in OTHER_HASH or cls.name in instances.INTENDED:
        return
    found = instances.of(cls.name)
    for other in set(OTHER_HASH) - {says}:
        report = check.Report(None)
        changed = model.Class(cls.name, {**cls.raw, "hash": other}, cls.path, cls.methods)
        world.models.classes[cls.name] = changed
        try:
            for value in found:
                check.check_hash(world, report, changed, value)
        finally:
            world.models.classes[cls.name] = cls
        tally.add("hash", cls.name, f"hash {says} -> {other}", bool(report.disagreements),
                  "" if found else "no instance")


def run(world: World, libraries: set[str]) -> Tally:
    tally = Tally()
    recorder = Recorder(world, tally)
    original = check.compare

    def compare(world_: World, report: check.Report, function: model.Function, roles: dict, receiver: Any,
                result: Any, how: str) -> None:
        recorder.keep(function, roles, receiver, result)
        original(world_, report, function, roles, receiver, result, how)

    check.compare = compare
    try:
        for cls in world.models.classes.values():
            if cls.path in libraries:
                check.check_class(world, recorder, cls)
                recorder.judge()
                hashes(world, tally, cls)
                never_called(world, recorder, tally, cls.methods.values())
        for function in world.models.functions.values():
            if function.path in libraries:
                check.check_function(world, recorder, function)
                recorder.judge()
        never_called(world, recorder, tally,
                     [f for f in world.models.functions.values() if f.path in libraries])
    finally:
        check.compare = original
    return tally


def never_called(world: World, recorder: Recorder, tally: Tally, functions) -> None:
    for function in functions:
        if not recorder.calls[function.name] and function.name not in instances.ELSEWHERE:
            for kind, text, _ in changes(world, function):
                tally.add(kind, function.name, text, False, "never called")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="mutate.py", description=__doc__.splitlines()[0])
    parser.add_argument("--library", metavar="A,B", help="only these model files")
    parser.add_argument("--survivors", action="store_true", help="list the changes that nothing noticed")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the counts and survivors as a page")
    options = parser.parse_args(argv)
    models = model.load()
    wanted = check.chosen(options.library, models)
    libraries = {name for name in wanted if instances.available(name)}
    for name in sorted(set(wanted) - libraries):
        print(f"{name}: not checked, the library is not installed")
    tallies: dict[str, Tally] = {}
    for library in dict.fromkeys(name.removesuffix("_generated") for name in wanted if name in libraries):
        files = {name for name in libraries if name.removesuffix("_generated") == library}
        tallies[library] = run(World(models, instances.imports(files)), files)
        show(library, tallies[library], options.survivors)
    if options.markdown:
        before = options.markdown.read_text() if options.markdown.exists() else ""
        options.markdown.write_text(page(tallies, before))
    return 0


def show(library: str, tally: Tally, survivors: bool) -> None:
    if survivors:
        print("\n".join(sorted(tally.survivors)))
    for kind in sorted(tally.changes):
        print(f"{library}: {kind}: {share(tally.noticed[kind], tally.changes[kind])}")
    print(f"{library}: {share(sum(tally.noticed.values()), sum(tally.changes.values()))} of the changes noticed, "
          f"{len(tally.survivors)} survived")


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "-"


KINDS = ("class", "rank", "dtype", "element", "hash")


def page(tallies: dict[str, Tally], before: str) -> str:
    """The page anew; rows and survivors of libraries that were not asked this time stay as they were."""
    rows = dict(re.findall(r"^\| (\w+) (\|.*\d.*)$", before, re.M))
    sections = dict(re.findall(r"^## (\w+): changes that survived\n(.*?)(?=^## |\Z)", before, re.M | re.S))
    for library, tally in tallies.items():
        cells = [share(tally.noticed[kind], tally.changes[kind]) for kind in KINDS]
        cells.append(share(sum(tally.noticed.values()), sum(tally.changes.values())))
        rows[library] = f"| {' | '.join(cells)} |"
        sections[library] = survivors(tally)
    lines = ["# How closely the oracle looks", "",
             "`make model-mutation` changes each claim of the models, one at a time (class, rank, dtype, what a tuple or list",
             "holds, what hashing does), and asks whether the calls that `make oracle` makes contradict the change. What",
             "nothing contradicts is not held to anything. This page is what it wrote last, of each library.", "",
             "| library | " + " | ".join(KINDS) + " | all |", "|---|" + "---:|" * (len(KINDS) + 1)]
    lines += [f"| {library} {row}" for library, row in rows.items()]
    for library in rows:
        lines += ["", f"## {library}: changes that survived", "", sections[library].strip("\n")]
    return "\n".join(lines) + "\n"


def survivors(tally: Tally) -> str:
    uncalled = {text.split(":")[0] for text in tally.survivors if text.endswith("(never called)")}
    seen = Counter(text.split(":")[0] for text in tally.survivors if not text.endswith("(never called)"))
    lines = ["Nothing calls: " + ", ".join(sorted(uncalled)) + "."] if uncalled else []
    lines += ["", "Not noticed, and how many of them: " + ", ".join(
        f"{name} {count}" for name, count in sorted(seen.items())) + "."] if seen else []
    return "\n".join(lines)


if __name__ == "__main__":
    np.seterr(all="ignore")
    signal.signal(signal.SIGALRM, probes.endless)
    sys.setrecursionlimit(10000)
    sys.exit(main())
