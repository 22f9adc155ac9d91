"""More transfer functions of restate.py: those of few functions, and a loose claim for what is not restated at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import restate
from facts import Fact
from restate import Call, Unstated


def loosely(call: Call) -> Fact:
    """Only the class: the model's, its numbers, or what `scalar` says; alone, or in a tuple or list."""
    made = call.of_type(call.function.type)
    if call.function.type is None:
        raise Unstated
    if call.world.family(made.cls) != "array" and made.cls != "builtins.tuple":
        return made
    if made.cls == "builtins.tuple":
        return Fact(made.cls if isinstance(call.roles.get("index"), (tuple, type(None))) else None)
    scalars = call.world.models.inherited(made.cls, "scalars", {})
    classes = [made.cls, *({"numpy.generic"} if scalars else ())]
    facts = [Fact(name) for name in classes]
    facts += [call.of_type(call.function.scalar)] if call.function.scalar else []
    return Fact(alternatives=facts + [Fact(name, element=Fact(made.cls)) for name in ("builtins.tuple", "builtins.list")])


def numbered(call: Call, cls: str | None, rank: int | None, dtype: str | None = None) -> Fact:
    """An array of a rank; of rank 0 what the library makes of it."""
    return restate.scalar_or_array(call, Fact(cls, rank, dtype))


def accumulate(call: Call) -> Fact:
    return Fact(call.result_class(), call.fact("x").rank)


def per_matrix(call: Call) -> Fact:
    x = call.fact("x")
    if x.rank is None or x.rank < 2 or call.roles.get("as_tuple") is False \
            or isinstance(call.roles.get("as_tuple"), str):
        raise Unstated

    integers = call.function.raw.get("integers")
    dtype = None if integers is None else restate.of_integers(x.dtype, call.function.raw) \
        if x.dtype in restate.INTEGERS else x.dtype

    def widened(fact: Fact) -> Fact:
        if fact.items is not None:
            return replace(fact, items=[widened(item) for item in fact.items])
        return fact if fact.rank is None else numbered(call, fact.cls, fact.rank + x.rank - 2, fact.dtype or dtype)
    return widened(call.of_type(call.function.type))


def reduce_last(call: Call) -> Fact:
    ranks = [call.fact(role).rank for role in ("x", "y") if call.roles.get(role) is not None]
    if None in ranks or max(ranks) == 0:
        raise Unstated
    return numbered(call, call.result_class(), max(ranks) - 1)


def reduce_first(call: Call) -> Fact:
    if not call.fact("x").rank:
        raise Unstated
    if "axis" not in call.roles:
        call.roles["axis"] = 0
    return restate.reduce(call)


def unless_asked(call: Call) -> Fact:
    asked = call.roles.get("as_tuple", False)
    if call.roles.get("class") not in (None, False) or not isinstance(asked, bool):
        raise Unstated
    if asked and call.function.scalar is None:
        raise Unstated
    return call.of_type(call.function.scalar if asked else call.function.type)


def of_arrays(call: Call) -> Fact:
    array = call.world.family(call.fact("x").cls) == "array"
    return call.of_type(call.function.type if array else call.function.scalar)


def unless_refused(call: Call) -> Fact:
    asked = call.roles.get("as_tuple", True)
    if not isinstance(asked, bool):
        raise Unstated
    return call.of_type(call.function.type if asked else call.function.scalar)


def per_row(call: Call) -> Fact:
    rank, count = restate.nested(call.world, call.roles.get("x")).rank, call.roles.get("count", 1)
    if not rank:
        raise Unstated
    left = rank - (count == 1)
    if left == 0:
        return call.of_type(call.function.scalar)
    fact = call.of_type(call.function.type)
    return replace(fact, items=[replace(item, rank=left) for item in fact.items])


def covariance(call: Call) -> Fact:
    x, shape = call.fact("x"), restate.shape_of(call.roles.get("x"))
    if not x.rank or shape is None or shape[0] == 1 or call.roles.get("rowvar") is not None:
        raise Unstated
    if x.rank > 1 or call.roles.get("y") is not None:
        return Fact(call.result_class(), 2)
    return call.of_type(call.function.scalar) if call.function.scalar else Fact(call.result_class(), 0)


def elementwise_pair(call: Call) -> Fact:
    whole = call.of_type(call.function.type)
    ranks = [call.fact(role).rank for role in ("x", "y") if call.roles.get(role) is not None]
    if None in ranks or whole.items is None:
        raise Unstated
    integers, dtypes = call.function.raw.get("integers"), {call.fact(r).dtype for r in ("x", "y") if r in call.roles}
    dtype = restate.of_integers(dtypes.pop(), call.function.raw) \
        if integers and len(dtypes) == 1 and dtypes <= restate.INTEGERS - {"bool"} else None
    return replace(whole, items=[numbered(call, item.cls, max(ranks), item.dtype or dtype) for item in whole.items])


