"""The runtime oracle: Python and the real libraries decide whether the corpus tells the truth.

A line that expects a finding of a raising rule must raise, one of an identity rule must hash a
tensor by identity, an `ok` line must do neither, and no other line may hash a tensor by identity.
A file whose libraries are missing is counted as not checked.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_annotations import VALUES, CorpusFile, Note

if TYPE_CHECKING:
    from corpus import Tally

HERE = Path(__file__).resolve().parent
RAISES = {"TK105": ("ValueError",), "TK108": ("TypeError", "InvalidIndexError"),
          "TK404": ("ValueError", "TypeError"), "TK403": ("TypeError", "KeyError"),
          "TK309": ("Exception",)}
NOT_BY_HASHING = ("TK108", "TK309", "TK403", "TK404")     # what these raise need not speak of hashing
HIDDEN = ("TK209",)
DECLARING = ("TK105", "TK106")          # may speak of the declaration of a class
EXPECTED = ("expect", "todo-expect", "pedantic")
SILENT = ("ok", "todo-ok")
HASH_WORDS = ("hashable", "hash ")
Place = tuple[str, int]


@dataclass
class Unit:
    """What is run together: one script, or the scripts and packages of one project folder."""

    folder: Path
    scripts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


@dataclass
class Events:
    """What one unit did, by file and line."""

    reached: set[Place]
    raised: dict[Place, list[tuple[list[str], str]]]
    hashed: dict[Place, bool]                  # whether the line itself hashed, or a library below it
    values: dict[Place, list[tuple[str, bool]]]


def package_root(path: Path) -> Path:
    folder = path.parent
    while (folder / "__init__.py").exists():
        folder = folder.parent
    return folder


def units_of(files: dict[str, CorpusFile], root: Path) -> list[Unit]:
    """Scripts by themselves; scripts beside a package or importing a neighbour, as one project."""
    projects: dict[Path, Unit] = {}
    result = []
    packages = {package_root(f.path) for f in files.values() if package_root(f.path) != f.path.parent}
    for name, file in files.items():
        folder = package_root(file.path)
        if folder not in packages:
            result.append(Unit(folder, [name], [name]))
            continue
        unit = projects.setdefault(folder, Unit(folder))
        unit.files.append(name)
        if folder == file.path.parent:
            unit.scripts.append(name)
    return result + list(projects.values())


def imported(file: CorpusFile) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.path.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def check_carets(name: str, file: CorpusFile, tally: Tally) -> None:
    """Carets must stand under one whole expression."""
    expressions = set()
    for node in ast.walk(ast.parse("\n".join(file.lines))):
        if isinstance(node, ast.expr) and node.lineno == node.end_lineno:
            line = file.lines[node.lineno - 1].encode()
            columns = [len(line[:offset].decode()) + 1 for offset in (node.col_offset,
                                                                      node.end_col_offset)]
            expressions.add((node.lineno, *columns))
    for note in file.notes:
        if note.columns and (note.line, *note.columns) not in expressions:
            tally.fail(f"{name}:{note.line + 1}: the carets stand under no expression\n"
                       f"    {file.source_line(note.line)}\n    {file.source_line(note.line + 1)}")


def available(names: set[str], python: str) -> set[str]:
    code = ("import sys, json, importlib.util as u; print(json.dumps([n for n in json.load(sys.stdin)"
            " if n in sys.builtin_module_names or u.find_spec(n)]))")
    done = subprocess.run([python, "-c", code], input=json.dumps(sorted(names)), text=True,
                          capture_output=True, check=True)
    return set(json.loads(done.stdout))


def request(unit: Unit, files: dict[str, CorpusFile], root: Path, libraries: set[str]) -> dict:
    marks = {}
    for name in unit.files:
        lines = defaultdict(list)
        for note in files[name].notes:
            lines[note.line].append([note.kind, note.code])
        marks[str(root / name)] = lines
    return {"folder": str(unit.folder), "scripts": [str(root / s) for s in unit.scripts],
            "marks": marks, "libraries": sorted(libraries)}


FIXES = "corpus/fixes/"


def judge(files: dict[str, CorpusFile], root: Path, python: str, tally: Tally) -> None:
    units, requests = [], []
    needs = {}
    for name, file in files.items():
        # Before the fix they stop at the first key; behind it they run to their ends.
        if name.startswith(FIXES):
            tally.unchecked["since make fix-oracle runs them"].append(name)
            continue
        try:
            needs[name] = imported(file)
            check_carets(name, file, tally)
        except SyntaxError:
            tally.unchecked["since Python cannot parse them"].append(name)
    files = {name: file for name, file in files.items() if name in needs}
    installed = available(set().union(*needs.values()) if needs else set(), python)
    for unit in units_of(files, root):
        own = {p.stem for p in unit.folder.iterdir()}
        wanted = set().union(*(needs[name] for name in unit.files)) - own
        if missing := wanted - installed:
            tally.unchecked[f"{', '.join(sorted(missing))} missing"] += unit.files
            continue
        units.append(unit)
        third_party = {n for n in wanted if n in ("numpy", "torch", "pandas", "tensorflow", "jax",
                                                  "networkx", "scipy", "keras")}
        requests.append(request(unit, files, root, third_party))
    for unit, answer in zip(units, ask(python, requests)):
        judge_unit(unit, files, root, answer, tally)


def ask(python: str, requests: list[dict]):
    environment = dict(os.environ, OMP_NUM_THREADS="1", TF_CPP_MIN_LOG_LEVEL="3",
                       JAX_PLATFORMS="cpu", CUDA_VISIBLE_DEVICES="", PYTHONDONTWRITEBYTECODE="1",
                       KERAS_BACKEND="tensorflow")
    with subprocess.Popen([python, str(HERE / "corpus_runtime.py")], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env=environment) as worker:
        answers, errors = worker.communicate(json.dumps(requests))
    lines = answers.splitlines()
    for number in range(len(requests)):
        yield json.loads(lines[number]) if number < len(lines) else {"ended": [errors[-2000:]]}


def read_events(answer: dict, root: Path) -> Events:
    def name(file: str) -> str:
        return Path(file).relative_to(root).as_posix()

    events = Events({(name(f), n) for f, n in answer.get("reached", ())}, defaultdict(list), {},
                    defaultdict(list))
    for file, first, last, classes, message in answer.get("raised", ()):
        for line in range(first, last + 1):
            events.raised[name(file), line].append((classes, message))
    for file, first, last, direct in answer.get("hashed", ()):
        for line in range(first, last + 1):
            place = name(file), line
            events.hashed[place] = events.hashed.get(place, False) or direct
    for file, line, text, good in answer.get("values", ()):
        events.values[name(file), line].append((text, good))
    return events


def judge_unit(unit: Unit, files: dict[str, CorpusFile], root: Path, answer: dict,
               tally: Tally) -> None:
    events = read_events(answer, root)
    ended = answer.get("ended", [])
    for name in unit.files:
        file = files[name]
        for note in file.notes:
            if note.code in DECLARING and note.line in declarations(file):
                problem = declared(note, name, events)
            else:
                problem = verdict(note, (name, note.line), events)
            tally.check(problem is None, f"{name}:{note.line}: {note.kind}: {note.code}, but {problem}"
                        f"\n    {note.line} | {file.source_line(note.line).strip()}")
        stray = stray_hashes(name, file, events)
        words = [f"{name}: does not run to its end:\n{text}" for text in ended]
        words += [f"{name}:{line}: hashes a tensor by identity and says nothing about it\n"
                  f"    {line} | {file.source_line(line).strip()}" for line in stray]
        tally.check(not words, "\n".join(words))


def stray_hashes(name: str, file: CorpusFile, events: Events) -> list[int]:
    """Lines that hash a tensor themselves and bear no mark that covers it.

    An expression of several lines is covered by a mark on any of them."""
    marked = {note.line for note in file.notes if note.kind not in VALUES}
    lines = sorted(line for (where, line), direct in events.hashed.items() if direct and where == name)
    return [line for line in lines if not marked & set(neighbours(line, lines))]


def neighbours(line: int, lines: list[int]) -> range:
    """The run of consecutive hashing lines around a line."""
    first = last = line
    while first - 1 in lines:
        first -= 1
    while last + 1 in lines:
        last += 1
    return range(first, last + 1)


def declarations(file: CorpusFile) -> set[int]:
    """Lines that declare something about a class: its decorators and its annotated fields."""
    lines = set()
    for node in ast.walk(ast.parse("\n".join(file.lines))):
        if isinstance(node, ast.ClassDef):
            lines |= {decorator.lineno for decorator in node.decorator_list}
            lines |= {field.lineno for field in node.body if isinstance(field, ast.AnnAssign)}
    return lines


def declared(note: Note, name: str, events: Events) -> str | None:
    """What a class declares does harm elsewhere: some line of the file must raise for it."""
    if note.kind in SILENT:
        return None
    raised = [message for (where, _), found in events.raised.items() if where == name
              for _, message in found]
    return None if any(word in message for message in raised for word in HASH_WORDS) \
        else "nothing in the file raises for it"


def verdict(note: Note, place: Place, events: Events) -> str | None:
    """Why execution contradicts a note, or None."""
    if note.kind == "passed":
        return None if place in events.reached else "it is never reached"
    if note.kind in VALUES:
        found = events.values.get(place)
        if not found:
            return "it is never reached"
        wrong = [text for text, good in found if not good]
        return f"Python has {wrong[0]}" if wrong else None
    if place not in events.reached and place not in events.raised and place not in events.hashed:
        return "it is never reached"
    raised = events.raised.get(place, [])
    hash_errors = [message for _, message in raised if any(w in message for w in HASH_WORDS)]
    if note.kind in SILENT:
        if raised:
            return f"it raises {raised[0][0][0]}: {raised[0][1]}"
        return "it hashes a tensor by identity" if events.hashed.get(place) else None
    if note.kind == "ok-raises":
        return None if hash_errors or (raised and note.code in NOT_BY_HASHING) else "it raises nothing about hashing"
    if note.code == "TK213" and note.kind in EXPECTED:
        return None                              # cells that refuse to hash are compared by identity too
    if note.code in HIDDEN and not raised:
        return None      # the library catches the TypeError and answers False
    if note.kind == "ok-identity" or note.code.startswith("TK2"):
        return None if place in events.hashed else "it hashes no tensor by identity"
    return expected_error(note.code, raised, hash_errors)


def expected_error(code: str, raised: list, hash_errors: list[str]) -> str | None:
    if not code.startswith("TK1") and code not in RAISES:
        return None                              # unsound keys: reaching the line is enough
    classes = RAISES.get(code, ("TypeError",))
    if any(set(classes) & set(names) for names, message in raised
           if code in NOT_BY_HASHING or message in hash_errors):
        return None
    return f"it raises {raised[0][0][0]}: {raised[0][1]}" if raised else "it raises nothing"
