"""Calls of a library function with arguments of every kind it takes, and what came back.

First calls with the required arguments alone, on arrays of several ranks and dtypes; then, for calls that were
accepted, every optional argument with every value that the library takes for it. A claim that holds for all of these
holds for more than one lucky example.
"""

from __future__ import annotations

import contextlib
import copy
import inspect
import io
import itertools
import re
import signal
import types
import warnings
from dataclasses import dataclass, field
from typing import Any, Callable, Iterator

import numpy as np

import annotations
import examples
import instances
import pools
import surface

ENDLESS = 5          # seconds for one call
BASES = 80           # accepted calls with required arguments alone
EACH = 8             # of these, with the same first argument
VARIED = 8           # of these, how many have their optional arguments varied
VALUES = 5           # accepted values of one optional argument
TRIES = {"jax": 24, "tensorflow": 160, "sklearn": 60, "scipy": 120}      # of required arguments; default below
MOST = {"jax": 20, "tensorflow": 150, "sklearn": 60, "scipy": 120}   # calls of one function
# They change the process, block, write, or only make sense in a place of their own.
UNCALLABLE = re.compile(r"\b(set_|enable_|disable_|register|load|save|write|print|fork|wait|import_|export_"
                        r"|init_num|init_scope|seed|manual_|test|show_|start|stop|del_|delete|from_file|fromfile|memmap"
                        r"|compile|unsafe_|use_|distributed|process|host_|profiler|launch|exit|open|plot|hist|boxplot"
                        r"|to_clipboard|to_sql|to_gbq|read_gbq|read_sql|read_clipboard|fetch_|download|freeze|thaw"
                        r"|resize|make_mesh|initialize|clear_|get_logger|dump)")


@dataclass
class Parameter:
    name: str
    kind: str                    # place, name, any, rest (variadic), keyword
    required: bool
    default: Any = None
    words: tuple[str, ...] = ()  # texts that the documentation lists for it


@dataclass
class Call:
    """One accepted call. given: arguments by parameter; a variadic one is a tuple."""

    given: dict[str, Any]
    result: Any
    receiver: Any = None
    args: list[Any] = field(default_factory=list)
    keywords: dict[str, Any] = field(default_factory=dict)
    written: bool = False        # in examples.py, not guessed


class Endless(Exception):
    pass


def endless(*_: Any) -> None:
    raise Endless


def parameters(name: surface.Name, library: str) -> list[Parameter] | None:
    """From the stubs, the signature, or the first line of the documentation."""
    target = name.target
    if isinstance(target, np.ufunc):
        return [Parameter(p, "place", True) for p in (["x1", "x2", "x3"] if target.nin > 1 else ["x"])[:target.nin]]
    if name.qualified in annotations.stubs(library):
        return stubbed(annotations.stubs(library)[name.qualified], name.owner is not None)
    try:
        real = list(inspect.signature(target).parameters.values())
    except (ValueError, TypeError):
        real = documented(name)
        if real is None:
            return None
    bound = name.owner is not None and isinstance(target, (types.FunctionType, classmethod))
    real = real[1:] if bound and not isinstance(target, classmethod) else real
    text = inspect.getdoc(target) or ""
    return [Parameter(p.name, KINDS[p.kind], p.default is p.empty and p.kind != p.VAR_POSITIONAL,
                      None if p.default is p.empty else p.default, words_for(p.name, text, p.annotation))
            for p in real if p.kind != p.VAR_KEYWORD]


KINDS = {inspect.Parameter.POSITIONAL_ONLY: "place", inspect.Parameter.POSITIONAL_OR_KEYWORD: "any",
         inspect.Parameter.VAR_POSITIONAL: "rest", inspect.Parameter.KEYWORD_ONLY: "keyword"}


def stubbed(overloads: list, bound: bool) -> list[Parameter]:
    """Of the first overload; what only other overloads have is optional."""
    found: dict[str, Parameter] = {}
    for number, node in enumerate(overloads):
        given = node.args
        places = given.posonlyargs + given.args
        defaults = [None] * (len(places) - len(given.defaults)) + list(given.defaults)
        listed = [(arg.arg, "any", default) for arg, default in zip(places, defaults)]
        listed += [(given.vararg.arg, "rest", None)] if given.vararg else []
        listed += [(arg.arg, "keyword", default) for arg, default in zip(given.kwonlyargs, given.kw_defaults)]
        for arg, kind, default in listed[bound:]:
            required = default is None and kind == "any"
            value = getattr(default, "value", None)
            if arg not in found:
                found[arg] = Parameter(arg, kind if number == 0 else "keyword", required and number == 0, value)
            elif not required or kind == "keyword":
                found[arg].required &= required
    return list(found.values())


