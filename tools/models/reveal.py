"""Asks the analyzer what it says of calls that the real libraries have just answered.

    reveal.py [--tkscan build/tkscan] [--library numpy,torch] [--show TEXT]

Every call that check.py makes on a plain sample is written into a program as `reveal_value(...)`; what the
analyzer prints must hold for the real result. Unknown is allowed and counted.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

import check
import instances
import model
from facts import UNKNOWN, Fact, World

HEADER = {
    "numpy": "import numpy\nimport numpy as np\n",
    "torch": "import numpy as np\nimport torch\nimport torch.nn.functional\nimport torch.linalg\n",
    "tensorflow": "import numpy as np\nimport tensorflow\nimport tensorflow as tf\n",
    "jax": "import numpy as np\nimport jax\nimport jax.numpy\nimport jax.numpy as jnp\n",
    "scipy": "import numpy as np\nimport scipy\nimport scipy.special\nimport scipy.stats\nimport scipy.ndimage\n",
}
MAKERS = {"numpy": "{}", "scipy": "{}", "torch": "torch.tensor({})", "tensorflow": "tf.constant({})",
          "jax": "jnp.asarray({})"}


class Unwritable(Exception):
    """An argument that has no plain source text."""


def alike(value: Any, sample: Any) -> bool:
    """A fresh copy of a sample."""
    if type(value) is not type(sample) or value.dtype != sample.dtype or getattr(value, "requires_grad", False):
        return False
    return np.array_equal(np.asarray(value), np.asarray(sample))


class Program:
    def __init__(self, library: str):
        self.library = library
        self.lines = HEADER[library].splitlines()
        self.samples = [value for value in instances.inputs(library)[0] if hasattr(value, "shape")]
        self.results: dict[int, tuple[str, Any]] = {}
        for place, value in enumerate(self.samples):
            array = np.asarray(value)
            text = f"np.array({array.tolist()}, dtype=np.{array.dtype.name}{'_' if array.dtype == bool else ''})"
            self.lines.append(f"s{place} = {MAKERS[library].format(text)}")

    def source(self, value: Any) -> str:
        for place, sample in enumerate(self.samples):
            if value is sample or alike(value, sample):
                return f"s{place}"
        if isinstance(value, (bool, int, float, str)) or value is None:
            return repr(value)
        if type(value) in (list, tuple):
            inner = ", ".join(map(self.source, value))
            return f"[{inner}]" if type(value) is list else f"({inner}{',' * (len(value) == 1)})"
        raise Unwritable

    def record(self, function: model.Function, args: list, keywords: dict, receiver: Any, result: Any) -> None:
        try:
            words = [self.source(value) for value in args]
            words += [f"{name}={self.source(value)}" for name, value in keywords.items()]
            target = function.name
            if receiver is not None:
                target = f"{self.source(receiver)}.{function.name.rsplit('.', 1)[1]}"
        except Unwritable:
            return
        text = f"{target}({', '.join(words)})"
        self.lines.append(f"reveal_value({text})")
        self.results[len(self.lines)] = (text, result)

    def revealed(self, tkscan: str) -> dict[int, str]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "revealed.py"
            path.write_text("\n".join(self.lines) + "\n")
            done = subprocess.run([tkscan, "debug", "--isolated", "--dump=values", str(path)], text=True,
                                  capture_output=True, timeout=600)
        found = {}
        for line in done.stdout.splitlines():
            if line.startswith("reveal "):
                number, text = line[7:].split(": ", 1)
                found[int(number)] = text.rsplit(" ", 1)[0]
        return found


def fact_of(world: World, text: str) -> Fact:
    """A value as the analyzer prints it; parts that this reader does not know are unknown."""
    try:
        type_ = model.parse_type(text)
    except (IndexError, ValueError):
        return UNKNOWN

    def convert(part: model.Type) -> Fact:
        if part.kind == "union":
            return Fact(alternatives=[convert(one) for one in part.args])
        if part.kind == "none":
            return Fact("None")
        if part.kind != "class":
            return UNKNOWN
        fact = Fact(part.cls, part.rank, part.dtype)
        if part.cls in ("builtins.tuple", "builtins.list") and part.args:
            inner = [convert(one) for one in part.args]
            if part.variadic or part.cls == "builtins.list":
                fact.element = inner[0]
            else:
                fact.items = inner
        return fact

    return convert(type_) if type_ else UNKNOWN


def compare(world: World, program: Program, tkscan: str, show: str | None) -> tuple[Counter[str], list[str]]:
    count: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    wrong: dict[tuple[str, str, str], str] = {}
    for line, says in program.revealed(tkscan).items():
        text, result = program.results[line]
        fact = fact_of(world, says)
        if show and show in text:
            print(f"{text}: {says}; really {world.fact(result)}")
        if fact.cls is None and not fact.alternatives:
            count["unknown"] += 1
            unknown[text.split("(")[0].rsplit(".", 1)[-1]] += 1
        elif world.holds(fact, result):
            count["right"] += 1
        else:
            count["wrong"] += 1
            wrong.setdefault((text.split("(")[0].rsplit(".", 1)[-1], says, str(world.fact(result))),
                             f"{text}\n    tkscan: {says}\n    real:   {world.fact(result)}")
    if show == "unknown":
        print("unknown:", ", ".join(f"{name} {n}" for name, n in unknown.most_common()))
    count["silent"] = len(program.results) - sum(count.values())
    return count, list(wrong.values())


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="reveal.py", description=__doc__.splitlines()[0])
    parser.add_argument("--tkscan", default="build/tkscan")
    parser.add_argument("--library", default="numpy,torch", metavar="A,B")
    parser.add_argument("--show", metavar="TEXT", help="print calls with TEXT in them; `unknown`: what is not known")
    options = parser.parse_args(argv)
    models = model.load()
    world = World(models)
    failed = False
    for library in options.library.split(","):
        if not instances.available(library):
            print(f"{library}: not checked, the library is not installed")
            continue
        program = Program(library)
        report = check.Report(None)
        report.record = program.record
        check.observe(world, report, {library})
        count, wrong = compare(world, program, options.tkscan, options.show)
        for text in wrong:
            print(text)
        print(f"{library}: {count['right']} right, {count['unknown']} unknown, {count['wrong']} wrong "
              f"({len(wrong)} kinds), {count['silent']} not answered")
        failed |= bool(wrong) or not count["right"]
    return 1 if failed else 0


if __name__ == "__main__":
    np.seterr(all="ignore")
    sys.exit(main())
