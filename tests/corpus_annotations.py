"""What corpus files say about themselves, in comments.

    table[row] = 1         # expect: TK101 "hashing it raises"    reported here; the text is optional
    #     ^^^              optional: the exact columns of the finding above, one group per code
    table[int(row)] = 1    # ok: TK101 -- free words              a look-alike that must stay silent
    state[p] = 1           # ok-identity: TK201                   hashes by identity, on purpose
    d[row]                 # ok-raises: TK101                     raises, on purpose
    d[f(row)]              # todo-expect: TK101                   a known miss
    d[g(row)]              # todo-ok: TK101                       a known false alarm
    {key: 1}               # pedantic: TK101                      true, but reported with --pedantic only
    store[key] = value     # passed: TK101                        reported where other files pass it
    reveal_value(row)      # is: numpy.ndarray rank=1 dtype=float64 definite
    reveal_value(col)      # todo-is: numpy.ndarray rank=1        inference does not know it yet

A header comment `# tkscan-args: --pedantic` gives the file options of its own.
"""

from __future__ import annotations

import io
import re
import tokenize
from dataclasses import dataclass, field
from pathlib import Path

KINDS = ("todo-expect", "todo-ok", "todo-is", "expect", "ok-identity", "ok-raises", "ok", "is",
         "passed", "pedantic")
VALUES = ("is", "todo-is")
NOTE = re.compile(r"#\s*(%s):\s*(.*?)(?=\s+#\s*[a-z-]+:|$)" % "|".join(KINDS))
CODES = re.compile(r'(TK\d{3}(?:\s*,\s*TK\d{3})*)\s*(?:"([^"]*)")?\s*(?:--.*)?')
NEARLY = re.compile(r"#\s*(?:todo-?|no-)?(?:expect\w*|ok\w*(?:-\w+)?)\s*:?\s*TK\d")
CARETS = re.compile(r"\s*#[ \t^]*\^[ \t]*$")
ARGS = re.compile(r"#\s*tkscan-args:\s*(.*)")


class AnnotationError(ValueError):
    """A comment that looks like an annotation and is none."""


@dataclass(frozen=True)
class Note:
    """One claim of a corpus file: one code on one line, or one revealed value."""

    line: int                                # 1-based
    kind: str                                # one of KINDS
    code: str                                # "TK101", or the value text for VALUES
    text: str | None = None                  # must occur in the message
    columns: tuple[int, int] | None = None   # 1-based code points, end exclusive


@dataclass
class CorpusFile:
    """A corpus file with everything its comments claim."""

    path: Path
    lines: list[str]
    notes: list[Note] = field(default_factory=list)
    args: tuple[str, ...] = ()               # extra options of `tkscan check` for this file

    def source_line(self, line: int) -> str:
        return self.lines[line - 1].rstrip() if 0 < line <= len(self.lines) else ""


def decode(data: bytes) -> str:
    """The text as Python reads it: declared encoding, no BOM, any line ending."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


def caret_groups(line: str) -> list[tuple[int, int]]:
    return [(m.start() + 1, m.end() + 1) for m in re.finditer(r"\^+", line)]


def line_notes(line: str, number: int, where: str) -> list[Note]:
    notes = []
    for kind, body in NOTE.findall(line):
        body = body.strip()
        if kind in VALUES:
            notes.append(Note(number, kind, body))
            continue
        match = CODES.fullmatch(body)
        if not match:
            raise AnnotationError(f"{where}:{number}: '{body}' is not a list of codes")
        for code in re.split(r"\s*,\s*", match[1]):
            notes.append(Note(number, kind, code, match[2]))
    if not notes and NEARLY.search(line):
        raise AnnotationError(f"{where}:{number}: this comment is almost an annotation: {line.strip()}")
    return notes


def with_columns(notes: list[Note], line: str, where: str) -> list[Note]:
    """Give each expected finding of a line its group of carets from the line below."""
    groups = caret_groups(line)
    wanted = [n for n in notes if n.kind in ("expect", "todo-expect")]
    if len(groups) != len(wanted):
        raise AnnotationError(f"{where}: {len(groups)} groups of carets for {len(wanted)} findings")
    columns = dict(zip(map(id, wanted), groups))
    return [Note(n.line, n.kind, n.code, n.text, columns.get(id(n))) for n in notes]


def read(path: Path) -> CorpusFile:
    lines = decode(path.read_bytes()).split("\n")
    result = CorpusFile(path, lines)
    for number, line in enumerate(lines, 1):
        if "#" not in line:
            continue
        if match := ARGS.match(line):
            result.args = tuple(match[1].split())
        notes = line_notes(line, number, str(path))
        below = lines[number] if number < len(lines) else ""
        if notes and CARETS.match(below):
            notes = with_columns(notes, below, f"{path}:{number + 1}")
        result.notes += notes
    return result
