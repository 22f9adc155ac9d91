"""Holds every claim of the library models to what the real libraries do.

    check.py [--library numpy,torch] [--show NAME] [--uncalled]

Calls every modelled function and method on small inputs and compares class, rank and dtype of what comes
back with what the model says; hashes, iterates and indexes an instance of every class. A disagreement prints
both and fails. Run it with the Python that has the real libraries (and PyYAML).
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import inspect
import io
import signal
import sys
import warnings
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from typing import Any, Callable, Iterator

import numpy as np

import examples
import instances
import model
import probes
import restate
import samples
import surface
from facts import Fact, World, drawn, rank_of, resolve


class Report:
    def __init__(self, show: str | None):
        self.show = show
        self.disagreements: dict[tuple[str, str, str], str] = {}
        self.exceptions: dict[str, tuple[Any, Any, str]] = {}     # to claims that are likely
        self.calls: Counter[str] = Counter()
        self.uncalled: dict[str, str] = {}
        self.missing: list[str] = []
        self.wide = False                     # hand-written entries are called like generated ones
        self.record: Callable | None = None   # gets every accepted call and its result
        self.agreed: set[str] = set()         # names of which some call was as claimed

    def disagree(self, name: str, claim: Any, actual: Any, how: str) -> None:
        self.disagreements.setdefault((name, str(claim), str(actual)), how)

    def except_for(self, name: str, claim: Any, actual: Any, how: str) -> None:
        """A claim that is only likely has exceptions; it is wrong when nothing else was seen."""
        self.exceptions.setdefault(name, (claim, actual, how))

    def settle(self) -> None:
        for name, (claim, actual, how) in self.exceptions.items():
            if name not in self.agreed:
                self.disagree(name, claim, actual, how)


def text_of(value: Any) -> str:
    if rank_of(value) is not None and hasattr(value, "dtype") and not isinstance(value, type):
        return f"<{value.dtype}{list(value.shape)}>"
    return repr(value).replace("\n", " ")[:60]


def told(args: list, keywords: dict) -> str:
    return ", ".join([text_of(a) for a in args] + [f"{k}={text_of(v)}" for k, v in keywords.items()])


def arguments_for(function: model.Function, inputs: list[Any], like: Callable) -> Iterator[tuple[list, dict, dict]]:
    """The examples of a name, then every combination of small arguments."""
    yield from examples.calls(function)
    if function.name in instances.OPEN:
        return
    has_x = any(param.role == "x" for param in function.params)
    for x in inputs if has_x or any(p.role for p in function.params) else inputs[:1]:
        yield from samples.calls(function, x, like, instances.MOST.get(function.path, 400))


def check_calls(world: World, report: Report, function: model.Function, call: Callable, receiver: Any,
                inputs: list[Any], like: Callable) -> None:
    """Calls with every sample; counts those that the library accepted."""
    problem = ""
    for args, keywords, roles in arguments_for(function, inputs, like):
        try:
            with warnings.catch_warnings(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                warnings.simplefilter("ignore")
                target, bound = call(receiver)
                result = drawn(target(*args, **keywords))
        except Exception as error:   # the library refuses this combination
            problem = f"{type(error).__name__}: {error}"
            continue
        if result is NotImplemented:
            continue
        report.calls[function.name] += 1
        if report.record and not function.raw.get("mutates"):
            report.record(function, args, keywords, bound, result)
        if bound is not None and "x" not in roles:
            roles["x"] = bound
        compare(world, report, function, roles, bound, result, told(args, keywords))
    if not report.calls[function.name]:
        report.uncalled[function.name] = problem.splitlines()[0][:100] if problem else "no sample"


@cache
def surface_names(library: str) -> dict[str, surface.Name]:
    return {name.qualified: name for name in surface.of(library)[0]} if library in surface.SURFACES else {}


def check_probes(world: World, report: Report, function: model.Function) -> None:
    """The calls that the generator makes; of hand-written entries only when no sample fits, or all are asked for."""
    library = function.path.removesuffix("_generated")
    if library == function.path and not report.wide and (report.calls[function.name] or library not in instances.PROBED):
        return
    name = surface_names(library).get(function.name)
    if report.calls[function.name] and function.name in instances.NARROW:
        return
    if name is None or function.name in instances.OPEN or function.raw.get("never_returns"):
        return
    for call in probes.calls_of(name, library):
        report.calls[function.name] += 1
        roles = examples.roles(function, call.args, call.keywords)
        if call.receiver is not None:
            roles.setdefault("x", call.receiver)
        compare(world, report, function, roles, call.receiver, drawn(call.result), told(call.args, call.keywords))


def compare(world: World, report: Report, function: model.Function, roles: dict, receiver: Any, result: Any,
            how: str) -> None:
    owner = world.class_name(receiver) if receiver is not None else None
    try:
        claim = restate.Call(world, function, roles, owner).claim()
    except (restate.Unstated, TypeError, IndexError, KeyError):     # arguments of kinds that the restatement does not know
        return
    agrees = claim.cls is None and not claim.alternatives or world.holds(claim, result)
    if report.show and report.show in function.name:
        print(f"{function.name}({how})  model: {claim}  real: {world.fact(result)}{'' if agrees else '  <--'}")
    if agrees:
        report.agreed.add(function.name)
    else:
        target = f"{text_of(receiver)}.{function.name.rsplit('.', 1)[1]}" if receiver is not None else function.name
        disagree = report.except_for if str(function.raw.get("type")).endswith(" likely") else report.disagree
        disagree(function.name, claim, world.fact(result), f"{target}({how})")


def check_function(world: World, report: Report, function: model.Function) -> None:
    try:
        target = resolve(function.name)
    except (ImportError, AttributeError):
        report.missing.append(function.name)
        return
    if function.raw.get("never_returns") or not instances.may_call(function.name):
        report.uncalled[function.name] = "never called"
        return
    check_signature(report, function, target)
    if not function.path.endswith("_generated"):
        inputs, like = instances.inputs(function.path)
        check_calls(world, report, function, lambda _: (target, None), None, inputs, like)
    check_probes(world, report, function)


def check_signature(report: Report, function: model.Function, target: Any, bound: bool = False) -> None:
    """Parameters with a role have the library's name and place, where the library tells its signature."""
    try:
        real = list(inspect.signature(target).parameters.values())
    except (ValueError, TypeError):
        return
    if bound:
        real = real[1:]
    names = [p.name for p in real]
    if any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in real):
        return
    for place, param in enumerate(function.params):
        if not param.role or param.variadic or place < len(real) and real[place].kind == real[place].POSITIONAL_ONLY:
            continue
        if param.name not in names and (
                function.transfer == "type" or function.scalar or param.role == "axis"):
            continue   # a list shared by several functions: harmless
        if param.name not in names:
            report.disagree(function.name, f"parameter {param.name}", f"({', '.join(names)})", "signature")
        elif not param.keyword_only and names.index(param.name) != place:
            report.disagree(function.name, f"parameter {param.name} at {place}", f"({', '.join(names)})", "signature")