def einsum(call: Call) -> Fact:
    spec = call.roles.get("x")
    if not isinstance(spec, str) or "->" not in spec or "..." in spec:
        raise Unstated
    return numbered(call, call.result_class(), len(spec.split("->")[1].strip()))


def tensordot(call: Call) -> Fact:
    axes = call.roles.get("axis", 2)
    if axes in (-1, -2):
        raise Unstated
    count = axes if isinstance(axes, int) else len(axes[0]) if isinstance(axes[0], (list, tuple)) else 1
    return Fact(call.result_class(), call.fact("x").rank + call.fact("y").rank - 2 * count)


def cross(call: Call) -> Fact:
    shapes = [restate.shape_of(call.roles[role]) for role in ("x", "y")]
    if None in shapes or {shape[-1] for shape in shapes} != {3} or call.roles.get("axis") is not None:
        raise Unstated
    return Fact(call.result_class(), max(map(len, shapes)))


def ramp(call: Call) -> Fact:
    ranks = [call.fact(role).rank for role in ("start", "stop") if role in call.roles]
    if None in ranks or call.roles.get("as_tuple"):
        raise Unstated
    dtypes = {restate.dtype_name(call.roles[role].dtype) for role in ("start", "stop")
              if hasattr(call.roles.get(role), "dtype")}
    odd = dtypes - {"float64", *restate.INTEGERS}
    if odd:
        raise Unstated
    return Fact(call.result_class(), 1 + max(ranks, default=0))


def choice(call: Call) -> Fact:
    if call.roles.get("shape") is not None:
        return restate.shape(call) if call.fact("x").rank in (0, 1) else loosely(call)
    return call.of_type(call.function.scalar) if isinstance(call.roles.get("x"), int) else restate.UNKNOWN


def broadcast_all(call: Call) -> Fact:
    given = call.roles["x"] if isinstance(call.roles["x"], tuple) else (call.roles["x"],)
    ranks = [restate.nested(call.world, value).rank for value in given]
    element = call.of_type(call.function.type).element
    if None in ranks or element is None:
        raise Unstated
    return Fact(call.of_type(call.function.type).cls, items=[Fact(element.cls, max(ranks))] * len(given))


def shape_more(call: Call) -> Fact:
    wanted, own = call.roles.get("shape"), call.of_type(call.function.type)
    if wanted is not None and not isinstance(wanted, (int, tuple, list)):
        raise Unstated
    count = call.roles.get("count") is not None
    more = int(count) if wanted is None else 1 if isinstance(wanted, int) else len(wanted)
    return replace(own, rank=own.rank + more)


def positions(call: Call) -> Fact:
    return Fact(call.result_class(), len(call.roles["shape"]) + 1)


def unravel(call: Call) -> Fact:
    shape, x = call.roles.get("shape"), call.fact("x")
    container = call.of_type(call.function.type)
    if not isinstance(shape, (tuple, list)) or x.rank is None:
        raise Unstated
    part = container.element.cls if container.element else container.cls
    return Fact("builtins.tuple" if container.element is None else container.cls,
                items=[numbered(call, part, x.rank)] * len(shape))


def per_axis(call: Call) -> Fact:
    x, axis = call.fact("x"), call.roles.get("axis")
    if not x.rank or axis is not None and not isinstance(axis, int):
        raise Unstated
    one = Fact(call.result_class(), x.rank)
    return one if x.rank == 1 or axis is not None else Fact(alternatives=[
        Fact(name, items=[one] * x.rank) for name in ("builtins.tuple", "builtins.list")])


def windows(call: Call) -> Fact:
    wanted = call.roles.get("shape")
    return Fact(call.result_class(), call.fact("x").rank + (len(wanted) if isinstance(wanted, tuple) else 1))


def flat_index(call: Call) -> Fact:
    rank = 0 if isinstance(call.roles.get("index"), int) else 1 if isinstance(call.roles.get("index"), slice) else None
    if rank is None:
        raise Unstated
    return numbered(call, call.result_class(), rank)


MORE: dict[str, Any] = {
    "accumulate": accumulate, "per-matrix": per_matrix, "reduce-last": reduce_last, "reduce-first": reduce_first,
    "unless-asked": unless_asked, "unless-refused": unless_refused, "of-arrays": of_arrays, "per-row": per_row, "covariance": covariance, "elementwise-pair": elementwise_pair, "einsum": einsum,
    "tensordot": tensordot, "cross": cross, "ramp": ramp, "choice": choice, "broadcast-all": broadcast_all,
    "shape-more": shape_more, "positions": positions, "unravel": unravel, "per-axis": per_axis, "windows": windows,
    "flat-index": flat_index,
    **{name: loosely for name in ("reduce-held", "choose-from", "block", "apply-along", "each-element", "dot",
                                  "grid-index", "join-index")},
}
restate.TRANSFERS |= MORE
