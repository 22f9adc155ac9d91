"""Writes the generated models: public names that the hand-written ones leave out.

    generate.py numpy torch ...         (all libraries of surface.py without arguments)

Every such function is called in many ways (probes.py). Of the transfer functions that a model may name, the first one
whose restatement (restate.py) predicts every result becomes the model's claim (claims.py); where none does, only the
class is claimed; where the class varies, a union or nothing is. What is written is a function of the libraries'
versions alone. The result goes to rules/models/LIBRARY_generated.yaml, a file of its own.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.metadata
import json
import os
import random
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from typing import Any, Iterator

import numpy as np

import annotations
import claims
import coverage
import instances
import model
import probes
import surface
from facts import World

VERBOSE = bool(os.environ.get("VERBOSE"))
FOLDER = model.ROOT / "rules" / "models"
SILENCE = 400        # seconds after which a call inside a library, which no signal interrupts, is given up
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "JAX_PLATFORMS": "cpu", "CUDA_VISIBLE_DEVICES": "", "PYTHONHASHSEED": "0",
         "XLA_FLAGS": "--xla_backend_optimization_level=0"}       # compiling is most of the time


def seed() -> None:
    np.random.seed(0)
    random.seed(0)
    for module, plant in (("torch", lambda m: m.manual_seed(0)), ("tensorflow", lambda m: m.random.set_seed(0))):
        if module in sys.modules:
            plant(sys.modules[module])


def without_gradients() -> Any:
    return sys.modules["torch"].no_grad() if "torch" in sys.modules else contextlib.nullcontext()


def learn(world: World, name: surface.Name, library: str) -> dict | None:
    seed()
    params = probes.parameters(name, library) if callable(getattr(name.target, "__func__", name.target)) else []
    told = annotations.told(world, name, library)
    with without_gradients():
        calls = list(probes.calls_of(name, library))
        return claims.learn(world, name.qualified, params, calls, name.owner is not None, told, library)


def work(library: str) -> None:
    """A worker: reads qualified names, answers each with a line of JSON."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)      # what the libraries print goes nowhere
    world = World(model.load(generated=False), instances.imports({library}))
    names = {name.qualified: name for name in surface.of(library)[0]}
    with tempfile.TemporaryDirectory() as folder:   # some functions take a text for the name of a file, and make it
        os.chdir(folder)
        for line in sys.stdin:
            print(json.dumps(learn(world, names[line.strip()], library)), file=answers, flush=True)


def learned(library: str, names: list[str]) -> Iterator[tuple[str, dict | None]]:
    """Asks a worker for every name; one that a call kills is replaced, and the call's function left unknown."""
    worker = None
    for name in names:
        began = time.time()
        if worker is None:
            worker = subprocess.Popen([sys.executable, __file__, "--worker", library], text=True,
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **QUIET},
                                      stderr=None if VERBOSE else subprocess.DEVNULL)
        try:
            worker.stdin.write(name + "\n")
            worker.stdin.flush()
            ready = select.select([worker.stdout], [], [], SILENCE)[0]
            answer = worker.stdout.readline() if ready else ""
        except BrokenPipeError:
            answer = ""
        if not answer:
            print(f"{name}: the call ended the process", file=sys.stderr)
            worker.kill()
            worker.wait()
            worker = None
        if VERBOSE:
            print(f"{time.time() - began:6.1f} {name} {answer.strip()}", file=sys.stderr)
        yield name, json.loads(answer) if answer else None
    if worker:
        worker.stdin.close()
        worker.wait()


def class_entry(world: World, name: surface.Name) -> dict | None:
    """A class of the library: the nearest modelled base says what its instances are, and Python how they hash."""
    cls = name.target
    known = next((world.named[base] for base in cls.__mro__[1:] if base in world.named), "builtins.object")
    if world.family(known) in ("array", "scalar", "tuple", "list", "set", "mapping", "text", "iterator"):
        return None          # a subclass of such a class may do anything
    raises = cls.__hash__ is None
    if raises:
        return None          # a subclass may take the hash of a class behind it, by super()
    if cls.__eq__ is not object.__eq__ and cls.__hash__ is object.__hash__:
        return None          # what its == compares is not what it hashes by
    if world.models.inherited(known, "hash", "value") == "raises":
        return {"bases": [known], "hash": "value"}
    return {"bases": [known]}


