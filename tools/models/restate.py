"""What a model claims about a call, in terms of classes, ranks and dtypes: a small second statement of the
transfer functions, kept apart from the analyzer's so that the two can disagree."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

import model
from facts import UNKNOWN, Fact, World, rank_of

INTEGERS = {"bool", "uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64"}


COMPLEX, PARTS = {"complex64", "complex128"}, {"elementwise", "unwrap", "reduce"}
SMALL = {"bool": "float16", "uint8": "float16", "int8": "float16", "uint16": "float32", "int16": "float32"}
ASKED = {"reduce", "reduce-matrix", "same-rank", "positions", "cross", "type"}    # a flag in role as_tuple changes all


HOLDERS = {"builtins.list", "builtins.iterator", "builtins.generator", "builtins.dict_keys", "builtins.dict_values"}


class Unstated(Exception):
    """No claim: this transfer is not restated, or its arguments say nothing."""


class Call:
    """One call: the roles' real values and the facts that follow."""

    def __init__(self, world: World, function: model.Function, roles: dict[str, Any], receiver: str | None):
        self.world = world
        self.function = function
        self.roles = roles
        self.receiver = receiver

    def fact(self, role: str) -> Fact:
        return nested(self.world, self.roles[role]) if role in self.roles else UNKNOWN

    def claim(self) -> Fact:
        raw = self.function.raw
        asked = self.roles.get("as_tuple")
        if self.function.transfer in ASKED and asked is not None and asked is not False:
            raise Unstated
        if self.function.scalar and self.function.transfer not in EITHER and self.roles.get("shape") is None:
            if any(self.fact(role).rank for role in ("x", "y", "value")):
                return finish(self, replace(elementwise(self), dtype=None), raw)   # arrays of parameters broadcast
            return self.of_type(self.function.scalar)
        result = TRANSFERS.get(self.function.transfer, unstated)(self)
        return finish(self, result, raw)

    def of_type(self, type_: model.Type | None) -> Fact:
        if type_ is None:
            return Fact(self.receiver)
        if type_.kind == "class":
            fact = Fact(type_.cls, type_.rank, type_.dtype)
            family = self.world.family(type_.cls)
            if type_.args and (type_.cls in HOLDERS or family in ("tuple", "set")):
                parts = [self.of_type(part) for part in type_.args]
                if type_.variadic or family != "tuple":
                    fact.element = parts[0]
                else:
                    fact.items = parts
            elif len(type_.args) == 2 and type_.cls == "builtins.dict":
                fact.key, fact.element = map(self.of_type, type_.args)
            return fact
        if type_.kind == "union":
            return Fact(alternatives=[self.of_type(part) for part in type_.args])
        if type_.kind == "self":
            return Fact(self.receiver)
        if type_.kind == "none":
            return Fact("None")
        return UNKNOWN

    def result_class(self) -> str | None:
        """What the model says; of a function, the class of an array that has a say in it."""
        plain = self.receiver is not None or self.function.raw.get("strips")
        given = None if plain else self.fact("x").cls
        if self.world.family(given) == "array" and self.world.models.inherited(given, "overrides"):
            return given
        return self.of_type(self.function.type).cls

    def keepdims(self) -> bool:
        return bool(self.roles.get("keepdims"))


def nested(world: World, value: Any) -> Fact:
    """The fact of a value as array functions take it: lists count as dimensions."""
    if isinstance(value, (list, tuple)) and world.class_name(value) in ("builtins.list", "builtins.tuple"):
        if not value:
            return Fact(None, 1)
        inner = nested(world, value[0])
        return Fact(None, None if inner.rank is None else inner.rank + 1, inner.dtype)
    return world.fact(value)


def unstated(call: Call) -> Fact:
    raise Unstated


def scalar_or_array(call: Call, fact: Fact) -> Fact:
    """Rank 0 of a library whose arrays give scalars."""
    name = fact.cls
    if fact.rank != 0 or not call.world.models.inherited(name, "zero_dim_scalar"):
        return fact
    scalars = call.world.models.inherited(name, "scalars", {})
    return Fact(scalars.get(fact.dtype or "unknown"), 0, fact.dtype)