def documented(name: surface.Name) -> list[inspect.Parameter] | None:
    found = re.search(rf"^{re.escape(name.short)}\((.*?)\)", (name.target.__doc__ or "").strip(), re.M)
    if not found:
        return None
    result, kind = [], inspect.Parameter.POSITIONAL_OR_KEYWORD
    for text in re.sub(r"\[[^\]]*\]|\([^)]*\)", "", found.group(1)).split(","):
        word = re.match(r"\s*(\*?)(\w*)[^=]*(=?)", text)
        if word.group(1) and not word.group(2) or text.strip() == "/":
            kind = inspect.Parameter.KEYWORD_ONLY if word.group(1) else kind
        elif word.group(2) and not word.group(1):
            result.append(inspect.Parameter(word.group(2), kind,
                                            default=None if word.group(3) else inspect.Parameter.empty))
        elif text.strip():
            return None
    return result


def words_for(name: str, text: str, annotation: Any) -> tuple[str, ...]:
    """The texts that an argument may be: `mode : {'full', 'r'}`, or Literal['full', 'r']."""
    found = re.search(rf"^\s*{re.escape(name)}\s*:\s*.*?\{{([^}}]*)\}}", text, re.M)
    listed = found.group(1) if found else ""
    literal = re.search(r"Literal\[([^\]]*)\]", str(annotation))
    return tuple(re.findall(r"['\"]([^'\"]+)['\"]", listed + (literal.group(1) if literal else "")))[:6]


# They read memory that is not theirs, or never end, when the arguments do not fit.
UNSAFE = {"numpy.lib.stride_tricks.as_strided", "numpy.ndarray.setflags", "numpy.ndarray.view", "numpy.ndarray.resize",
          "numpy.resize", "torch.as_strided", "torch.Tensor.as_strided", "torch.Tensor.set_", "torch.Tensor.as_strided_",
          "tensorflow.random_index_shuffle", "tensorflow.nn.convolution", "tensorflow.nn.max_pool3d",
          "tensorflow.signal.rfft", "tensorflow.signal.irfft",
          "tensorflow.quantization.fake_quant_with_min_max_vars_per_channel", "torch.as_strided_", "torch.as_strided_copy", "torch.as_strided_scatter", "torch.cond",
          "scipy.special.obl_cv", "scipy.special.pro_cv", "scipy.special.obl_cv_seq", "scipy.special.pro_cv_seq",
          "scipy.linalg.lu_solve", "awkward.from_iter"}


def calls_of(name: surface.Name, library: str) -> Iterator[Call]:
    """Every accepted call, in an order that depends on nothing but the library."""
    params = [] if name.owner and not callable(getattr(name.target, "__func__", name.target)) \
        else parameters(name, library)
    if params is None or UNCALLABLE.search(name.short) or not instances.may_call(name.qualified):
        return
    pool = pools.Pool(library, name.qualified)
    receivers = [None] if name.owner is None else pools.receivers(name.qualified.rsplit(".", 1)[0])
    number = 0
    with contextlib.suppress(Ended):
        yield from written(name, params, receivers)
        if library not in annotations.TRUSTED and any(p.required and p.name in pools.CALLABLES for p in params):
            return       # what the function does that is passed decides
        for fresh in receivers if name.qualified not in UNSAFE else []:
            for call in of_receiver(name, params, pool, fresh):
                yield call
                number += 1
                if number >= MOST.get(library, 400):
                    return


def written(name: surface.Name, params: list[Parameter], receivers: list) -> Iterator[Call]:
    """The calls of examples.py."""
    for fresh in receivers:
        try:
            for args, keywords in examples.arguments(name.qualified):
                receiver = fresh() if fresh else None
                result = answer(name, receiver, args, keywords)
                if result is not REFUSED:
                    yield Call(bound(params, args, keywords), result, receiver, args, keywords, written=True)
        except Exception:            # an argument that this version of the library cannot make
            continue


def bound(params: list[Parameter], args: list[Any], keywords: dict[str, Any]) -> dict[str, Any]:
    given = dict(keywords)
    for place, param in enumerate(params[:len(args)]):
        if param.kind == "rest":
            given[param.name] = tuple(args[place:])
            break
        given[param.name] = args[place]
    return given


def of_receiver(name: surface.Name, params: list[Parameter], pool: pools.Pool,
                fresh: Callable[[], Any] | None) -> Iterator[Call]:
    bases: list[Call] = []
    tries = TRIES.get(pool.library, 400)
    seen: dict[int, int] = {}
    for place, given in itertools.islice(required(params, pool, fresh), tries):
        if seen.get(place, 0) >= EACH:
            continue
        call = made(name, params, given, fresh)
        if call:
            seen[place] = seen.get(place, 0) + 1
            bases.append(call)
            yield call
        if len(bases) >= BASES:
            break
    for base in chosen(bases):
        yield from varied(name, params, pool, fresh, base)


