"""What an unusual object holds, told in terms that the hashing code understands.

`describe(obj, options)` returns either an object whose buffer tells the whole truth (an exact
numpy.ndarray, a memoryview), or the tuple

    (carrier, class, itemsize, name, unit, spans, mask)

where carrier exports the elements with strides, and spans lists (offset, bytes, unit, swap, op)
for every field of an element: see struct tkhash_span.  Libraries are never imported here unless
an object of theirs is at hand, and then they are imported already.
"""

from __future__ import annotations

import sys
from typing import Any, Callable

RAW, BOOL, F16, BF16, F32, F64 = range(6)
VALUE = 1

MAX_DEPTH = 32       # records inside records
MAX_SPANS = 4096     # fields of one record, counted after sub-arrays of records are unrolled

Tag = tuple[str, int, bytes, bytes, int, int]      # class, itemsize, name, unit, scalar size, op

on_ndarray: Callable[[type], None] = lambda _type: None   # told numpy.ndarray when first met
_told = False


def describe(obj: Any, options: int = 0) -> Any:
    """An object for the fast way, or the tuple above; TypeError with a sentence otherwise."""
    for base in type(obj).__mro__:
        adapter = _ADAPTERS.get(base.__module__.partition(".")[0])
        if adapter is not None:
            return adapter(obj, options)
    if hasattr(obj, "__array__"):
        return _converted(obj, options)
    if hasattr(obj, "__dlpack__"):
        return _from_dlpack(obj, options)
    try:
        return memoryview(obj)
    except TypeError:
        raise TypeError(
            f"tkhash: {type(obj).__name__!r} object is not an array; pass one that has the "
            "buffer protocol, __array__ or __dlpack__, such as numpy.asarray(x)"
        ) from None


def is_array(obj: Any) -> bool:
    """True for what describe() would treat as an array (bytes and str are values)."""
    if isinstance(obj, (bytearray, memoryview)):
        return True
    kind = type(obj)
    return hasattr(kind, "__array__") or hasattr(kind, "__dlpack__") or (
        kind.__module__ == "array" and kind.__name__ == "array")


def _numpy_module() -> Any:
    global _told
    try:
        import numpy
    except ImportError:
        raise TypeError("tkhash: numpy is needed to read this object; install it") from None
    if not _told:
        on_ndarray(numpy.ndarray)
        _told = True
    return numpy


def _refuse(what: str, advice: str) -> TypeError:
    return TypeError(f"tkhash: {what}; {advice}")


# ---- numpy ----

def _numpy(obj: Any, options: int) -> Any:
    np = _numpy_module()
    if isinstance(obj, np.ma.MaskedArray):
        return _masked(obj.data, np.ma.getmaskarray(obj), options)
    if not isinstance(obj, (np.ndarray, np.generic)):
        if hasattr(obj, "__array__"):
            return _converted(obj, options)
        raise _refuse(f"numpy {type(obj).__name__} is not an array", "pass an ndarray")
    return _ndarray(np.asarray(obj), options)


def _ndarray(a: Any, options: int) -> Any:
    np = _numpy_module()
    dtype = a.dtype
    if type(a) is not np.ndarray:
        a = a.view(np.ndarray)
    if dtype.kind == "T":
        raise _refuse("strings of variable length are pointers", "convert with a.astype('U')")
    if dtype.hasobject:
        raise _refuse(
            "object arrays hold pointers, not values",
            "convert the elements with a.astype(float) or another plain dtype")
    if dtype.names is not None:
        return _record(a, options)
    if dtype.kind in "biufcSU" and dtype.isbuiltin != 2 and dtype.char not in "gG":
        return a
    tag = _tag(dtype, options)
    carrier = _carrier(a, tag)
    return (carrier, *tag[:4], (_span(0, tag, dtype),), None)