def finish(call: Call, fact: Fact, raw: dict) -> Fact:
    if fact.alternatives or call.world.family(fact.cls) not in ("array", "scalar", None, "text"):
        return fact
    dtype = fact.dtype
    if raw.get("dtype", "unknown") != "unknown":
        dtype = raw["dtype"]
    elif "dtype" in call.roles:
        dtype = dtype_name(call.roles["dtype"])
    elif dtype in INTEGERS and raw.get("integers"):
        dtype = of_integers(dtype, raw)
    elif dtype in COMPLEX and call.function.transfer in PARTS and not call.function.name.rsplit(".", 1)[1].startswith("__"):
        dtype = None         # the parts of complex numbers, or the numbers
    elif raw.get("dtype") == "unknown":
        dtype = None
    dtype = dtype or raw.get("default_dtype")
    fact = replace(fact, dtype=dtype if dtype in model.DTYPES else None)
    if call.function.transfer in ("elementwise", "reduce", "reduce-pair", "quantile", "reduce-matrix", "matmul", "einsum", "take", "unwrap",
                                  "index", "row", "reduce-first"):
        return scalar_or_array(call, fact)
    return fact


def of_integers(dtype: str, raw: dict) -> str:
    if raw["integers"] == "by-size":
        return SMALL.get(dtype, "float64")
    return raw.get("unsigned", raw["integers"]) if dtype.startswith("uint") else raw["integers"]


def dtype_name(given: Any) -> str:
    """Of np.float32, np.dtype("float32"), torch.float32 or tf.float32: float32."""
    return str(getattr(given, "name", None) or getattr(given, "__name__", given)).removeprefix("torch.")


def shape_of(value: Any) -> tuple[int, ...] | None:
    """Of an array, a number, or a rectangle of nested lists."""
    if hasattr(value, "shape"):
        return None if rank_of(value) is None else tuple(value.shape)
    if isinstance(value, (bool, int, float, complex)):
        return ()
    if isinstance(value, (list, tuple)) and value:
        inner = {shape_of(item) for item in value}
        return (len(value), *inner.pop()) if len(inner) == 1 and None not in inner else None
    return None


def broadcast(shapes: list[tuple[int, ...]]) -> tuple[int, ...] | None:
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        return None


def reduced(shape: tuple[int, ...], axis: Any, keepdims: bool) -> tuple[int, ...]:
    gone = {n % len(shape) for n in (axis if isinstance(axis, (tuple, list)) else [axis])} \
        if axis is not None and shape else set(range(len(shape)))
    return tuple(1 if place in gone else size for place, size in enumerate(shape) if keepdims or place not in gone)


def by_type(call: Call) -> Fact:
    return call.of_type(call.function.type)


def shape(call: Call) -> Fact:
    wanted = call.roles.get("shape")
    rank = None
    if isinstance(wanted, int):
        rank = 1
    elif isinstance(wanted, (tuple, list)):
        rank = len(wanted)
    return Fact(call.result_class(), rank, None)


def like(call: Call) -> Fact:
    x = call.fact("x")
    if call.roles.get("shape") is not None:
        return replace(shape(call), dtype=x.dtype)
    return Fact(call.result_class(), x.rank, x.dtype)


def array(call: Call) -> Fact:
    made, least = like(call), call.roles.get("count")
    return replace(made, rank=max(made.rank, least)) if isinstance(least, int) and made.rank is not None else made


def cast(call: Call) -> Fact:
    """Numbers of a library stay numbers."""
    made = like(call)
    if call.world.family(call.fact("x").cls) != "scalar" or call.world.family(made.cls) != "array":
        return made
    dtype = finish(call, made, call.function.raw).dtype
    scalars = call.world.models.inherited(made.cls, "scalars", {})
    return Fact(scalars.get(dtype or "unknown"), 0, dtype)


def elementwise(call: Call) -> Fact:
    parts = [call.fact(role) for role in ("x", "y", "value") if call.roles.get(role) is not None]
    ranks = [part.rank for part in parts]
    if not parts or None in ranks:
        return Fact(call.result_class() if any(call.world.family(p.cls) == "array" for p in parts) else None)
    dtypes = {part.dtype for part in parts}
    plain = all(part.cls in ("builtins.float", "builtins.int") for part in parts)    # the library decides
    dtype = dtypes.pop() if len(dtypes) == 1 and not plain else None
    return Fact(call.result_class(), max(ranks), None if dtype == "bool" else dtype)   # bools become small ints


