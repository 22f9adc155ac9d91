#!/usr/bin/env python3
"""Does Python agree with tests/unit/transfer_cases.def? Evaluates every expression with the real
libraries and compares class, rank, dtype and what is inside.

    build/venv/bin/python tests/unit/transfer_oracle.py
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import corpus_values  # noqa: E402

STRING = r'"(?:[^"\\]|\\.)*"'
PRELUDE = re.compile(rf"^PRELUDE\(({STRING})\)$", re.M)
CASE = re.compile(rf"^(?:CASE|LIKELY)\((\w+), ({STRING}),\s*({STRING})\)$", re.M)


def disagreement(expression: str, value: str, names: dict[str, object]) -> str | None:
    """Why Python contradicts the table, or None. `eval` sees the names as globals, as comprehensions must."""
    try:
        real = eval(expression, dict(names))
        if value.startswith("type["):
            agrees = real is corpus_values.named_class(value[5:-1])
        else:
            agrees = corpus_values.fits(real, value)
    except Exception as error:
        return f"raises {type(error).__name__}: {error}"
    return None if agrees else f"is {corpus_values.describe(real)}"


def main() -> int:
    table = (HERE / "transfer_cases.def").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    exec("\n".join(ast.literal_eval(line) for line in PRELUDE.findall(table)), names)
    failed = 0
    cases = CASE.findall(table)
    for section, expression, value in cases:
        expression, value = ast.literal_eval(expression), ast.literal_eval(value)
        problem = disagreement(expression, value, names)
        if problem:
            failed += 1
            print(f"{section}: {expression}\n  table:  {value}\n  Python: {problem}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