def _tag(dtype: Any, options: int) -> Tag:
    """Header fields, scalar size and operation of a dtype without fields."""
    np = _numpy_module()
    kind, size, value = dtype.kind, dtype.itemsize, bool(options & VALUE)
    if dtype.char in "gG":
        raise _refuse(
            "long double differs between machines and carries padding",
            "convert with a.astype('float64') or a.astype('complex128')")
    if kind in "Mm":
        unit, count = np.datetime_data(dtype)
        text = unit if unit == "generic" else f"{count}{unit}"
        return kind, size, b"", text.encode(), 8, RAW
    if dtype.isbuiltin == 2 or (kind == "V" and dtype.type is not np.void):
        return _extension_tag(dtype, value)
    if kind not in "biufcSUV":
        raise _refuse(f"dtype {dtype} has no key", "convert with a.astype(...)")
    unit_size = {"S": 1, "V": 1, "U": 4, "c": size // 2, "b": 1}.get(kind, size)
    op = RAW
    if kind == "b":
        op = BOOL
    elif kind in "fc" and value:
        op = {2: F16, 4: F32, 8: F64}[unit_size]
    return kind, size, b"", b"", unit_size, op


def _extension_tag(dtype: Any, value: bool) -> Tag:
    """Types that numpy does not own: their .str collides, their name does not."""
    name = dtype.name
    if value and name != "bfloat16" and "int" not in name:
        raise _refuse(f'canonical="value" is not defined for {name}', "convert to float32 first")
    op = BF16 if value and name == "bfloat16" else RAW
    unit = dtype.itemsize if dtype.itemsize in (1, 2, 4, 8) else 1
    return "x", dtype.itemsize, name.encode(), b"", unit, op


def _carrier(a: Any, tag: Tag) -> Any:
    """a with a dtype that numpy can export."""
    if tag[0] in "Mm":
        return a.view(a.dtype.byteorder + "i8")
    if tag[0] != "x":
        return a
    if tag[2] in (b"int2", b"int4", b"uint2", b"uint4"):
        return a.astype("i1" if tag[2].startswith(b"i") else "u1")   # one pattern per value
    return a.view(f"V{tag[1]}")


def _span(offset: int, tag: Tag, dtype: Any, count: int = 1) -> tuple[int, int, int, int, int]:
    big = dtype.byteorder == ">" or (dtype.byteorder == "=" and sys.byteorder == "big")
    return offset, count * tag[1], tag[4], int(big and tag[4] > 1), tag[5]


def _record(a: Any, options: int) -> Any:
    """Field by field, so that alignment padding and offsets do not count; names do."""
    spans: list[tuple[int, int, int, int, int]] = []
    name = _fields(a.dtype, 0, options, spans, 0)
    size = sum(span[1] for span in spans)
    return a, "T", size, name, b"", tuple(spans), None


def _fields(dtype: Any, base: int, options: int, spans: list[Any], depth: int) -> bytes:
    """Appends the spans of a record at offset base; returns the description of its fields."""
    if depth > MAX_DEPTH:
        raise ValueError(f"tkhash: records nested more than {MAX_DEPTH} deep have no key")
    text = [len(dtype.names).to_bytes(2, "little")]
    for field_name in dtype.names:
        field, offset = dtype.fields[field_name][:2]
        shape: tuple[int, ...] = ()
        if field.subdtype is not None:
            field, shape = field.subdtype
        count = 1
        for n in shape:
            count *= n
        if field.names is not None:
            inner = b""
            size = field.itemsize
            first = len(spans)
            if count == 0:
                inner = _fields(field, 0, options, [], depth + 1)
            for i in range(count):
                inner = _fields(field, base + offset + i * size, options, spans, depth + 1)
                if len(spans) > MAX_SPANS:
                    raise ValueError(f"tkhash: records of more than {MAX_SPANS} fields have no "
                                     "key; hash the fields one by one")
            packed = sum(s[1] for s in spans[first:]) // max(count, 1)
            tag: Tag = ("T", packed, inner, b"", 1, RAW)
        else:
            tag = _tag(field, options)
            spans.append(_span(base + offset, tag, field, count))
        text.append(_field_text(field_name, tag, shape))
    return b"".join(text)


def _field_text(name: str, tag: Tag, shape: tuple[int, ...]) -> bytes:
    raw = name.encode()
    return b"".join((
        len(raw).to_bytes(2, "little"), raw, dtype_text(tag[0], tag[1], tag[2], tag[3]),
        len(shape).to_bytes(1, "little"), *(n.to_bytes(8, "little") for n in shape)))


def dtype_text(cls: str, itemsize: int, name: bytes, unit: bytes) -> bytes:
    """The dtype part of the header."""
    return b"".join((
        cls.encode(), itemsize.to_bytes(4, "little"), len(name).to_bytes(2, "little"), name,
        len(unit).to_bytes(2, "little"), unit))


def _masked(data: Any, mask: Any, options: int) -> Any:
    np = _numpy_module()
    if mask.dtype.names is not None:
        raise _refuse("masked records are not supported", "hash the fields one by one")
    plain = _ndarray(np.asarray(data), options)
    if not mask.any():
        return plain
    if not isinstance(plain, tuple):
        tag = _tag(plain.dtype, options)
        plain = (plain, *tag[:4], (_span(0, tag, plain.dtype),), None)
    return (*plain[:6], np.ascontiguousarray(mask).view("u1"))


def _converted(obj: Any, options: int) -> Any:
    """Anything with __array__."""
    np = _numpy_module()
    try:
        a = np.asarray(obj)
    except Exception as error:
        raise TypeError(
            f"tkhash: {type(obj).__name__!r} object gave no array ({error}); pass a concrete "
            "array on the CPU") from error
    return _ndarray(a, options)


def _from_dlpack(obj: Any, options: int) -> Any:
    np = _numpy_module()
    try:
        a = np.from_dlpack(obj)
    except Exception as error:
        raise TypeError(
            f"tkhash: {type(obj).__name__!r} object gave no CPU array through DLPack ({error}); "
            "copy it to the CPU first") from error
    return _ndarray(a, options)


# ---- torch ----

def _torch(obj: Any, options: int) -> Any:
    import torch

    if not isinstance(obj, torch.Tensor):
        raise _refuse(f"torch {type(obj).__name__} is not a tensor", "pass a torch.Tensor")
    if obj.is_nested or obj.layout != torch.strided:
        raise _refuse("sparse and nested tensors have no C-order elements", "use x.to_dense()")
    if obj.is_quantized:
        raise _refuse("quantized tensors carry a scale", "use x.int_repr() or x.dequantize()")
    if obj.device.type == "meta":
        raise _refuse("a meta tensor has no values", "move the module to a real device")
    t = obj.detach()
    if t.device.type != "cpu":
        t = t.cpu()
    if t.is_conj():
        t = t.resolve_conj()
    if t.is_neg():
        t = t.resolve_neg()
    return _torch_cpu(torch, t, options)


def _torch_cpu(torch: Any, t: Any, options: int) -> Any:
    name = str(t.dtype).removeprefix("torch.")
    if name == "bfloat16":
        op = BF16 if options & VALUE else RAW
        carrier = t.view(torch.int16).numpy()
        return carrier, "x", 2, b"bfloat16", b"", ((0, 2, 2, 0, op),), None
    if name.startswith("float8"):
        if options & VALUE:
            raise _refuse(f'canonical="value" is not defined for {name}', "convert it first")
        carrier = t.view(torch.uint8).numpy()
        return carrier, "x", 1, name.encode(), b"", ((0, 1, 1, 0, RAW),), None
    if name == "complex32":
        op = F16 if options & VALUE else RAW
        carrier = t.view(torch.int32).numpy()
        return carrier, "c", 4, b"", b"", ((0, 4, 2, 0, op),), None
    try:
        a = t.numpy()
    except (TypeError, RuntimeError) as error:
        raise TypeError(f"tkhash: torch dtype {name} has no key ({error}); convert it first") \
            from error
    return _ndarray(a, options)


# ---- TensorFlow, JAX, pandas ----

def _tensorflow(obj: Any, options: int) -> Any:
    if not hasattr(obj, "numpy"):
        raise _refuse(
            f"{type(obj).__name__} has no value while a graph is traced",
            "hash outside of tf.function, or in tf.py_function")
    try:
        a = obj.numpy()
    except Exception as error:
        raise TypeError(
            f"tkhash: {type(obj).__name__} gave no array ({error}); hash a dense eager tensor, "
            "outside of tf.function") from error
    np = _numpy_module()
    return _ndarray(np.asarray(a), options)


def _jax(obj: Any, options: int) -> Any:
    if not hasattr(obj, "__array__"):
        raise _refuse(f"{type(obj).__name__} is not an array", "pass a jax.Array")
    if str(getattr(obj, "dtype", "")).startswith("key<"):
        raise _refuse("a PRNG key array is opaque", "use jax.random.key_data(k)")
    return _converted(obj, options)


def _pandas(obj: Any, options: int) -> Any:
    """Values only: an index or a name is not part of the key."""
    np = _numpy_module()
    if hasattr(obj, "columns"):
        dtypes = set(obj.dtypes)
        if len(dtypes) != 1 or not isinstance(next(iter(dtypes)), np.dtype):
            raise _refuse(
                "a DataFrame of several or extension dtypes is no array",
                "hash its columns, or df.to_numpy(dtype=...)")
        return _ndarray(obj.to_numpy(), options)
    dtype = getattr(obj, "dtype", None)
    if isinstance(dtype, np.dtype):
        return _ndarray(np.asarray(obj), options)
    values = getattr(obj, "array", obj)
    numpy_dtype = getattr(dtype, "numpy_dtype", None)
    if hasattr(values, "_mask") and numpy_dtype is not None:
        data = values.to_numpy(dtype=numpy_dtype, na_value=numpy_dtype.type(0))
        return _masked(data, np.asarray(values.isna()), options)
    raise _refuse(
        f"pandas dtype {dtype} has no fixed bytes",
        "convert with .to_numpy(dtype=...), for text with .to_numpy('U')")


_ADAPTERS: dict[str, Callable[[Any, int], Any]] = {
    "numpy": _numpy,
    "torch": _torch,
    "tensorflow": _tensorflow,
    "jax": _jax,
    "jaxlib": _jax,
    "pandas": _pandas,
}
