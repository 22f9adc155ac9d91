"""Writes the generated models: public functions that the hand-written ones leave out.

    generate.py numpy torch ...         (all libraries of surface.py without arguments)

Every such function is called on small arrays of ranks 0 to 3 and several dtypes. Of the transfer functions that a
model may name, the first one whose restatement (restate.py) predicts every result becomes the model's claim; where
none does, only the class is claimed; where the class varies, nothing is. What is written is a function of the
library's version alone. The result goes to rules/models/LIBRARY_generated.yaml, a file of its own.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.metadata
import inspect
import io
import itertools
import json
import os
import random
import re
import signal
import subprocess
import sys
import types
import warnings
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any, Callable, Iterator

import numpy as np

import coverage
import instances
import model
import restate
import samples
import surface
from facts import Fact, World

VERBOSE = bool(os.environ.get("VERBOSE"))
ANSWERS = sys.stdout      # a worker's; what the libraries print goes nowhere
FOLDER = model.ROOT / "rules" / "models"
ROLE_OF = {"axis": "axis", "dim": "axis", "keepdims": "keepdims", "keepdim": "keepdims", "size": "shape",
           "shape": "shape", "dtype": "dtype"}
ARRAYS = ("a x input arr tensor self operand m v A X X1 x1 values value data features logits inputs images image "
          "condition array tensors arrays params labels p z n").split()
OTHERS = "b y x2 other B Y v2 mat2 vec2 tensor2 q X2".split()
ENDLESS = 5          # seconds for one call
FEWEST = 3           # calls that a claim about rank needs, of two ranks of the input
MOST = 60            # calls of one function
# They change the process, block, write, or only make sense in a place of their own.
UNCALLABLE = re.compile(r"\b(set_|enable_|disable_|register|load|save|read|write|print|fork|wait|import_|export_"
                        r"|init_|seed|manual_|test|show_|start|stop|del_|delete|from_file|fromfile|memmap|compile"
                        r"|unsafe_|use_|gather_nd_wait|distributed|process|host_|profiler|launch|exit|open)")


@dataclass
class Observation:
    """One call that the library accepted. given: rank and dtype of every array among the arguments."""

    roles: dict[str, Any]
    given: tuple[tuple[int, str], ...]
    result: Any


RECEIVER = object()        # stands for an argument like the instance that a method is called on


class Endless(Exception):
    pass


def endless(*_: Any) -> None:
    raise Endless


def parameters(name: surface.Name, library: str) -> list[model.Parameter] | None:
    """Names, places and roles; of a function without a signature from the first line of its documentation."""
    ufunc = isinstance(name.target, np.ufunc)
    try:
        real = [] if ufunc else list(inspect.signature(name.target).parameters.values())
        real = real[1:] if name.owner and isinstance(name.target, types.FunctionType) else real
    except (ValueError, TypeError):
        real = documented(name)
    if ufunc:
        named = ["x1", "x2", "x3"][:name.target.nin] if name.target.nin > 1 else ["x"]
        return with_roles([model.Parameter(p, None) for p in named])
    if real is None and not isinstance(name.target, type):
        real = [inspect.Parameter(p, inspect.Parameter.POSITIONAL_ONLY, default=d) for p, d in (
            ("input", inspect.Parameter.empty), ("other", inspect.Parameter.empty))[:arity(name, library)]]
    if real is None or any(p.kind == p.VAR_POSITIONAL for p in real) and len(real) > 2:
        return None
    given = [model.Parameter(p.name, None, p.kind == p.VAR_POSITIONAL, p.kind == p.KEYWORD_ONLY)
             for p in real if p.kind != p.VAR_KEYWORD]
    for p, param in zip(real, given, strict=False):
        param.required = p.default is p.empty        # type: ignore[attr-defined]
    return with_roles(given)


def documented(name: surface.Name) -> list[inspect.Parameter] | None:
    found = re.search(rf"^{re.escape(name.short)}\((.*?)\)\s*->", (name.target.__doc__ or "").strip(), re.M)
    if not found:
        return None
    result, kind = [], inspect.Parameter.POSITIONAL_OR_KEYWORD
    for text in re.sub(r"\[[^\]]*\]|\([^)]*\)", "", found.group(1)).split(","):
        word = re.match(r"\s*(\*?)(\w*)[^=]*(=?)", text)
        if word.group(1) and not word.group(2):
            kind = inspect.Parameter.KEYWORD_ONLY
        elif word.group(2) and not word.group(1):
            result.append(inspect.Parameter(word.group(2), kind,
                                            default=None if word.group(3) else inspect.Parameter.empty))
        else:
            return None
    return result


def arity(name: surface.Name, library: str) -> int:
    """Of a function that tells nothing of its parameters: does it take one array, or two?"""
    x = instances.inputs(library)[0][2]
    for count in (1, 2):
        with contextlib.suppress(Exception), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            name.target(*[x] * count)
            return count
    return 0


def with_roles(params: list[model.Parameter]) -> list[model.Parameter]:
    taken: set[str] = set()
    for place, param in enumerate(params):
        role = ROLE_OF.get(param.name)
        if role is None and place == 0 and param.name in ARRAYS:
            role = "x"
        elif role is None and place == 1 and "x" in taken and param.name in OTHERS:
            role = "y"
        param.role = None if role in taken else role
        taken.add(param.role or "")
    return params


def choices(param: model.Parameter, x: Any, like: Callable[[np.ndarray], Any]) -> list[Any]:
    if param.role == "shape" or param.role == "dtype" or param.role in ("keepdims", "axis"):
        return samples.choices(param, x, like)
    if param.role in ("x", "y"):
        return [x] if getattr(param, "required", True) else [x, samples.ABSENT]
    if not getattr(param, "required", True):
        return [samples.ABSENT]
    return [x] + ([like(v) if isinstance(v, np.ndarray) else v for v in samples.NAMED.get(param.name, [])] or [2])


def calls(params: list[model.Parameter], inputs: list[Any], like: Callable) -> Iterator[tuple[list, dict, dict]]:
    """One round over all inputs after the other, so that the first calls differ in rank and dtype."""
    if params and params[0].name in ("tensors", "arrays"):
        inputs = [[x, x] for x in inputs]
    if not params:
        yield [], {}, {}
        return
    rounds = [itertools.product(*[choices(p, x, like) for p in params]) for x in inputs]
    for values in itertools.chain.from_iterable(itertools.zip_longest(*rounds)):
        if values is None:
            continue
        args, keywords, roles, skipped = [], {}, {}, False
        for param, value in zip(params, values):
            if value is samples.ABSENT:
                skipped = True
                continue
            if skipped or param.keyword_only:
                keywords[param.name] = value
            else:
                args.append(value)
            if param.role:
                roles[param.role] = value
        yield args, keywords, roles


def observe(name: surface.Name, params: list[model.Parameter], library: str) -> list[Observation]:
    inputs, like = instances.inputs(library)
    if name.qualified.startswith("numpy.ma."):
        inputs = inputs + [np.ma.array(x) for x in inputs[:5]]
    found: list[Observation] = []
    refused = 0
    for receiver, (args, keywords, roles) in invocations(name, params, inputs, like):
        if len(found) + refused >= MOST:
            break
        target = name.target
        try:
            with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), \
                    contextlib.redirect_stderr(io.StringIO()):
                warnings.simplefilter("ignore")
                signal.alarm(ENDLESS)
                try:
                    if receiver is not None:
                        target = getattr(receiver(), name.short)
                        roles = {**roles, "x": receiver()}
                        args = [receiver() if a is RECEIVER else a for a in args]
                    result = target(*args, **keywords) if callable(target) else target
                finally:
                    signal.alarm(0)
        except Endless:
            return []
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            refused += 1
            continue
        found.append(Observation(roles, given([*args, *keywords.values(), roles.get("x")]), result))
    return found


def invocations(name: surface.Name, params: list[model.Parameter], inputs: list[Any],
                like: Callable) -> Iterator[tuple[Callable[[], Any] | None, tuple[list, dict, dict]]]:
    """What to call a function with, or a member: then also what makes the instance it is called on."""
    if name.owner is None:
        yield from ((None, call) for call in calls(params, inputs, like))
        return
    owner = name.qualified.rsplit(".", 1)[0]
    for place in range(len(instances.of(owner))):
        for call in itertools.islice(calls(params, [RECEIVER, *inputs[:3]], like), 12):
            yield (lambda: instances.of(owner)[place]), call


def given(arguments: list[Any]) -> tuple[tuple[int, str], ...]:
    flat = [part for value in arguments for part in (value if isinstance(value, list) else [value])]
    return tuple((len(value.shape), str(value.dtype)) for value in flat
                 if hasattr(value, "dtype") and hasattr(value, "shape"))


@dataclass
class Evidence:
    """What the accepted calls allow to claim: nothing follows from arguments that never varied."""

    seen: list[Observation]
    bare: bool          # nothing needs to be passed: what comes back depends on the instance at most
    member: bool

    def __post_init__(self) -> None:
        arrays = [pair for o in self.seen for pair in o.given]
        enough = len(self.seen) >= FEWEST
        self.ranks = enough and len({rank for rank, _ in arrays}) > 1
        self.dtypes = enough and len({dtype for _, dtype in arrays}) > 1
        self.cls = self.bare or enough and (self.member or self.ranks or self.dtypes)


def type_text(world: World, results: list[Any], ranks: bool) -> str | None:
    """The type, in a model's words, that all of the results have; None when they have none in common."""
    classes = {world.class_name(value) for value in results}
    if len(classes) != 1:
        return None
    cls = classes.pop()
    if cls is None or cls == "builtins.object":
        return None
    if cls in ("builtins.tuple", "builtins.list"):
        return sequence_text(world, cls, results, ranks)
    text = cls.removeprefix("builtins.")
    if world.family(cls) != "array":
        return text
    facts = [world.fact(value) for value in results]
    if ranks and len({fact.rank for fact in facts}) == 1:
        text += f" rank={facts[0].rank}"
    return text