def chosen(bases: list[Call]) -> list[Call]:
    """One call for each combination of ranks and kinds of what was given."""
    first: dict[tuple, Call] = {}
    for call in bases:
        first.setdefault(tuple((type(v).__name__, len(getattr(v, "shape", ()))) for v in call.given.values()), call)
    return list(first.values())[:VARIED]


def required(params: list[Parameter], pool: pools.Pool, fresh: Callable | None) -> Iterator[tuple[int, dict]]:
    """Combinations of required arguments; one round over all main inputs after the other."""
    needed = [p for p in params if p.required and p.kind != "rest"]
    rest = [p for p in params if p.kind == "rest"]
    if not needed and not rest:
        yield 0, {}
        return
    mains = pool.mains(needed[0].name if needed else rest[0].name, fresh)
    names = [p.name for p in needed + rest]

    def around(place: int, x: Any) -> Iterator[tuple[int, dict]]:
        lists = [pool.values(p.name, x, first=number == 0) for number, p in enumerate(needed)]
        lists += [[(x, x), (x,)] for _ in rest]
        return ((place, dict(zip(names, values))) for values in itertools.product(*lists))

    for row in itertools.zip_longest(*itertools.starmap(around, enumerate(mains))):
        yield from (pair for pair in row if pair is not None)


def varied(name: surface.Name, params: list[Parameter], pool: pools.Pool, fresh: Callable | None,
           base: Call) -> Iterator[Call]:
    """Every optional argument with the values that are accepted, and keepdims beside each axis."""
    keep = next((p.name for p in params if p.name in ("keepdims", "keepdim")), None)
    for param in params:
        if param.required or param.kind == "rest" or param.name in pools.NEVER:
            continue
        accepted = 0
        for value in pool.optional(param, base):
            call = made(name, params, {**base.given, param.name: value}, fresh)
            if call is None:
                continue
            yield call
            accepted += 1
            if keep and param.name in ("axis", "dim") and accepted <= 2:
                call = made(name, params, {**call.given, keep: True}, fresh)
                if call:
                    yield call
            if accepted >= VALUES:
                break
    for first, second in itertools.pairwise(p for p in params if not p.required and p.kind != "rest"):
        yield from together(name, params, pool, fresh, base, first, second)


def together(name: surface.Name, params: list[Parameter], pool: pools.Pool, fresh: Callable | None, base: Call,
             first: Parameter, second: Parameter) -> Iterator[Call]:
    """Two neighbours that may only be given both: where(condition, x, y)."""
    if {first.name, second.name} & (pools.NEVER | {"out"}) or isinstance(first.default, bool):
        return
    for one, two in itertools.product(pool.optional(first, base)[-2:], pool.optional(second, base)[-2:]):
        call = made(name, params, {**base.given, first.name: one, second.name: two}, fresh)
        if call:
            yield call
            return


def made(name: surface.Name, params: list[Parameter], given: dict[str, Any], fresh: Callable | None) -> Call | None:
    """The call, or None when the library refuses it."""
    args, keywords, skipped = [], {}, False
    receiver = fresh() if fresh else None
    given = {key: own(value) for key, value in given.items()}
    for param in params:
        if param.name not in given:
            skipped |= param.kind != "rest"
        elif param.kind == "rest":
            if skipped:
                return None
            args.extend(given[param.name])
        elif param.kind == "keyword" or skipped and param.kind == "any":
            keywords[param.name] = given[param.name]
        elif skipped:
            return None
        else:
            args.append(given[param.name])
    result = answer(name, receiver, args, keywords)
    return None if result is REFUSED else Call(given, result, receiver, args, keywords)


def own(value: Any) -> Any:
    """A copy: what a function changes in place must not spoil the next call."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)(map(own, value)) if type(value) in (list, tuple) else value
    if getattr(value, "grad_fn", None) is not None:      # such tensors refuse deepcopy
        return value.clone()
    return copy.deepcopy(value) if type(value).__module__.startswith("torch") else value


REFUSED = object()


class Ended(Exception):
    """Too many calls that would not end."""


def answer(name: surface.Name, receiver: Any, args: list[Any], keywords: dict[str, Any]) -> Any:
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), \
                contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            signal.alarm(ENDLESS)
            try:
                target = name.target if receiver is None else getattr(receiver, name.short)
                result = target(*args, **keywords) if callable(target) else target
                return REFUSED if result is NotImplemented else result
            finally:
                signal.alarm(0)
    except KeyboardInterrupt:
        raise
    except Endless:
        raise Ended from None
    except BaseException:
        return REFUSED