def axes(call: Call) -> int | None:
    axis = call.roles.get("axis")
    return None if axis is None else len(axis) if isinstance(axis, (tuple, list)) else 1


def reduce(call: Call) -> Fact:
    x, count = call.fact("x"), axes(call)
    if x.rank is None:
        raise Unstated
    rank = x.rank if call.keepdims() else 0 if count is None else max(x.rank - count, 0)
    return Fact(call.result_class(), rank, x.dtype)


def reduce_pair(call: Call) -> Fact:
    axis = call.roles.get("axis")
    if axis is not None and not isinstance(axis, int):
        raise Unstated
    values = reduce(call)
    if axis is None:
        return values
    return Fact("builtins.tuple", items=[values, replace(values, dtype="int64")])


def pair(call: Call) -> Fact:
    values = like(call)
    places = call.function.raw.get("default_dtype", "int64")
    return Fact("builtins.tuple", items=[values, replace(values, dtype=places)])


def reshape(call: Call) -> Fact:
    wanted = shape(call)
    if wanted.rank is None:
        raise Unstated
    return replace(wanted, dtype=call.fact("x").dtype)


def flatten(call: Call) -> Fact:
    x, start = call.fact("x"), call.roles.get("start")
    if call.roles.get("stop") is not None or (start or 0) < 0:
        raise Unstated
    return Fact(call.result_class(), (start or 0) + 1, x.dtype)


def squeeze(call: Call) -> Fact:
    x = call.fact("x")
    real = call.roles["x"]
    if not hasattr(real, "shape"):
        raise Unstated
    axis = call.roles.get("axis")
    ones = [n for n, size in enumerate(real.shape) if size == 1]
    if axis is not None:
        wanted = axis if isinstance(axis, (tuple, list)) else [axis]
        ones = [n for n in ones if n in {place % max(x.rank, 1) for place in wanted}]
    return Fact(call.result_class(), x.rank - len(ones), x.dtype)


def shifted(by: int):
    def transfer(call: Call) -> Fact:
        x = call.fact("x")
        return Fact(call.result_class(), None if x.rank is None else x.rank + by, x.dtype)
    return transfer


def flattened(call: Call) -> bool:
    """axis=None, where leaving it away means another axis."""
    return "axis" in call.roles and call.roles["axis"] is None


def same_rank(call: Call) -> Fact:
    made = like(call)
    return replace(made, rank=1) if flattened(call) and made.rank else made


def at_least(call: Call) -> Fact:
    x, least = call.fact("x"), call.function.type.rank
    if call.function.params and call.function.params[0].variadic and isinstance(call.roles.get("x"), tuple):
        return UNKNOWN       # of several arrays a tuple or list of them, as the version has it
    x = replace(x, rank=1) if flattened(call) and x.rank else x
    return Fact(call.result_class(), None if x.rank is None else max(x.rank, least), x.dtype)


def sequence(call: Call) -> Fact:
    items = call.roles["x"]
    if not isinstance(items, (list, tuple)) or not items:
        raise Unstated
    return nested(call.world, items[0])


def stack(call: Call) -> Fact:
    inner = sequence(call)
    return Fact(call.result_class(), None if inner.rank is None else inner.rank + 1, inner.dtype)


def concat(call: Call) -> Fact:
    inner = sequence(call)
    least = call.function.type.rank or 0
    return Fact(call.result_class(), None if inner.rank is None else max(inner.rank, least), inner.dtype)


def matmul(call: Call) -> Fact:
    x, y = call.fact("x"), call.fact("y")
    if not x.rank or not y.rank:
        raise Unstated
    if x.rank > 2 or y.rank > 2:
        rank = max(x.rank, y.rank) if min(x.rank, y.rank) > 1 else x.rank + y.rank - 2
    else:
        rank = x.rank + y.rank - 2
    return Fact(call.result_class(), rank, x.dtype if x.dtype == y.dtype else None)


def outer(call: Call) -> Fact:
    return Fact(call.result_class(), call.fact("x").rank + call.fact("y").rank)


def diagonal(call: Call) -> Fact:
    x = call.fact("x")
    return Fact(call.result_class(), {1: 2, 2: 1}.get(x.rank), x.dtype)


def axis_or_flat(call: Call) -> Fact:
    x = call.fact("x")
    rank = 1 if call.roles.get("axis") is None or x.rank == 0 else x.rank
    alike = x.dtype != "bool" and ("y" not in call.roles or call.fact("y").dtype == x.dtype)
    return Fact(call.result_class(), rank, x.dtype if alike else None)


