"""The result of a run as text, Markdown and JSON."""

from __future__ import annotations

import json
from collections import Counter

from verdict import JUDGED, Judged, Tally, tallies

NOT_FOUND = ("missed", "wrong-class")


def library_of(result: Judged) -> str:
    return result.cell.library.name


def sink_of(result: Judged) -> str:
    return result.cell.sink.name


def producer_of(result: Judged) -> str:
    return f"{result.cell.library.name}/{result.cell.producer.name}"


def ratio(found: int, expected: int) -> str:
    return f"{found}/{expected} {found / expected:.1%}" if expected else "-"


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Aligned columns, the first to the left and the others to the right."""
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    lines = []
    for row in [head, *rows]:
        first = row[0].ljust(widths[0])
        rest = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        lines.append("  ".join([first, *rest]).rstrip())
    return lines


def markdown_table(head: list[str], rows: list[list[str]]) -> list[str]:
    rule = ["---"] + ["--:"] * (len(head) - 1)
    return ["| " + " | ".join(row) + " |" for row in [head, rule, *rows]]


OUTCOME_HEAD = ["library", "cells", "raises", "identity", "value", "broken"]
VERDICT_HEAD = ["library", "raises found", "identity found", "all found", "missed", "wrong class",
                "false alarms", "silent", "whole reported", "whole silent", "on another line"]


def outcome_rows(slices: dict[object, Tally]) -> list[list[str]]:
    return [[str(name), str(tally.cells)] +
            [str(tally.outcomes[outcome]) for outcome in ("raises", "identity", "value", "broken")]
            for name, tally in slices.items()]


def verdict_rows(slices: dict[object, Tally]) -> list[list[str]]:
    rows = []
    for name, tally in slices.items():
        found = [ratio(tally.found[outcome], tally.expected[outcome]) for outcome in JUDGED]
        found.append(ratio(tally.found.total(), tally.expected.total()))
        counts = [tally.verdicts[verdict] for verdict in
                  ("missed", "wrong-class", "false-alarm", "silent", "whole-reported",
                   "whole-silent")]
        rows.append([str(name), *found, *map(str, counts), str(tally.elsewhere)])
    return rows


def with_total(results: list[Judged]) -> dict[object, Tally]:
    return {**tallies(results, library_of), "all": tallies(results, lambda _: 0).get(0, Tally())}


def ranked_misses(results: list[Judged], key) -> list[tuple[str, int, int]]:
    """(name, cells not found, cells expected), most misses first, then by name."""
    rows = [(str(name), sum(tally.verdicts[verdict] for verdict in NOT_FOUND),
             tally.expected.total()) for name, tally in tallies(results, key).items()]
    return sorted((row for row in rows if row[1]), key=lambda row: (-row[1], row[0]))


def cell_name(result: Judged) -> str:
    return f"{library_of(result)}: {sink_of(result)} x {result.cell.producer.name}"


def listed(results: list[Judged], most: int | None = None) -> list[str]:
    lines = []
    for result in results[:most]:
        lines.append(f"  {cell_name(result)}" + (f"   [{result.error}]" if result.error else ""))
        lines += [f"      {finding['line']}: {finding['code']} {finding['message']}"
                  for finding in result.findings]
    if most is not None and len(results) > most:
        lines.append(f"  ... and {len(results) - most} more")
    return lines


def text_report(results: list[Judged], scanned: bool, most: int) -> str:
    slices = with_total(results)
    lines = ["What Python does", *table(OUTCOME_HEAD, outcome_rows(slices)), ""]
    if scanned:
        lines += ["What tkscan finds", *table(VERDICT_HEAD, verdict_rows(slices)), ""]
        for title, key in (("sink", sink_of), ("producer", producer_of)):
            misses = ranked_misses(results, key)
            if misses:
                rows = [[name, str(missed), str(expected)] for name, missed, expected in misses]
                lines += [f"Not found, by {title}",
                          *table([title, "not found", "of"], rows[:most])]
                if len(rows) > most:
                    lines.append(f"... and {len(rows) - most} more")
                lines.append("")
    for verdict, title in (("false-alarm", "False alarms"), ("wrong-class", "Wrong class"),
                           ("broken", "Broken programs (not compared)")):
        chosen = [result for result in results if result.verdict == verdict]
        if chosen:
            all_of_them = verdict == "false-alarm"
            lines += [f"{title}: {len(chosen)}",
                      *listed(chosen, None if all_of_them else most), ""]
    return "\n".join(lines)


def json_report(results: list[Judged], versions: dict[str, str], python: str) -> str:
    def cell(result: Judged) -> dict[str, object]:
        return {"library": library_of(result), "sink": sink_of(result),
                "family": result.cell.sink.family, "producer": result.cell.producer.name,
                "role": result.cell.producer.role, "path": result.cell.path,
                "outcome": result.outcome, "error": result.error, "lines": result.lines,
                "verdict": result.verdict, "elsewhere": result.elsewhere,
                "findings": [{key: finding[key] for key in ("code", "class", "line")}
                             for finding in result.findings]}

    def totals(tally: Tally) -> dict[str, object]:
        return {"cells": tally.cells, "outcomes": dict(sorted(tally.outcomes.items())),
                "verdicts": dict(sorted(tally.verdicts.items())),
                "expected": dict(sorted(tally.expected.items())),
                "found": {name: tally.found[name] for name in sorted(tally.expected)}}

    document = {"version": 1, "python": python, "libraries": versions,
                "totals": {str(name): totals(tally)
                           for name, tally in with_total(results).items()},
                "cells": [cell(result) for result in results]}
    return json.dumps(document, indent=1) + "\n"


def markdown_report(results: list[Judged], scanned: bool, versions: dict[str, str],
                    python: str) -> str:
    slices = with_total(results)
    ran = ", ".join(f"{name} {version}" for name, version in versions.items())
    lines = ["# The truth matrix", "",
             "Generated by `make truth`; do not edit. Every cell is a program that was run: a way "
             "of hashing (sink) with a way of getting a value (producer). What Python did is the "
             "expectation: the hash *raises*, it is taken by *identity*, or by *value*; a program "
             "that fails for another reason is *broken* and not compared.", "",
             f"Run with Python {python}; {ran}.", "",
             "## What Python does", "", *markdown_table(OUTCOME_HEAD, outcome_rows(slices)), ""]
    if scanned:
        lines += ["## What tkscan finds", "",
                  "*Whole* are whole tensors as keys of a container that does not outlive the "
                  "function: identity may be meant there, so they are counted apart. *On another "
                  "line* are found programs whose finding is not on a line Python was hashing on.",
                  "", *markdown_table(VERDICT_HEAD, verdict_rows(slices)), ""]
        lines += code_section(results)
    lines += sink_section(results, scanned)
    lines += producer_section(results)
    return "\n".join(lines) + "\n"


def code_section(results: list[Judged]) -> list[str]:
    """Programs in which each rule was right, by family of sinks and by library."""
    libraries = list(tallies(results, library_of))
    counts: Counter = Counter()
    for result in results:
        if result.verdict in ("found", "whole-reported"):
            for code in sorted({finding["code"] for finding in result.findings
                                if finding["class"] == result.outcome}):
                counts[code, result.cell.sink.family, library_of(result)] += 1
    keys = sorted({key[:2] for key in counts})
    rows = [[code, family, *(str(counts[code, family, name]) for name in libraries)]
            for code, family in keys]
    return ["## Programs in which each rule was right", "",
            *markdown_table(["rule", "sinks", *libraries], rows), ""]


def sink_section(results: list[Judged], scanned: bool) -> list[str]:
    libraries = list(tallies(results, library_of))
    slices = tallies(results, lambda result: (sink_of(result), library_of(result)))
    families = {sink_of(result): result.cell.sink.family for result in results}

    def entry(sink: str, library: str) -> str:
        tally = slices.get((sink, library))
        if tally is None:
            return ""
        expected = tally.expected.total()
        return f"{tally.found.total()}/{expected}" if scanned else str(expected)

    rows = [[sink, family, *(entry(sink, name) for name in libraries)]
            for sink, family in families.items()]
    said = "programs found / programs that raise or hash by identity" if scanned else \
        "programs that raise or hash by identity"
    return ["## Sinks", "", f"Per library: {said}.", "",
            *markdown_table(["sink", "family", *libraries], rows), ""]


def producer_section(results: list[Judged]) -> list[str]:
    lines = ["## Producers", ""]
    for library, _ in tallies(results, library_of).items():
        own = [result for result in results if library_of(result) == library]
        rows = []
        for name, tally in tallies(own, lambda result: result.cell.producer.name).items():
            expected = tally.expected.total()
            whole = sum(result.whole for result in own if result.cell.producer.name == name)
            counts = [tally.outcomes[outcome] for outcome in ("raises", "identity", "value")]
            found = f"{tally.found.total()}/{expected}" if expected else "-"
            rows.append([f"`{name}`", *map(str, counts), str(whole), found])
        head = ["producer", "raises", "identity", "value", "whole", "found"]
        lines += [f"### {library}", "", *markdown_table(head, rows), ""]
    return lines