def written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(written(v) for v in value) + "]"
    text = str(value)
    return f'"{text}"' if re.search(r"[\[\]*,:#]", text) else text


def grouped(entries: dict[str, dict]) -> Iterator[str]:
    """One line for all names of which the same is true."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name, entry in entries.items():
        groups[", ".join(f"{k}: {written(v)}" for k, v in entry.items() if v != [])].append(name)
    for tail, names in sorted(groups.items(), key=lambda item: sorted(item[1])):
        key = f"names: [{', '.join(sorted(names))}]" if len(names) > 1 else f"name: {names[0]}"
        yield f"{{{key}, {tail}}}" if tail else f"{{{key}}}"


def extension(owner: str, members: dict[str, dict]) -> list[str]:
    lines = [f"  - extends: {owner}"]
    attributes = {n: e["type"] for n, e in members.items() if e["attribute"] and "type" in e}
    methods = {n: {k: v for k, v in e.items() if k != "attribute"} for n, e in members.items() if not e["attribute"]}
    if attributes:
        lines.append("    attributes:")
        lines += [f"      {name}: {written(text)}" for name, text in sorted(attributes.items())]
    if methods:
        lines.append("    methods:")
        lines += [f"      - {text}" for text in grouped(methods)]
    return lines


def text_of_model(library: str, distribution: str, modules: list[str], functions: dict[str, dict],
                  classes: dict[str, dict], members: dict[str, dict[str, dict]]) -> str:
    lines = ["# Written by tools/models/generate.py: what calls of the real library gave back. Not edited by hand;",
             "# what is said in another file is left out here.",
             f"library: {library}", f'versions: {{{distribution}: "{importlib.metadata.version(distribution)}"}}',
             f"modules: [{', '.join(modules)}]"]
    if classes or members:
        lines += ["", "classes:"]
        for name, entry in sorted(classes.items()):
            lines.append(f"  - {{name: {name}, " + ", ".join(f"{k}: {written(v)}" for k, v in entry.items()) + "}")
        for owner, entries in sorted(members.items()):
            lines += extension(owner, entries)
    if functions:
        lines += ["", "functions:"]
        lines += [f"  - {text}" for text in grouped(functions)]
    return "\n".join(lines) + "\n"


def generate(library: str, check: bool) -> bool:
    distribution = instances.DISTRIBUTION_OF.get(library, library)
    path = FOLDER / f"{library}_generated.yaml"
    world = World(model.load(generated=False), instances.imports({library}))
    names = {name.qualified: name for name in surface.of(library)[0] if not coverage.known(world, name)}
    functions: dict[str, dict] = {}
    members: dict[str, dict[str, dict]] = defaultdict(dict)
    asked = [name.qualified for name in names.values() if not name.is_class]
    for qualified, entry in learned(library, asked):
        if entry is None:
            continue
        if names[qualified].owner is None:
            functions[qualified] = entry
        else:
            owner, short = qualified.rsplit(".", 1)
            target = names[qualified].target
            members[owner][short] = entry | {"attribute": not callable(getattr(target, "__func__", target))}
    classes = {name.qualified: entry for name in names.values() if name.is_class
               for entry in [class_entry(world, name)] if entry}
    modules = sorted({n.rsplit(".", 1)[0] for n in [*functions, *classes]} | {library})
    text = text_of_model(library, distribution, modules, functions, classes, members)
    if check:
        same = path.exists() and path.read_text() == text
        print(f"{path.name}: {'the same' if same else 'other than what is there'}")
        return same
    path.write_text(text)
    print(f"{path.name}: {len(functions)} functions, {sum(map(len, members.values()))} members, {len(classes)} "
          f"classes; {len(names) - len(functions) - len(classes) - sum(map(len, members.values()))} remain unknown")
    return True


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="generate.py", description=__doc__.splitlines()[0])
    parser.add_argument("library", nargs="*", default=list(surface.SURFACES))
    parser.add_argument("--check", action="store_true", help="write nothing: is what is there what would be written?")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.worker:
        work(options.library[0])
        return 0
    right = True
    for library in options.library:
        if instances.available(library):
            right &= generate(library, options.check)
        else:
            print(f"{library}: not installed, left as it is")
    return 0 if right else 1


if __name__ == "__main__":
    os.environ.update(QUIET)
    np.seterr(all="ignore")
    signal.signal(signal.SIGALRM, probes.endless)
    sys.exit(main())