def check_class(world: World, report: Report, cls: model.Class) -> None:
    found = instances.of(cls.name)
    if cls.name in world.real:
        for name, method in cls.methods.items():
            if not any(hasattr(owner, name) for owner in [world.real[cls.name], *found]) and method.name not in instances.ELSEWHERE:
                report.missing.append(method.name)
    elif not cls.raw.get("abstract"):
        report.missing.append(cls.name)
    for value in found:
        check_hash(world, report, cls, value)
        check_iteration(world, report, cls, value)
        for name in cls.raw.get("attributes", {}):
            check_attribute(world, report, cls, name, value)
    if not found:
        return
    inputs, like = instances.inputs(cls.path)
    for name, method in cls.methods.items():
        if method.raw.get("never_returns") or not instances.may_call(method.name):
            continue
        for position in range(len(found)):
            def call(_: Any, position: int = position) -> tuple[Callable, Any]:
                fresh = instances.of(cls.name)[position]     # in-place methods must not spoil the next call
                return getattr(fresh, name), fresh
            if hasattr(found[position], name) and name != "__iter__":
                own = instances.arguments(world.family(cls.name), found[position], inputs)
                check_calls(world, report, method, call, None, own, like)
        check_probes(world, report, method)


def check_hash(world: World, report: Report, cls: model.Class, value: Any) -> None:
    says = world.models.inherited(cls.name, "hash")
    if says is None or says == "items" or cls.name in instances.INTENDED:
        return
    report.calls[cls.name + " hash"] += 1
    try:
        hash(value)
        does = "identity" if instances.elementwise_equal(value) else "value"
    except TypeError:
        does = "raises"
    if says != does:
        report.disagree(cls.name, f"hash {says}", f"hash {does}", text_of(value))


