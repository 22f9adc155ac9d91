"""What expressions were, held against what the analyzer says they are."""
from __future__ import annotations

import ast
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import instrument
import values

# Classes whose instances, and those of classes derived from them, have one rank: saying the class says it.
RANK_OF_CLASS = {"pandas.Series": 1, "pandas.DataFrame": 2, "pandas.Index": 1,
                 "pandas.api.extensions.ExtensionArray": 1,
                 "pandas.core.arrays.base.ExtensionArray": 1,
                 "scipy.sparse._matrix.spmatrix": 2}


@dataclass
class Expression:
    """One that was executed; `known` is None where the analyzer saw nothing that runs."""
    node: ast.expr
    seen: list[tuple[dict, int]]
    known: values.Known | None

    @property
    def count(self) -> int:
        return sum(count for _, count in self.seen)


@dataclass
class Module:
    path: Path
    tree: ast.Module
    source: str
    known: dict[tuple[int, int, int, int], values.Known]
    expressions: list[Expression]

    def place(self, node: ast.expr) -> tuple[int, int, int, int]:
        return place(node, self.lines)

    @property
    def lines(self) -> list[bytes]:
        if not hasattr(self, "_lines"):
            self._lines = self.source.encode().splitlines(keepends=True)
        return self._lines


def place(node: ast.AST, lines: list[bytes]) -> tuple[int, int, int, int]:
    """Lines and code-point columns from 1; the tree's own columns are bytes from 0."""
    start = len(lines[node.lineno - 1][:node.col_offset].decode()) + 1
    end = len(lines[node.end_lineno - 1][:node.end_col_offset].decode()) + 1
    return node.lineno, start, node.end_lineno, end


def load(package: Path, recorded: list[Path], tkscan: Path) -> tuple[list[Module], values.Checker]:
    """The modules with recorded expressions, and what is needed to compare them."""
    bases: dict[str, list[str]] = {}
    seen: dict[int, dict[int, Counter]] = {}
    for path in recorded:
        data = json.loads(path.read_text())
        bases |= data["classes"]
        for key, rows in data["seen"].items():
            file, number = int(key) >> instrument.FILE_SHIFT, int(key) & 0xFFFFF
            counts = seen.setdefault(file, {}).setdefault(number, Counter())
            for what, count in rows:
                counts[json.dumps(what, sort_keys=True)] += count
    files = instrument.files_of(package)
    used = [files[number] for number in sorted(seen)]
    known = values.dump(tkscan, used)
    modules = [read_module(path, seen[number], known.get(str(path), {}))
               for number, path in zip(sorted(seen), used)]
    return modules, values.Checker(bases)


def read_module(path: Path, seen: dict[int, Counter],
                known: dict[tuple[int, int, int, int], values.Known]) -> Module:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    module = Module(path, tree, source, known, [])
    for number, (node, _, _, _) in enumerate(instrument.expressions(tree)):
        if number in seen:
            rows = [(json.loads(what), count) for what, count in seen[number].items()]
            module.expressions.append(Expression(node, rows, known.get(module.place(node))))
    return module


@dataclass
class Tally:
    """What came out for one set of modules. Arrays: expressions that were never anything else."""
    files: int = 0
    executions: int = 0
    expressions: int = 0
    said: Counter = field(default_factory=Counter)        # per certainty: expressions with a value
    wrong: Counter = field(default_factory=Counter)       # and those it does not cover
    executed_said: int = 0                                # executions of definite ones
    arrays: int = 0
    array_class: int = 0
    array_rank: int = 0
    ranks_differ: int = 0                                 # between executions: no rank is right
    mixed: int = 0                                        # arrays at some executions only
    mixed_class: int = 0
    contradictions: list[tuple[Module, Expression, dict]] = field(default_factory=list)
    unlikely: list[tuple[Module, Expression, dict]] = field(default_factory=list)
    misses: list[tuple[Module, Expression, bool]] = field(default_factory=list)   # class unknown?

    def add(self, module: Module, checker: values.Checker) -> None:
        self.files += 1
        for expression in module.expressions:
            self.expressions += 1
            self.executions += expression.count
            self.judge(module, expression, checker)
            self.measure(module, expression, checker)

    def count(self, other: Tally) -> None:
        """Adds the numbers of another set; what they are made of is left out."""
        for name in ("files", "executions", "expressions", "arrays", "array_class", "array_rank",
                     "ranks_differ", "mixed", "mixed_class"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.said += other.said
        self.wrong += other.wrong
        self.contradictions += other.contradictions

    def judge(self, module: Module, expression: Expression, checker: values.Checker) -> None:
        known = expression.known
        if known is None or any(member.kind == "any" for member in known.value):
            return
        self.said[known.certainty] += 1
        if known.certainty == "definite":
            self.executed_said += expression.count
        for what, _ in expression.seen:
            if not checker.covers(known.value, what):
                self.wrong[known.certainty] += 1
                if known.certainty == "definite":
                    self.contradictions.append((module, expression, what))
                elif known.certainty == "likely":
                    self.unlikely.append((module, expression, what))
                return

    def measure(self, module: Module, expression: Expression, checker: values.Checker) -> None:
        arrays = [what for what, _ in expression.seen if "rank" in what]
        if not arrays:
            return
        value = expression.known.value if expression.known else ()
        members = [checker.names(value, what) for what in arrays]
        if len(arrays) < len(expression.seen):
            self.mixed += 1
            self.mixed_class += all(members)
            return
        self.arrays += 1
        ranks = {what["rank"] for what in arrays}
        self.ranks_differ += len(ranks) > 1
        if not all(members):
            self.misses.append((module, expression, True))
            return
        self.array_class += 1
        if len(ranks) > 1:
            return
        if all(rank_said(member, what, checker) == what["rank"] is not None
               for member, what in zip(members, arrays)):
            self.array_rank += 1
        else:
            self.misses.append((module, expression, False))


def rank_said(member: values.Member, what: dict, checker: values.Checker) -> int | None:
    if member.rank is not None:
        return member.rank
    bases = checker.bases.get(what["class"], [what["class"]])
    last = member.name.rpartition(".")[2]
    for at, base in enumerate(bases):
        if base.rpartition(".")[2] == last:
            return next((RANK_OF_CLASS[above] for above in bases[at:] if above in RANK_OF_CLASS), None)
    return RANK_OF_CLASS.get(member.name)
