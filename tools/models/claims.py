"""From calls to what a model may claim: an entry that holds for every one of them, or nothing."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Iterator

import annotations
import model
import probes
import restate
from facts import Fact, World, rank_of

ROLE_OF = {"axis": "axis", "dim": "axis", "keepdims": "keepdims", "keepdim": "keepdims", "size": "shape",
           "shape": "shape", "dtype": "dtype", "return_index": "return_index", "return_inverse": "return_inverse",
           "return_counts": "return_counts"}
# In this order: of two that predict all that was seen, the first is the likelier meaning.
TRANSFERS = ["elementwise", "like", "reduce", "same-rank", "reduce-pair", "pair", "squeeze", "expand", "transpose",
             "axis-or-flat", "flatten", "matmul", "outer", "reduce-matrix", "diagonal", "stack", "concat", "reshape"]
WITH_AXIS = {"reduce-pair", "axis-or-flat"}
FEWEST = 3     # calls that a claim needs, unless nothing can be passed
UNIONS = 3     # alternatives of a claim


@dataclass
class Evidence:
    """The calls of one function, and what was varied in them."""

    world: World
    name: str
    params: list[probes.Parameter]
    calls: list[probes.Call]
    member: bool

    def __post_init__(self) -> None:
        shapes = [value for call in self.calls for value in flat([*call.given.values(), call.receiver])]
        self.ranks = len(self.calls) >= FEWEST and len({rank_of(value) for value in shapes}) > 1
        self.dtypes = len(self.calls) >= FEWEST and len({str(value.dtype) for value in shapes}) > 1
        self.bare = not any(param.required for param in self.params)

    @property
    def results(self) -> list[Any]:
        return [call.result for call in self.calls]


def flat(values: list[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, (list, tuple)):
            yield from flat(list(value))
        elif hasattr(value, "dtype") and hasattr(value, "shape") and not isinstance(value, type):
            yield value


def is_array(world: World, value: Any) -> bool:
    return world.family(world.class_name(value)) in ("array", "scalar")


def arrays_first(evidence: Evidence) -> list[str]:
    """Parameters that took an array in every call where they were given."""
    found = []
    for param in evidence.params:
        given = [call.given[param.name] for call in evidence.calls if param.name in call.given]
        if given and param.required and any(any(True for _ in flat([value])) for value in given):
            found.append(param.name)
    return found


def role_maps(evidence: Evidence) -> Iterator[dict[str, str]]:
    """Which parameter has which role; the richest first."""
    named = {param.name: ROLE_OF.get(param.name, param.name) for param in evidence.params
             if param.name in ROLE_OF or param.name in model.ROLES}
    operands = [role for role in ("x", "y", "value")[evidence.member:] if role not in named.values()]
    arrays = [name for name in arrays_first(evidence) if name not in named][:len(operands)]
    # A name that is a role has that role; that of another name may be left away.
    plain = {name: role for name, role in named.items() if role != "dtype" or name == role}
    least = {name: role for name, role in named.items() if name == role}
    seen: list[dict[str, str]] = []
    for count in range(len(arrays), -1, -1):
        for chosen in (named, plain, least):
            given = dict(zip(arrays[:count], operands)) | chosen
            if given not in seen:
                seen.append(given)
                yield given


def roles_of(call: probes.Call, roles: dict[str, str], member: bool) -> dict[str, Any]:
    found = {roles[name]: value for name, value in call.given.items() if name in roles}
    if member:
        found["x"] = call.receiver
    return found


def finishes(evidence: Evidence) -> list[dict]:
    """What may be said of the dtype beside a transfer."""
    dtypes = sorted({d for d in (evidence.world.fact(r).dtype for r in evidence.results) if d})
    if evidence.name.startswith("jax."):          # a switch of the library changes the width of numbers
        dtypes = [d for d in dtypes if d == "bool"] if len(dtypes) == 1 else []
    one = [{"dtype": dtypes[0]}] if len(dtypes) == 1 and evidence.dtypes else []
    integers = [{"integers": d} for d in dtypes] if evidence.dtypes else []
    return [*one, {}, *integers, {"dtype": "unknown"}] if evidence.dtypes else [{"dtype": "unknown"}]


def function_of(evidence: Evidence, roles: dict[str, str], claim: dict) -> model.Function:
    params = [model.Parameter(p.name, roles.get(p.name), p.kind == "rest", p.kind == "keyword")
              for p in evidence.params]
    return model.Function(evidence.name, params, claim.get("transfer", "type"), model.parse_type(claim.get("type")),
                          None, claim)


def says(evidence: Evidence, roles: dict[str, str], claim: dict, call: probes.Call) -> Fact | None:
    """What the claim says of one call; None when it says nothing."""
    function = function_of(evidence, roles, claim)
    owner = evidence.world.class_name(call.receiver) if evidence.member else None
    try:
        fact = restate.Call(evidence.world, function, roles_of(call, roles, evidence.member), owner).claim()
    except restate.Unstated:
        return None
    return fact


def fits(evidence: Evidence, roles: dict[str, str], claim: dict) -> bool:
    """Does every call agree, and is a rank predicted for most of them?"""
    if "shape" in roles.values() and claim["transfer"] not in ("shape", "reshape", "like"):
        return False         # it does not look at the shape that may be asked for
    if claim["transfer"] == "squeeze" and len({
            (rank_of(call.result) or 0) - len(restate.shape_of(roles_of(call, roles, evidence.member).get("x")) or ())
            for call in evidence.calls}) < 2:
        return False         # always one dimension less, or none: it does not depend on sizes of one
    if claim["transfer"] not in ("stack", "concat") and any(
            isinstance(item, (list, tuple)) and any(True for _ in flat(list(item)))
            for call in evidence.calls for item in [roles_of(call, roles, evidence.member).get("x")]):
        return False         # whether a list is one array or several was not varied
    silent = confirmed = 0
    ranks: set[tuple] = set()
    for call in evidence.calls:
        try:
            fact = says(evidence, roles, claim, call)
        except (KeyError, TypeError, AttributeError, IndexError, ValueError):
            return False
        if fact is None:
            silent += 1
        elif fact.cls is None and fact.rank == 0:     # a number, of a class that is not claimed
            if getattr(call.result, "ndim", 0) or isinstance(call.result, (list, tuple)):
                return False
        elif fact.cls is None or not evidence.world.holds(fact, call.result):
            return False
        elif not dims_hold(claim, roles_of(call, roles, evidence.member), call.result):
            return False
        elif fact.rank is None and fact.items is None:
            silent += 1
        else:
            confirmed += 1
            ranks.add(ranks_read(claim, roles_of(call, roles, evidence.member)))
    enough = confirmed >= FEWEST and (len(ranks) > 1 or claim["transfer"] == "shape")
    return enough and silent * 4 <= len(evidence.calls) and not broadcasts(evidence, roles, claim)


def read_by(claim: dict) -> tuple[str, ...]:
    """The operands that a transfer looks at."""
    return {"elementwise": ("x", "y", "value"), "matmul": ("x", "y"), "outer": ("x", "y")}.get(
        claim.get("transfer", ""), ("x",))


def ranks_read(claim: dict, roles: dict[str, Any]) -> tuple:
    return tuple(None if shape is None else len(shape)
                 for shape in (restate.shape_of(roles.get(role)) for role in read_by(claim)))


def broadcasts(evidence: Evidence, roles: dict[str, str], claim: dict) -> bool:
    """May an argument without a role, which takes arrays, have more dimensions than x? It was not seen with more."""
    for param in evidence.params:
        if roles.get(param.name) in read_by(claim):
            continue
        pairs = [(call, list(flat([call.given[param.name]]))) for call in evidence.calls if param.name in call.given]
        if any(parts for _, parts in pairs) and not any(
                (rank_of(part) or 0) > len(restate.shape_of(roles_of(call, roles, evidence.member).get("x")) or ())
                for call, parts in pairs for part in parts):
            return True
    return False


def dims_hold(claim: dict, roles: dict[str, Any], result: Any) -> bool:
    """Transfers that also say sizes are held to them."""
    transfer = claim.get("transfer")
    if not hasattr(result, "shape"):
        return True
    shapes = [restate.shape_of(roles[role]) for role in ("x", "y", "value") if roles.get(role) is not None]
    if transfer in ("like", "elementwise") and roles.get("shape") is None and None not in shapes:
        return tuple(result.shape) == restate.broadcast(shapes if transfer == "elementwise" else shapes[:1])
    if transfer == "reduce" and shapes and shapes[0] is not None:
        return tuple(result.shape) == restate.reduced(shapes[0], roles.get("axis"), bool(roles.get("keepdims")))
    if transfer == "flatten" and shapes and shapes[0] is not None:
        return math.prod(result.shape) == math.prod(shapes[0])
    if transfer == "transpose" and shapes and shapes[0] is not None:
        return sorted(result.shape) == sorted(shapes[0])
    return True


def by_transfer(evidence: Evidence) -> dict | None:
    classes = {evidence.world.class_name(result) for result in evidence.results}
    arrays = sorted({c for c in classes if evidence.world.family(c) == "array"} |
                    {evidence.world.class_name(item) for result in evidence.results if isinstance(result, tuple)
                     for item in result if evidence.world.family(evidence.world.class_name(item)) == "array"})
    families = {evidence.world.family(c) for c in classes}
    if any(callable(v) and not isinstance(v, type) for call in evidence.calls for v in call.given.values()):
        return None          # what the function does that is passed was not varied
    if len(arrays) != 1 or not families <= {"array", "scalar", "tuple"} or not evidence.ranks:
        return None
    for roles in role_maps(evidence):
        has_x = evidence.member or "x" in roles.values()
        if families == {"array"} and "shape" in roles.values():
            for finish in [*finishes(evidence), *({"default_dtype": d} for d in ("float32", "float64"))]:
                claim = {"type": arrays[0], "transfer": "shape", **finish}
                if fits(evidence, roles, claim):
                    return written(evidence, roles, claim)
        for transfer in TRANSFERS if has_x else []:
            if transfer in WITH_AXIS and "axis" not in roles.values():
                continue
            for finish in finishes(evidence):
                for strips in stripping(evidence, arrays[0]):
                    claim = {"type": arrays[0], "transfer": transfer, **finish, **strips}
                    if fits(evidence, roles, claim):
                        return written(evidence, roles, claim)
    return None


def stripping(evidence: Evidence, cls: str) -> list[dict]:
    """Functions of an array class that keeps itself may give the plain one all the same."""
    given = {evidence.world.class_name(value) for call in evidence.calls for value in flat([*call.given.values()])}
    keeps = any(evidence.world.models.inherited(name, "overrides") for name in given - {cls, None})
    return [{}, {"strips": True}] if keeps and not evidence.member else [{}]


def same(evidence: Evidence) -> dict | None:
    """A function that gives back what it was given, whatever class that has."""
    if not evidence.params or evidence.member:
        alike = evidence.member and all(call.result is call.receiver for call in evidence.calls)
        return {"transfer": "same"} if alike and evidence.ranks else None
    first = evidence.params[0].name
    if len(evidence.calls) >= FEWEST and all(call.result is call.given.get(first, REFUSED) for call in evidence.calls):
        return written(evidence, {first: "x"}, {"transfer": "same"})
    return None


REFUSED = object()
EMPTY = {None, "builtins.object", "abc.ABC", "typing.Generic"}     # that a value is one of these says nothing


def type_text(world: World, results: list[Any], ranks: bool, depth: int = 2) -> str | None:
    """The type, in a model's words, that all of the results have; None when they have none in common."""
    classes = {world.class_name(value) for value in results}
    if not classes or classes & EMPTY:
        return None
    if len(classes) > 1:
        return union_text(world, sorted(name or "" for name in classes)) if None not in classes else None
    cls = classes.pop()
    if cls in ("builtins.tuple", "builtins.list"):
        return sequence_text(world, cls, results, ranks, depth) if depth else None
    text = cls.removeprefix("builtins.")
    if world.family(cls) == "array" and ranks:
        found = {world.fact(value).rank for value in results}
        if found == {0} and world.models.inherited(cls, "zero_dim_scalar"):
            found = set()        # of a library whose functions give numbers: what arrays give was not seen
        text += f" rank={found.pop()}" if len(found) == 1 and None not in found else ""
    return text