def quantile(call: Call) -> Fact:
    if call.fact("x").rank == 0 or call.fact("x").dtype == "bool":
        raise Unstated
    values, y = reduce(call), call.fact("y")
    dtype = values.dtype
    if y.rank != 0 and dtype not in INTEGERS and y.dtype != dtype:     # a number does not widen, an array does
        dtype = "float64" if "float64" in (dtype, y.dtype) else None
    return replace(values, dtype=dtype, rank=None if y.rank is None else values.rank + y.rank)


def tile(call: Call) -> Fact:
    x, count = call.fact("x"), call.roles.get("count")
    least = len(count) if isinstance(count, (tuple, list, np.ndarray)) and np.ndim(count) else 1
    return Fact(call.result_class(), None if x.rank is None else max(x.rank, least), x.dtype)


def reduce_matrix(call: Call) -> Fact:
    x = call.fact("x")
    if not x.rank or x.rank < 2:
        raise Unstated
    return Fact(call.result_class(), x.rank - 2, x.dtype)


def take(call: Call) -> Fact:
    x, index = call.fact("x"), call.fact("index")
    base = 1 if call.roles.get("axis") is None else x.rank
    if x.rank == 0:
        raise Unstated
    return Fact(call.result_class(), base - 1 + index.rank, x.dtype)


def where(call: Call) -> Fact:
    if call.roles.get("y") is None:
        return nonzero(call)
    ranks = [call.fact(role).rank for role in ("x", "y", "value")]
    y, value = call.fact("y"), call.fact("value")
    return Fact(call.result_class(), None if None in ranks else max(ranks),
                y.dtype if y.dtype == value.dtype else None)


def nonzero(call: Call) -> Fact:
    one = Fact(call.result_class(), 1, call.function.raw.get("dtype", "int64"))
    has_role = any(p.role == "as_tuple" for p in call.function.params)
    if has_role and not call.roles.get("as_tuple"):
        return replace(one, rank=2)
    return Fact("builtins.tuple", items=[one] * (call.fact("x").rank or 1))


def unique(call: Call) -> Fact:
    x = call.fact("x")
    values = Fact(call.result_class(), 1 if call.roles.get("axis") is None else x.rank, x.dtype)
    extra = [call.roles.get(role) for role in ("return_index", "return_inverse", "return_counts")]
    if not any(extra):
        return values
    return Fact("builtins.tuple", items=[values] + [Fact(values.cls) for flag in extra if flag])


def parts(change: int):
    def transfer(call: Call) -> Fact:
        container = call.of_type(call.function.type)
        x = call.fact("x")
        inner = container.element or UNKNOWN
        rank = None if x.rank is None else x.rank + change
        inner = replace(inner, rank=rank, dtype=x.dtype)
        return Fact(container.cls, element=scalar_or_array(call, inner))
    return transfer


def meshgrid(call: Call) -> Fact:
    container = call.of_type(call.function.type)
    return Fact(container.cls, element=replace(container.element, rank=len(call.roles["_variadic"])))


def scalar(call: Call) -> Fact:
    x = call.fact("x")
    kinds = {"bool": "bool", "str": "str", "bytes": "bytes"}
    kind = kinds.get(x.dtype) or ("int" if x.dtype in INTEGERS else
                                  "float" if (x.dtype or "").startswith(("float", "bfloat")) else None)
    return Fact(f"builtins.{kind}") if kind else UNKNOWN


def tolist(call: Call) -> Fact:
    return scalar(call) if call.fact("x").rank == 0 else Fact("builtins.list")


def row(call: Call) -> Fact:
    return shifted(-1)(call)


def index(call: Call) -> Fact:
    x, key = call.fact("x"), call.roles["index"]
    keys = key if isinstance(key, tuple) else (key,)
    rank = x.rank
    for part in keys:
        if part is None:
            rank += 1
        elif isinstance(part, int) and not isinstance(part, bool):
            rank -= 1
        elif isinstance(part, list):
            pass
        elif not isinstance(part, slice) and part is not Ellipsis:
            raise Unstated
    if Ellipsis in keys and rank == 0 and call.world.models.inherited(call.result_class(), "zero_dim_scalar"):
        call.function = replace(call.function, transfer="like")   # a[0, ...] stays an array
    return Fact(call.result_class(), rank, x.dtype)