def sequence_text(world: World, cls: str, results: list[Any], ranks: bool) -> str | None:
    short = cls.removeprefix("builtins.")
    lengths = {len(value) for value in results}
    if short == "tuple" and len(lengths) == 1 and 0 < max(lengths) <= 6:
        parts = [type_text(world, [value[place] for value in results], ranks) for place in range(lengths.pop())]
        return f"tuple[{', '.join(part or 'unknown' for part in parts)}]"
    items = [item for value in results for item in value]
    inner = type_text(world, items, ranks) if items else None
    return f"{short}[{inner or 'unknown'}{', ...' if short == 'tuple' else ''}]"


# In this order: of two that predict all that was seen, the first is the likelier meaning.
TRANSFERS = ["reduce", "elementwise", "like", "reduce-pair", "pair", "expand", "axis-or-flat", "flatten", "matmul",
             "outer", "reduce-matrix", "diagonal", "same-rank", "stack", "concat", "shape", "reshape"]


def candidates(world: World, params: list[model.Parameter], evidence: Evidence) -> Iterator[dict]:
    """Claims to try, the most telling first."""
    results = [o.result for o in evidence.seen]
    classes = {world.class_name(r) for r in results}
    families = {world.family(c) for c in classes}
    array = next((c for c in sorted(filter(None, classes)) if world.family(c) == "array"), None)
    roles = {p.role for p in params}
    dtypes = sorted({d for d in (world.fact(r).dtype for r in results) if d})
    one_dtype = [{"dtype": d} for d in dtypes if len(dtypes) == 1 and evidence.dtypes]
    finishes = [{}, *one_dtype, *({"integers": d} for d in dtypes if evidence.dtypes)]
    if array and ("x" in roles or any("x" in o.roles for o in evidence.seen)) and evidence.ranks:
        for transfer in TRANSFERS:
            if "axis" in roles or transfer not in ("reduce-pair", "axis-or-flat"):
                yield from ({"type": array, "transfer": transfer, **finish} for finish in finishes)
    if array and families == {"array"} and "shape" in roles:
        for finish in [*finishes, *({"default_dtype": d} for d in dtypes)]:
            yield {"type": array, "transfer": "shape", **finish}
    for ranks in (evidence.ranks, False):
        text = type_text(world, results, ranks)
        if text and families == {"array"}:
            yield from ({"type": text, **finish} for finish in one_dtype)
        if text and text not in ("tuple[unknown, ...]", "list[unknown]") and not (evidence.member and plain(text)):
            yield {"type": text}