def union_text(world: World, classes: list[str]) -> str | None:
    """Numbers of a library are one alternative: which of them, the dtype decides."""
    scalars = [c for c in classes if world.family(c) in ("scalar", "text") and not c.startswith("builtins.")]
    rest = [c for c in classes if c not in scalars]
    if scalars:
        general = scalars[0] if len(scalars) == 1 and not rest else "numpy.generic" \
            if all(c.startswith("numpy.") for c in scalars) else None
        if general is None:
            return None
        rest.append(general)
    if len(rest) > UNIONS or any(c in ("builtins.tuple", "builtins.list") for c in rest):
        return None
    return " | ".join(c.removeprefix("builtins.") for c in rest)


def sequence_text(world: World, cls: str, results: list[Any], ranks: bool, depth: int) -> str | None:
    short = cls.removeprefix("builtins.")
    lengths = {len(value) for value in results}
    if short == "tuple" and len(lengths) == 1 and 0 < max(lengths) <= 6:
        parts = [type_text(world, [value[place] for value in results], ranks, depth - 1)
                 for place in range(lengths.pop())]
        return f"tuple[{', '.join('unknown' if part is None or ' | ' in part else part for part in parts)}]"
    items = [item for value in results for item in value]
    inner = type_text(world, items, ranks, depth - 1) if items else None
    inner = "unknown" if inner is None or " | " in inner or plain(inner) else inner
    return f"{short}[{inner}{', ...' if short == 'tuple' else ''}]"