def check_iteration(world: World, report: Report, cls: model.Class, value: Any) -> None:
    for owner in [cls.name] + list(bases(world, cls.name)):
        method = world.models.classes[owner].methods.get("__iter__")
        if method:
            break
    else:
        return
    try:
        first = next(iter(value))
    except (TypeError, StopIteration, NotImplementedError):
        return
    report.calls[cls.name + ".__iter__"] += 1
    if method.transfer == "row":
        compare(world, report, method, {"x": value}, value, first, "iteration")
    elif method.type and method.type.args:
        claim = restate.Call(world, method, {"x": value}, cls.name).of_type(method.type.args[0])
        if not world.holds(claim, first):
            report.disagree(method.name, claim, world.fact(first), "iteration of " + text_of(value))


def bases(world: World, name: str) -> list[str]:
    found = []
    for base in world.models.classes[name].raw.get("bases", []):
        base = world.canonical(base if "." in base else "builtins." + base)
        if base in world.models.classes:
            found += [base] + bases(world, base)
    return found


def check_attribute(world: World, report: Report, cls: model.Class, name: str, value: Any) -> None:
    if name == "__getattr__":   # speaks of attributes that have no name here
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            actual = drawn(getattr(value, name))
    except (ValueError, RuntimeError):   # not for this instance
        return
    except AttributeError as error:
        others = instances.of(cls.name)
        if cls.raw["attributes"][name] == "unknown" or any(hasattr(one, name) for one in others):
            return          # not for this instance either
        report.disagree(f"{cls.name}.{name}", "an attribute", type(error).__name__, text_of(value))
        return
    raw = cls.raw["attributes"][name]
    raw = raw if isinstance(raw, dict) else {"type": raw}
    function = model.read_function(raw, f"{cls.name}.{name}", cls.name, cls.path)
    report.calls[function.name] += 1
    compare(world, report, function, {"x": value}, value, actual, "attribute")


def observe(world: World, report: Report, libraries: set[str]) -> None:
    for cls in world.models.classes.values():
        if cls.path in libraries:
            check_class(world, report, cls)
    for function in world.models.functions.values():
        if function.path in libraries:
            check_function(world, report, function)


def chosen(option: str | None, models: model.Models) -> list[str]:
    """Model files of the named libraries, the generated ones with them."""
    named = option.split(",") if option else list(models.files)
    return [file for file in models.files if file.removesuffix("_generated") in named or file in named]


def arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="check.py", description=__doc__.splitlines()[0])
    parser.add_argument("--library", metavar="A,B", help="only these model files")
    parser.add_argument("--show", metavar="TEXT", help="print every call of functions whose name has TEXT")
    parser.add_argument("--wide", action="store_true",
                        help="call hand-written entries with every argument that the generator tries, too")
    parser.add_argument("--uncalled", action="store_true", help="list what no sample could call, and why")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    options = arguments(argv)
    models = model.load()
    report = Report(options.show)
    report.wide = options.wide
    only = chosen(options.library, models)
    missing = [name for name in only if not instances.available(name)]
    for name in missing:
        print(f"{name}: not checked, the library is not installed")
    wanted = set(only) - set(missing)
    world = World(models, instances.imports(wanted))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        observe(world, report, wanted)
    report.settle()
    report.uncalled = {name: why for name, why in report.uncalled.items() if not report.calls[name]}
    for (name, claim, actual), how in sorted(report.disagreements.items()):
        print(f"{name}: {how}\n    model: {claim}\n    real:  {actual}")
    absent = {name.split(".")[0] for name in report.missing if not importlib.util.find_spec(name.split(".")[0])}
    for package in sorted(absent):
        print(f"{package}: not checked, the library is not installed")
    gone = [name for name in report.missing if name not in instances.ELSEWHERE and name.split(".")[0] not in absent]
    if gone:
        print("not in this version of the library:", ", ".join(sorted(gone)))
    if options.uncalled:
        for name, why in sorted(report.uncalled.items()):
            print(f"not called: {name}: {why}")
    versions = ", ".join(f"{d} {importlib.metadata.version(d)}" for d in instances.DISTRIBUTIONS
                         if instances.installed(d) and d.removesuffix("-cpu").removeprefix("scikit-").replace("learn", "sklearn")
                         in instances.imports(wanted))
    print(f"{len(wanted)} models against {versions}: {sum(report.calls.values())} observations of "
          f"{len(+report.calls)} names, {len(report.uncalled)} not called, {len(gone)} unknown to the library, "
          f"{len(report.disagreements)} disagreements")
    return 1 if report.disagreements or gone else 0


if __name__ == "__main__":
    np.seterr(all="ignore")
    signal.signal(signal.SIGALRM, probes.endless)
    sys.setrecursionlimit(10000)
    sys.exit(main())
