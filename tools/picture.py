"""Draws what tkscan prints in a terminal as an SVG: the picture of README.md.

`python3 tools/picture.py docs/picture.svg` runs build/tkscan over a copy of the example project, without
the comments that mark its expected findings, and draws the findings named below in the colours of a
terminal.
"""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "corpus" / "example"
SHOWN = ["tagger/train.py:52", "tagger/metrics.py:16"]
COLUMNS, WIDTH, HEIGHT, MARGIN = 100, 8.43, 19, 18  # characters; pixels
COLORS = {"31": "#f47067", "33": "#daaa3f", "34": "#6cb6ff", "32": "#8ddb8c", "36": "#76e3ea"}
ESCAPE = re.compile(r"\033\[([0-9;]*)m")

Cell = tuple[str, str]  # a character and the codes of its style, "1;31"


def scan() -> str:
    """The report of the example, with colours."""
    with tempfile.TemporaryDirectory() as folder:
        for path in EXAMPLE.rglob("*.py"):
            copy = Path(folder) / path.relative_to(EXAMPLE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(re.sub(r"  # (expect|ok\S*): .*", "", path.read_text()))
        program = os.environ.get("TKSCAN", str(ROOT / "build" / "tkscan"))
        done = subprocess.run([program, "check", "--isolated", "--color=always", "--exit-zero"],
                              cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def chosen(report: str) -> list[str]:
    """The findings to be shown, each a paragraph of the report."""
    paragraphs = report.strip("\n").split("\n\n")
    starts = {place: text for text in paragraphs for place in SHOWN
              if ESCAPE.sub("", text).startswith(place + ":")}
    return [starts[place] for place in SHOWN]


def cells(line: str) -> list[Cell]:
    found, style = [], ""
    for i, part in enumerate(ESCAPE.split(line)):
        if i % 2:
            style = "" if part in ("", "0") else part
        else:
            found += [(character, style) for character in part]
    return found


def wrap(line: list[Cell]) -> list[list[Cell]]:
    """Rows of at most COLUMNS cells, broken at blanks."""
    rows = []
    while len(line) > COLUMNS:
        blanks = [i for i, (character, _) in enumerate(line[:COLUMNS]) if character == " "]
        end = blanks[-1] + 1 if blanks else COLUMNS
        rows.append(line[:end])
        line = line[end:]
    return [*rows, line]


def spans(line: list[Cell]) -> str:
    """Runs of one style as tspans; white space is kept as it is."""
    out, start = "", 0
    for i in range(1, len(line) + 1):
        if i < len(line) and line[i][1] == line[start][1]:
            continue
        text = html.escape("".join(character for character, _ in line[start:i]), quote=False)
        codes = line[start][1].split(";")
        color = next((COLORS[code] for code in codes if code in COLORS), "")
        attributes = (f' fill="{color}"' if color else "") + (
            ' font-weight="bold"' if "1" in codes else "")
        out += f"<tspan{attributes}>{text}</tspan>" if attributes else text
        start = i
    return out


def draw(lines: list[list[Cell]]) -> str:
    width = COLUMNS * WIDTH + 2 * MARGIN
    height = len(lines) * HEIGHT + 2 * MARGIN
    rows = "\n".join(
        f'<text xml:space="preserve" x="{MARGIN}" y="{MARGIN + HEIGHT * i + 14}">{spans(line)}</text>'
        for i, line in enumerate(lines) if line)
    title = html.escape(" / ".join(SHOWN))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" '
            f'viewBox="0 0 {width:.0f} {height}" role="img">\n'
            f"<title>tkscan in a terminal: {title}</title>\n"
            "<style>text { font: 14px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; "
            "fill: #d1d7e0; }</style>\n"
            f'<rect width="100%" height="100%" rx="8" fill="#1c2128"/>\n{rows}\n</svg>\n')


def main() -> None:
    prompt = [("$ tkscan", "1")]
    lines = [[(character, style) for text, style in prompt for character in text]]
    for paragraph in chosen(scan()):
        lines += [row for line in paragraph.split("\n") for row in wrap(cells(line))] + [[]]
    Path(sys.argv[1]).write_text(draw(lines[:-1]), encoding="utf-8")


if __name__ == "__main__":
    main()