def plain(text: str) -> bool:
    """A label, a number or None: what an instance holds decides that, and few were asked."""
    return not text.startswith(("tuple", "list")) and "." not in text and text not in ("bool", "dict")


def by_class(evidence: Evidence, told: str | None, library: str) -> dict | None:
    """Class, and rank where it never varies; what the library announces has to agree."""
    trusted = told is not None and library in annotations.TRUSTED
    if not evidence.calls:
        return {"type": told} if trusted else None
    if told is not None:
        if not agrees(evidence, told):
            return None
        if told_more(told) or not evidence.ranks:
            return {"type": told}
    if any(callable(value) and not isinstance(value, type) for call in evidence.calls for value in call.given.values()):
        return {"type": told} if told and trusted else None
    text = type_text(evidence.world, evidence.results, evidence.ranks)
    if text is None or "rank" not in text and text in ("tuple[unknown, ...]", "list[unknown]"):
        return {"type": told} if told else None
    varied = evidence.member or evidence.ranks or evidence.dtypes
    enough = evidence.bare or any(call.written for call in evidence.calls) and not plain(text) \
        or len(evidence.calls) >= FEWEST and varied
    if not told and evidence.member and " | " in text:
        return None          # what an instance holds decides
    decided = evidence.member and (hasattr(evidence.calls[0].receiver, "__iter__") or "None" in text)
    if not told and (not enough or (decided or not evidence.params and not evidence.member or " | " in text)
                     and all(map(plain, text.split(" | ")))):
        return None
    if text == "None" and library == "tensorflow":
        return None          # in a graph it is an operation
    dtypes = {evidence.world.fact(result).dtype for result in evidence.results}
    claim = {"type": text}
    array = re.fullmatch(r"[\w.]+( rank=\d)?", text) and evidence.world.family(text.split()[0]) == "array"
    if evidence.name.startswith("jax.") and dtypes != {"bool"}:
        dtypes = set()       # see finishes
    if array and len(dtypes) == 1 and None not in dtypes and evidence.dtypes:
        claim["dtype"] = dtypes.pop()
    return claim