def plain(text: str) -> bool:
    """A label, a number or None: what an instance holds decides that, and few were asked."""
    return not text.startswith(("tuple", "list")) and "." not in text and text not in ("bool", "dict")


def fits(world: World, name: str, params: list[model.Parameter], claim: dict, seen: list[Observation]) -> bool:
    function = model.Function(name, params, claim.get("transfer", "type"), model.parse_type(claim.get("type")), None,
                              claim)
    unstated = 0
    for o in seen:
        try:
            fact = restate.Call(world, function, dict(o.roles), None).claim()
        except restate.Unstated:
            unstated += 1
            continue
        except (KeyError, TypeError, AttributeError, IndexError):
            return False
        if fact.cls is None and "transfer" in claim or not world.holds(fact, o.result):
            return False
        rank = getattr(o.result, "ndim", None)
        if "transfer" in claim and rank is not None and fact.rank is None and world.family(fact.cls) == "array":
            unstated += 1
    return unstated * 2 < len(seen) or "transfer" not in claim


def params_text(params: list[model.Parameter]) -> list[str]:
    """Trailing parameters without a role say nothing, unless by their place."""
    while params and not params[-1].role:
        params = params[:-1]
    texts: list[str] = []
    for place, param in enumerate(params):
        if param.keyword_only and not any(p.keyword_only for p in params[:place]):
            texts.append("*")
        star = "*" if param.variadic else ""
        role = param.role if param.role and param.role != param.name else None
        texts.append(f"{star}{param.name}={role}" if role else f"{star}{param.name}")
    return texts


