#!/usr/bin/env python3
"""Runs tkscan over corpus/ and compares what it reports with what the files say about themselves.

    tests/corpus.py [FILTER...]             only files whose path contains one of the words
    tests/corpus.py --runtime PYTHON        ask Python itself: do the marked lines do what they say?

The annotations are described in corpus_annotations.py. The last line is `N passed, N failed`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import corpus_annotations
import corpus_fixes
from corpus_annotations import VALUES, AnnotationError, CorpusFile, Note

ROOT = Path(__file__).resolve().parent.parent
CERTAINTY = (" definite", " likely", " possible")   # left out of a note when it does not matter
EXPLAINED = 20          # failures that get the words of `tkscan explain`; the rest name the command


@dataclass(frozen=True)
class Finding:
    code: str
    line: int
    columns: tuple[int, int]     # of the first line of the key; end exclusive
    message: str
    related: tuple[str, ...]     # "line N: message"

    def __str__(self) -> str:
        place = f"{self.line}:{self.columns[0]}-{self.columns[1]}"
        return "\n        ".join([f"{self.code} at {place}: {self.message}", *self.related])


@dataclass
class Tally:
    """The outcome so far. Known misses and false alarms are neither passed nor failed."""

    passed: int = 0
    failures: list[str] = field(default_factory=list)
    known_misses: int = 0
    known_alarms: int = 0
    unchecked: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def fail(self, message: str) -> None:
        self.failures.append(message)
        print(f"FAIL {message}\n")

    def check(self, good: bool, message: str) -> None:
        if good:
            self.passed += 1
        else:
            self.fail(message)


class AnalyzerError(Exception):
    """The program under test failed as a whole."""


class Analyzer:
    """The program under test. Paths that it is given and gives back are relative to `root`."""

    def __init__(self, program: str, root: Path):
        self.program = program
        self.root = root
        self.explanations = 0
        self.known: dict[str, bool] = {}

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([self.program, *args], cwd=self.root, capture_output=True,
                              text=True, encoding="utf-8", errors="replace")

    def findings(self, paths: list[str], args: tuple[str, ...]) -> dict[str, list[Finding]]:
        """What `tkscan check` reports, by path; parse failures count as findings of their code."""
        done = self.run("check", "--isolated", "--output-format", "json", *args, *paths)
        if done.returncode not in (0, 1):
            raise AnalyzerError(f"{self.program} check ended with {done.returncode}:\n{done.stderr}")
        try:
            report = json.loads(done.stdout)
        except ValueError as error:
            raise AnalyzerError(f"{self.program} check printed no JSON: {error}") from None
        found: dict[str, list[Finding]] = defaultdict(list)
        for item in report["findings"] + [e for e in report["errors"] if "line" in e]:
            start = item["column"]
            end = item.get("end_column", start) if item.get("end_line") == item["line"] else start
            related = tuple(f"line {r['line']}: {r['message']}" for r in item.get("related", ()))
            found[self.relative(item["path"])].append(
                Finding(item["code"], item["line"], (start, end), item["message"], related))
        for items in found.values():
            items.sort(key=lambda f: (f.line, f.columns, f.code))
        return found

    def has_rule(self, code: str) -> bool:
        if code not in self.known:
            self.known[code] = self.run("rule", code).returncode == 0
        return self.known[code]

    def relative(self, path: str) -> str:
        return (self.root / path).resolve().relative_to(self.root).as_posix()

    def reveals(self, path: str) -> dict[int, list[str]]:
        """The text of every reveal_value call, by line."""
        values: dict[int, list[str]] = defaultdict(list)
        for line in self.run("debug", "--dump=values", path).stdout.splitlines():
            word, _, rest = line.partition(" ")
            number, _, value = rest.partition(": ")
            if word == "reveal" and number.isdigit():
                values[int(number)].append(value.strip())
        return values

    def explain(self, path: str, line: int) -> str:
        command = f"{self.program} explain {path}:{line}"
        self.explanations += 1
        if self.explanations > EXPLAINED:
            return f"    more: {command}"
        words = self.run("explain", f"{path}:{line}").stdout.strip().splitlines()[:8]
        return "\n".join([f"    why: {command}", *(f"        {w}" for w in words)])


class Comparison:
    """One file: each note takes the findings it speaks of; what is left over is an error."""

    def __init__(self, file: CorpusFile, name: str, found: list[Finding], analyzer: Analyzer,
                 tally: Tally):
        self.file, self.name, self.left = file, name, list(found)
        self.analyzer, self.tally = analyzer, tally

    def run(self) -> None:
        notes = [n for n in self.file.notes if n.kind in VALUES or self.analyzer.has_rule(n.code)]
        for note in self.file.notes:
            if note not in notes:
                self.leave_out(note)
        claims = {"expect": self.expect, "todo-expect": self.todo_expect, "todo-ok": self.todo_ok}
        denials = {"ok": self.ok, "ok-identity": self.ok, "ok-raises": self.ok, "pedantic": self.ok}
        for checks in (claims, denials):
            for note in notes:
                if note.kind in checks:
                    checks[note.kind](note)
        if values := [n for n in notes if n.kind in VALUES]:
            revealed = self.analyzer.reveals(self.name)
            for note in values:
                self.reveal(note, revealed)
        self.tally.check(not self.left, "\n".join(
            [f"{self.name}: reported without an annotation"] + [self.unwanted(f) for f in self.left]))

    def leave_out(self, note: Note) -> None:
        """A code without a rule; until it has one, a more general rule may speak up instead."""
        self.tally.unchecked[f"as there is no rule {note.code}"].append(self.at(note.line))
        if note.kind in ("expect", "todo-expect"):
            general = [f for f in self.left if f.line == note.line and f.code[:3] == note.code[:3]]
            self.left = [f for f in self.left if f not in general[:1]]

    def take(self, note: Note) -> Finding | None:
        here = [f for f in self.left if f.line == note.line and f.code == note.code]
        here.sort(key=lambda f: f.columns != note.columns)
        if here:
            self.left.remove(here[0])
        return here[0] if here else None

    def expect(self, note: Note) -> None:
        finding = self.take(note)
        if not finding:
            return self.tally.fail(self.missing(note))
        wrong = []
        if note.columns and note.columns != finding.columns:
            wrong.append("columns %d-%d" % note.columns)
        if note.text and note.text not in finding.message:
            wrong.append(f'the text "{note.text}"')
        self.tally.check(not wrong, f"{self.at(note.line)}: expected {note.code} with "
                         f"{' and '.join(wrong)}\n{self.source(note.line)}\n    found: {finding}")

    def todo_expect(self, note: Note) -> None:
        if finding := self.take(note):
            self.tally.fail(f"{self.at(note.line)}: {note.code} is found now; write `expect:` for "
                            f"`todo-expect:`\n{self.source(note.line)}\n    found: {finding}")
        else:
            self.tally.known_misses += 1

    def todo_ok(self, note: Note) -> None:
        if self.take(note):
            self.tally.known_alarms += 1
        else:
            self.tally.fail(f"{self.at(note.line)}: {note.code} is silent now; write `ok:` for "
                            f"`todo-ok:`\n{self.source(note.line)}")

    def ok(self, note: Note) -> None:
        finding = self.take(note)
        self.tally.check(finding is None, f"{self.at(note.line)}: expected no {note.code}\n"
                         f"{self.source(note.line)}\n    found: {finding}\n"
                         + (self.analyzer.explain(self.name, note.line) if finding else ""))

    def reveal(self, note: Note, revealed: dict[int, list[str]]) -> None:
        values = revealed.get(note.line, [])
        found = values.pop(0) if values else "no value revealed on this line"
        same = found == note.code or found.rpartition(" ")[0] == note.code and found.endswith(CERTAINTY)
        if note.kind == "todo-is":
            if same:
                self.tally.fail(f"{self.at(note.line)}: inference knows this now; write `is:` for "
                                f"`todo-is:`\n{self.source(note.line)}")
            self.tally.known_misses += not same
            return
        self.tally.check(same, f"{self.at(note.line)}: another value than expected\n"
                         f"{self.source(note.line)}\n    expected: {note.code}\n    found:    {found}\n"
                         f"    more: {self.analyzer.program} debug --dump=values {self.name}")

    def at(self, line: int) -> str:
        return f"{self.name}:{line}"

    def source(self, line: int) -> str:
        return f"    {line} | {self.file.source_line(line).strip()}"

    def missing(self, note: Note) -> str:
        others = [f"    instead: {f}" for f in self.left if f.line == note.line]
        return "\n".join([f"{self.at(note.line)}: expected {note.code}, nothing of that code reported",
                          self.source(note.line), *others,
                          self.analyzer.explain(self.name, note.line)])

    def unwanted(self, finding: Finding) -> str:
        return (f"{self.source(finding.line)}\n    found: {finding}\n"
                + self.analyzer.explain(self.name, finding.line))


def corpus_files(root: Path, words: list[str], tally: Tally) -> dict[str, CorpusFile]:
    """The corpus by path, relative to the root of the project."""
    files = {}
    for path in sorted((root / "corpus").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if name.endswith(".fixed.py") or words and not any(word in name for word in words):
            continue
        try:
            files[name] = corpus_annotations.read(path)
        except (AnnotationError, SyntaxError, UnicodeDecodeError) as error:
            tally.fail(f"{name}: {error}")
    return files


def compare(files: dict[str, CorpusFile], analyzer: Analyzer, everything: bool, tally: Tally) -> None:
    plain = [name for name, file in files.items() if not file.args]
    together = None
    try:
        together = analyzer.findings(["corpus"] if everything else plain, ()) if plain else {}
    except AnalyzerError as error:
        tally.fail(f"all files together: {error}")
    for name, file in files.items():
        try:
            alone = file.args or together is None
            found = (analyzer.findings([name], file.args) if alone else together).get(name, [])
            Comparison(file, name, found, analyzer, tally).run()
        except AnalyzerError as error:
            tally.fail(f"{name}: {error}")


def options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("filter", nargs="*", help="part of a path below corpus/")
    parser.add_argument("--tkscan", default="build/tkscan", help="the program to test")
    parser.add_argument("--runtime", metavar="PYTHON", help="run the files under this interpreter")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder that holds corpus/")
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    chosen = options(argv)
    root = chosen.root.resolve()
    tally = Tally()
    files = corpus_files(root, [w for w in chosen.filter if w], tally)
    if not files:
        tally.fail(f"no corpus file matches {' '.join(chosen.filter)}")
    elif chosen.runtime:
        import corpus_oracle
        corpus_oracle.judge(files, root, chosen.runtime, tally)
    else:
        program = str(Path(chosen.tkscan).resolve()) if Path(chosen.tkscan).exists() else chosen.tkscan
        compare(files, Analyzer(program, root), not any(chosen.filter), tally)
        fixed = corpus_fixes.check_all(root, [w for w in chosen.filter if w], program, tally.check)
        print(f"{fixed} files with a fixed one beside them")
    for reason, names in sorted(tally.unchecked.items()):
        print(f"{len(names)} not checked, {reason}: {', '.join(names[:3])}"
              + (", ..." if len(names) > 3 else ""))
    notes = sum(len(file.notes) for file in files.values())
    print(f"{len(files)} files, {notes} annotations; "
          f"known misses: {tally.known_misses}, known false alarms: {tally.known_alarms}")
    print(f"{tally.passed} passed, {len(tally.failures)} failed")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