def told_more(told: str) -> bool:
    """A union, or items: what a few calls may not have shown in full."""
    return " | " in told or "[" in told


def agrees(evidence: Evidence, told: str) -> bool:
    call = restate.Call(evidence.world, model.Function("", [], "type", None, None, {}), {}, None)
    fact = call.of_type(model.parse_type(told))
    return all(evidence.world.holds(fact, result) for result in evidence.results)


def learn(world: World, name: str, params: list[probes.Parameter] | None, calls: list[probes.Call], member: bool,
          told: str | None, library: str) -> dict | None:
    """The function's entry, without its name; None when nothing can be claimed."""
    evidence = Evidence(world, name, params or [], calls, member)
    if library == "torch" and re.search(r"[a-z0-9]_$", name) and told == "torch.Tensor":
        # What is changed in place is given back: a parameter stays one.
        return {"transfer": "same"} if member else written(evidence, {evidence.params[0].name: "x"}, {"transfer": "same"})
    if calls:
        entry = same(evidence) or by_transfer(evidence)
        if entry:
            return entry
    return by_class(evidence, told, library)


def written(evidence: Evidence, roles: dict[str, str], claim: dict) -> dict:
    """With the parameters; trailing ones without a role say nothing."""
    params = list(evidence.params)
    while params and not roles.get(params[-1].name):
        params.pop()
    texts: list[str] = []
    for place, param in enumerate(params):
        if param.kind == "keyword" and not any(p.kind in ("keyword", "rest") for p in params[:place]):
            texts.append("*")
        star = "*" if param.kind == "rest" else ""
        role = roles.get(param.name)
        texts.append(f"{star}{param.name}" + (f"={role}" if role and role != param.name else ""))
    return {"params": texts, **claim}