def learn(world: World, name: surface.Name, library: str) -> dict | None:
    """The function's entry, without its name; None when nothing can be claimed."""
    params = [] if name.owner and not callable(name.target) else parameters(name, library)
    if params is None or UNCALLABLE.search(name.short) or not instances.may_call(name.qualified):
        return None
    if name.owner:
        params = [replace(p, role=None if p.role == "x" else p.role) for p in params]
    needed = [p for p in params if getattr(p, "required", True)]
    evidence = Evidence(observe(name, params, library), bare=not needed, member=name.owner is not None)
    if not evidence.seen or not evidence.cls:
        return None
    for claim in candidates(world, params, evidence):
        if fits(world, name.qualified, params, claim, evidence.seen):
            return {"params": params_text(params), **claim}
    return None


def work(library: str) -> None:
    """A worker: reads qualified names, answers each with a line of JSON."""
    world = World(model.load(generated=False))
    names = {name.qualified: name for name in surface.of(library)[0]}
    for line in sys.stdin:
        np.random.seed(0)
        random.seed(0)
        print(json.dumps(learn(world, names[line.strip()], library)), file=ANSWERS, flush=True)


def learned(library: str, names: list[str]) -> Iterator[tuple[str, dict | None]]:
    """Asks a worker for every name; one that a call kills is replaced, and the call's function left unknown."""
    worker = None
    for name in names:
        if worker is None:
            worker = subprocess.Popen([sys.executable, __file__, "--worker", library], text=True,
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=None if VERBOSE else subprocess.DEVNULL)
        try:
            worker.stdin.write(name + "\n")
            worker.stdin.flush()
            answer = worker.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            print(f"{name}: the call ended the process", file=sys.stderr)
            worker.kill()
            worker.wait()
            worker = None
        yield name, json.loads(answer) if answer else None
    if worker:
        worker.stdin.close()
        worker.wait()


def class_entry(world: World, name: surface.Name) -> dict | None:
    """A class of the library: the nearest modelled base says what its instances are."""
    for base in name.target.__mro__[1:]:
        known = world.named.get(base)
        if known:
            break
    else:
        known = "builtins.object"
    if known != "builtins.object" and world.family(known) in ("array",):
        return None          # a subclass of an array class may do anything
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


def generate(library: str) -> None:
    distribution = {"tensorflow": "tensorflow-cpu"}.get(library, library)
    path = FOLDER / f"{library}_generated.yaml"
    world = World(model.load(generated=False))
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
            members[owner][short] = entry | {"attribute": not callable(names[qualified].target)}
    classes = {name.qualified: entry for name in names.values() if name.is_class
               for entry in [class_entry(world, name)] if entry}
    modules = sorted({n.rsplit(".", 1)[0] for n in [*functions, *classes]} | {library})
    path.write_text(text_of_model(library, distribution, modules, functions, classes, members))
    print(f"{path.name}: {len(functions)} functions, {sum(map(len, members.values()))} members, {len(classes)} "
          f"classes; {len(names) - len(functions) - len(classes) - sum(map(len, members.values()))} remain unknown")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="generate.py", description=__doc__.splitlines()[0])
    parser.add_argument("library", nargs="*", default=list(surface.SURFACES))
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.worker:
        work(options.library[0])
        return 0
    for library in options.library:
        if instances.available(library):
            generate(library)
        else:
            print(f"{library}: not installed, left as it is")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    np.seterr(all="ignore")
    signal.signal(signal.SIGALRM, endless)
    sys.exit(main())
