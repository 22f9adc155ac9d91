"""What the analyzer says about the programs, held against what Python did."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

JUDGED = ("raises", "identity")
# Families in which a whole tensor as key is told apart: there its identity may well be meant.
WHOLE_FAMILIES = ("dict-key", "set-member")


class AnalyzerError(Exception):
    """The analyzer could not be run or did not answer in its json format."""


@dataclass
class Judged:
    """One cell with Python's outcome, the findings on it and the verdict of comparing them.

    verdict: found, missed, wrong-class (raises reported as identity or the reverse), false-alarm,
    silent (nothing to find, nothing found), whole-reported and whole-silent (identity of a whole
    tensor, counted apart), broken (fails for another reason, not compared), not-scanned.
    """

    cell: object
    outcome: str
    error: str
    lines: list[int]
    findings: list[dict[str, object]] = field(default_factory=list)
    verdict: str = "not-scanned"

    @property
    def whole(self) -> bool:
        """Identity that may be meant: counted apart, reported or not."""
        role, sink = self.cell.producer.role, self.cell.sink
        if self.outcome != "identity" or role == "element":
            return False
        return role == "parameter" or sink.family in WHOLE_FAMILIES and not sink.judges_whole

    @property
    def elsewhere(self) -> bool:
        """Found, but no finding covers a line that was hashing when Python stopped or recorded."""
        return self.verdict == "found" and not any(
            finding["line"] <= line <= finding["end_line"]
            for finding in self.findings for line in self.lines)


@dataclass
class Scan:
    """The analyzer's answer: findings by program path relative to the folder, and its errors."""

    findings: dict[str, list[dict[str, object]]]
    errors: list[object]


def scan(tkscan: str, folder: Path) -> Scan:
    command = [tkscan, "check", "--isolated", "--output-format", "json", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    except OSError as error:
        raise AnalyzerError(f"{tkscan}: {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise AnalyzerError(f"{tkscan}: no answer within 900 s") from None
    if done.returncode not in (0, 1):
        said = done.stderr.strip() or "no message"
        raise AnalyzerError(f"{tkscan}: exit status {done.returncode}: {said}")
    try:
        report = json.loads(done.stdout)
        findings = report["findings"]
        for finding in findings:
            for key in ("code", "class", "path", "line", "end_line", "message"):
                finding[key]
    except (ValueError, KeyError, TypeError) as error:
        raise AnalyzerError(f"{tkscan}: not the json format: {error!r}") from None
    by_path: dict[str, list[dict[str, object]]] = {}
    for finding in findings:
        path = (Path.cwd() / finding["path"]).resolve()
        try:
            relative = path.relative_to(folder.resolve())
        except ValueError:
            relative = Path(finding["path"])
        by_path.setdefault(relative.as_posix(), []).append(finding)
    return Scan(by_path, report.get("errors", []))


def judge(cells, outcomes, scanned: Scan | None) -> list[Judged]:
    """Every cell with its verdict; `scanned` is None when only Python ran."""
    results = []
    for cell, outcome in zip(cells, outcomes):
        result = Judged(cell, outcome["outcome"], outcome["error"], outcome["lines"])
        if scanned is not None:
            result.findings = [finding for finding in scanned.findings.get(cell.path, ())
                               if str(finding["code"]).startswith(("TK1", "TK2"))]
            result.verdict = verdict_of(result)
        elif result.outcome == "broken":
            result.verdict = "broken"
        results.append(result)
    return results


def verdict_of(result: Judged) -> str:
    if result.outcome == "broken":
        return "broken"
    if result.outcome == "value":
        return "false-alarm" if result.findings else "silent"
    classes = {finding["class"] for finding in result.findings}
    if result.whole:
        if result.outcome in classes:
            return "whole-reported"
        return "wrong-class" if classes & set(JUDGED) else "whole-silent"
    if result.outcome in classes:
        return "found"
    return "wrong-class" if classes & set(JUDGED) else "missed"


@dataclass
class Tally:
    """Counts of one slice of the matrix."""

    outcomes: Counter = field(default_factory=Counter)
    verdicts: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)  # by outcome
    expected: Counter = field(default_factory=Counter)  # by outcome, whole tensors left out
    elsewhere: int = 0

    def add(self, result: Judged) -> None:
        self.outcomes[result.outcome] += 1
        self.verdicts[result.verdict] += 1
        self.elsewhere += result.elsewhere
        if result.outcome in JUDGED and not result.whole:
            self.expected[result.outcome] += 1
            self.found[result.outcome] += result.verdict == "found"

    @property
    def cells(self) -> int:
        return self.outcomes.total()

    @property
    def recall(self) -> float:
        expected = self.expected.total()
        return self.found.total() / expected if expected else 1.0


def tallies(results: list[Judged], key) -> dict[object, Tally]:
    """A tally per value of `key(result)`, in order of appearance."""
    slices: dict[object, Tally] = {}
    for result in results:
        name = key(result)
        if name not in slices:
            slices[name] = Tally()
        slices[name].add(result)
    return slices


def failures(results: list[Judged], floor: float, most_broken: float) -> list[str]:
    """Why the run fails; empty when every floor holds."""
    said = []
    for name, tally in tallies(results, lambda result: result.cell.library.name).items():
        false = tally.verdicts["false-alarm"]
        wrong = tally.verdicts["wrong-class"]
        if false:
            said.append(f"{name}: {false} false alarms (allowed: 0)")
        if wrong:
            said.append(f"{name}: {wrong} reported as the wrong class (allowed: 0)")
        if tally.verdicts["not-scanned"] == 0 and tally.recall < floor:
            said.append(f"{name}: {tally.recall:.1%} found (floor: {floor:.1%})")
        if tally.outcomes["broken"] > most_broken * tally.cells:
            said.append(f"{name}: {tally.outcomes['broken']} of {tally.cells} programs are broken "
                        f"(at most {most_broken:.1%})")
    return said