def select(call: Call) -> Fact:
    index = call.roles.get("index")
    labels = index if isinstance(index, tuple) else (index,)
    single = sum(not isinstance(label, (slice, list, range)) and nested(call.world, label).rank in (None, 0) for label in labels)
    if single > 1 or any(callable(label) for label in labels):
        raise Unstated
    return call.of_type(call.function.scalar) if single and call.function.scalar else either(call, not single)


def either(call: Call, first: bool) -> Fact:
    """The model's type, or its scalar type where there is one."""
    wanted = call.function.type if first else call.function.scalar
    if wanted is None:
        raise Unstated
    return call.of_type(wanted)


def vectorized(call: Call) -> Fact:
    x = call.roles.get("x")
    cls = call.world.class_name(x)
    if call.roles.get("as_tuple") or cls is None or x is None:
        raise Unstated
    made = call.of_type(call.function.type)
    if call.world.models.inherited(cls, "overrides"):
        if call.world.family(cls) != "array":
            raise Unstated
        return made if made.cls and cls in call.world.models.classes[made.cls].raw.get("bases", []) else Fact(cls, 1)
    if call.world.family(cls) not in ("array", "list", "tuple"):
        return either(call, False)
    if nested(call.world, x).rank == 0:
        return UNKNOWN
    labels = made.cls and call.world.models.inherited(made.cls, "overrides")
    return replace(made, rank=made.rank if labels else nested(call.world, x).rank)


def same_class(call: Call) -> Fact:
    parts = call.roles.get("x")
    classes = {call.world.class_name(part) for part in parts} if isinstance(parts, (list, tuple)) else set()
    cls = classes.pop() if len(classes) == 1 else None
    along = call.roles.get("axis") in (None, 0)
    kept = cls and call.world.models.inherited(cls, "overrides") and (along or call.world.family(cls) != "array")
    return Fact(cls) if kept else by_type(call)


def wider(call: Call) -> Fact:
    cls = call.world.class_name(call.roles.get("y"))
    table = cls and call.world.models.inherited(cls, "overrides") and call.world.family(cls) != "array"
    return Fact(cls) if table else by_type(call)


def by_name(call: Call) -> Fact:
    name = call.roles.get("name")
    named = call.function.raw.get("named", {})
    if name in named:
        return call.of_type(model.parse_type(named[name]))
    return either(call, name is None or isinstance(name, (str, int)))


EITHER = {"choice", "function",  "of-arrays", "covariance", "select", "vectorized", "reduce-table", "applied", "by-name", "pieces",
          "unless-asked", "unless-refused", "per-row"}
TRANSFERS = {
    "type": by_type, "shape": shape, "array": array, "like": like, "same": like, "cast": cast, "unwrap": like,
    "elementwise": elementwise, "reduce": reduce, "reduce-pair": reduce_pair, "pair": pair,
    "reshape": reshape, "flatten": flatten, "squeeze": squeeze, "expand": shifted(1),
    "transpose": like, "same-rank": same_rank, "at-least": at_least, "stack": stack, "concat": concat,
    "matmul": matmul, "outer": outer, "diagonal": diagonal, "axis-or-flat": axis_or_flat, "quantile": quantile,
    "tile": tile, "reduce-matrix": reduce_matrix, "take": take,
    "where": where, "nonzero": nonzero, "unique": unique, "split": parts(0), "unbind": parts(-1),
    "meshgrid": meshgrid, "select": select, "vectorized": vectorized, "same-class": same_class, "wider": wider,
    "by-name": by_name, "applied": lambda call: either(call, callable(call.roles.get("function"))),
    "reduce-table": lambda call: either(call, "axis" not in call.roles or call.roles["axis"] is not None),
    "pieces": lambda call: either(call, call.roles.get("count") is None), "scalar": scalar, "tolist": tolist, "row": row, "index": index,
    "arange": lambda call: Fact(call.result_class(), 1),
    "dims": lambda call: by_type(call) if call.roles.get("axis") is None else Fact("builtins.int"),
    "rank": lambda call: by_type(call) if call.function.type else Fact("builtins.int"),
    "length": lambda call: by_type(call) if call.function.type else Fact("builtins.int"),
}

import restate_more  # noqa: E402,F401   adds its transfers to these
