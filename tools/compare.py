"""Runs other checkers over the corpus and counts what each says about hashing: the table of README.md.

`python3 tools/compare.py --python build/venv/bin/python [--tools FOLDER] [--write README.md]`

A checker is asked for everything it knows about values that do not hash; what counts is a message
about hashing on a line that the corpus marks (`# expect: TK...`, which running the file under the real
libraries confirmed). Any other line with such a message counts as reported without reason. The checkers
are installed below FOLDER (default build/compare) at the versions below; type checkers see the libraries
of the Python named, so that they know what its packages say about themselves.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import corpus_annotations  # noqa: E402

PACKAGES = ["ruff==0.17.6", "pylint==4.1.4", "mypy==2.4.1", "flake8==7.5.0",
            "flake8-bugbear==26.10.27"]
PYRIGHT = "pyright@1.1.414"
ABOUT_HASHING = re.compile(r"\b(un)?hashable\b", re.IGNORECASE)
GROUPS = {"TK1": "raises", "TK2": "identity", "TK3": "unsound"}
Place = tuple[str, int]
BEGIN, END = "<!-- compare: begin -->\n", "<!-- compare: end -->\n"


@dataclass
class Setting:
    tools: Path
    python: str
    files: list[str]

    def output(self, *command: str) -> str:
        done = subprocess.run([*command, *self.files], cwd=ROOT, capture_output=True, text=True)
        return done.stdout

    def program(self, name: str) -> str:
        return str(self.tools / "venv" / "bin" / name)


def install(folder: Path) -> None:
    if not (folder / ".installed").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
        subprocess.run([str(folder / "venv/bin/pip"), "install", "-q", *PACKAGES], check=True)
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", PYRIGHT],
                       cwd=folder, check=True)
        (folder / ".installed").touch()


def relative(path: str) -> str:
    found = Path(path)
    return str(found.relative_to(ROOT)) if found.is_absolute() else path


def from_json(text: str, path: str, line: Callable[[dict[str, Any]], int],
              message: str = "message") -> list[tuple[Place, str]]:
    return [((relative(item[path]), line(item)), item[message]) for item in json.loads(text)]


def ruff(run: Setting) -> list[tuple[Place, str]]:
    text = run.output(run.program("ruff"), "check", "--isolated", "--preview", "--select=ALL",
                      "--ignore-noqa", "--output-format=json")
    return from_json(text, "filename", lambda item: item["location"]["row"])


def pylint(run: Setting) -> list[tuple[Place, str]]:
    text = run.output(run.program("pylint"), "--rcfile=/dev/null", "--disable=all",
                      "--enable=unhashable-member", "--output-format=json")
    return from_json(text, "path", lambda item: item["line"])


def flake8(run: Setting) -> list[tuple[Place, str]]:
    text = run.output(run.program("flake8"), "--isolated", "--disable-noqa", "--select=B,B9,E,F,W")
    found = re.findall(r"(?m)^(.*?):(\d+):\d+: (.*)$", text)
    return [((relative(path), int(line)), message) for path, line, message in found]


def mypy(run: Setting) -> list[tuple[Place, str]]:
    text = run.output(run.program("mypy"), "--python-executable", run.python, "--config-file=",
                      "--check-untyped-defs", "--no-incremental", "--scripts-are-modules",
                      "--output=json")
    return from_json("[" + ",".join(text.splitlines()) + "]", "file", lambda item: item["line"])


def pyright(run: Setting) -> list[tuple[Place, str]]:
    program = str(run.tools / "node_modules" / ".bin" / "pyright")
    report = json.loads(run.output(program, "--outputjson", "--pythonpath", run.python))
    return from_json(json.dumps(report["generalDiagnostics"]), "file",
                     lambda item: item["range"]["start"]["line"] + 1)


def tkscan(run: Setting) -> list[tuple[Place, str]]:
    report = json.loads(run.output("build/tkscan", "check", "--isolated", "--output-format=json"))
    return [((item["path"], item["line"]), "hashable") for item in report["findings"]
            if item["code"][:3] in GROUPS]


CHECKERS: dict[str, Callable[[Setting], list[tuple[Place, str]]]] = {
    "tkscan": tkscan, "pyright 1.1.414 (reportUnhashable)": pyright,
    "mypy 2.4.1": mypy, "pylint 4.1.4 (unhashable-member)": pylint,
    "ruff 0.17.6 (all rules)": ruff, "flake8 7.5.0 with bugbear 26.10.27": flake8,
}


def expectations() -> tuple[list[str], dict[Place, str], set[Place]]:
    """The files, the marked lines with the group of their code, and lines on which either is right:
    a key that raises inside a `try`, or is compared by identity, on purpose."""
    marked: dict[Place, str] = {}
    deliberate: set[Place] = set()
    files = []
    for path in sorted((ROOT / "corpus").glob("*/*.py")):
        corpus = corpus_annotations.read(path)
        if path.parent.name in ("values", "syntax") or corpus.args:
            continue
        name = str(path.relative_to(ROOT))
        files.append(name)
        for note in corpus.notes:
            if note.kind in ("expect", "todo-expect") and note.code[:3] in GROUPS:
                marked[name, note.line] = GROUPS[note.code[:3]]
            if note.kind in ("ok-raises", "ok-identity"):
                deliberate.add((name, note.line))
    return files, marked, deliberate


def row(name: str, found: set[Place], marked: dict[Place, str]) -> str:
    totals: dict[str, int] = defaultdict(int)
    hits: dict[str, int] = defaultdict(int)
    for place, group in marked.items():
        totals[group] += 1
        hits[group] += place in found
    cells = [f"{hits[group]} of {totals[group]}" for group in GROUPS.values()]
    return f"| {name} | {' | '.join(cells)} | {len(found - set(marked))} |"


def table(run: Setting, marked: dict[Place, str], deliberate: set[Place]) -> str:
    lines = ["| checker | raises | hashes by identity | key loses something | other lines |",
             "|---|---|---|---|---|"]
    for name, checker in CHECKERS.items():
        found = {place for place, message in checker(run) if ABOUT_HASHING.search(message)}
        found -= deliberate - set(marked)
        lines.append(row(name, found, marked))
        print(lines[-1], file=sys.stderr, flush=True)
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--python", default=str(ROOT / "build/venv/bin/python"))
    parser.add_argument("--tools", type=Path, default=ROOT / "build/compare")
    parser.add_argument("--write", type=Path, help="a file in which the table stands between marks")
    args = parser.parse_args()
    args.tools.mkdir(parents=True, exist_ok=True)
    install(args.tools)
    files, marked, deliberate = expectations()
    text = f"{len(files)} files, {len(marked)} marked lines.\n\n" + table(
        Setting(args.tools.resolve(), args.python, files), marked, deliberate)
    if not args.write:
        print(text, end="")
        return
    page = args.write.read_text()
    before, rest = page.split(BEGIN)
    args.write.write_text(before + BEGIN + text + END + rest.split(END)[1])


if __name__ == "__main__":
    main()
