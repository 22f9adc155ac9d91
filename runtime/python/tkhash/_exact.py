"""Arrays as Python values and as text, without loss."""

from __future__ import annotations

from typing import Any

from . import _adapt


def as_tuple(array: Any) -> Any:
    """The elements as nested tuples of Python scalars; a 0-d array gives the scalar itself.

    Every element keeps its value.  Tuples compare as Python values do: blind to dtype (1 == 1.0
    == True), -0.0 == 0.0, and NaN equals nothing.  Datetimes become integers in their unit.
    """
    return _nested(_plain(array, "as_tuple").tolist())


def _nested(value: Any) -> Any:
    return tuple(_nested(v) for v in value) if isinstance(value, list) else value


def _plain(array: Any, function: str) -> Any:
    """An ndarray (or memoryview) of ordinary numbers, bytes or text."""
    if isinstance(array, (bytes, bytearray)):
        array = memoryview(array)
    plain = array if isinstance(array, memoryview) else _adapt.describe(array)
    if not isinstance(plain, tuple):
        return plain
    carrier, cls, _size, name, _unit, _spans, mask = plain
    if mask is not None:
        raise TypeError(f"tkhash: {function} cannot show hidden elements; use a.filled(value)")
    if cls in "Mm":
        return carrier
    if cls == "T":
        if function == "as_tuple":
            return carrier
        raise TypeError(f"tkhash: {function} does not take records; convert the fields")
    if cls == "x" and name in (b"int2", b"int4", b"uint2", b"uint4"):
        return carrier
    if name == b"bfloat16":
        return (carrier.view("u2").astype("u4") << 16).view("f4")
    if cls == "x" and hasattr(array, "astype"):
        return array.astype("f4")        # every 8-bit float is a float32
    raise TypeError(f"tkhash: {function} cannot show {name.decode() or cls!r}; convert to float32")


def as_str(array: Any) -> str:
    """Text that is equal exactly when dtype, shape and bytes are equal: "f4[2,3]:0000803f...".

    Unlike str(array) it leaves nothing out.  from_str() is its inverse.
    """
    if isinstance(array, (bytes, bytearray)):
        array = memoryview(array)
    plain = _adapt.describe(array) if not isinstance(array, memoryview) else array
    if isinstance(plain, tuple):
        carrier, cls, size, name, unit, spans, mask = plain
        if mask is not None or cls == "T":
            _plain(array, "as_str")      # raises with advice
        kind = name.decode() if cls == "x" else f"{cls}{size}" + (f"[{unit.decode()}]" * bool(unit))
        plain, swap = carrier, spans[0][3]
        if swap:
            plain = carrier.byteswap()
        return _text(kind, plain.shape, plain.tobytes())
    np = _adapt._numpy_module()
    a = np.asarray(plain)
    if a.dtype.kind == "b":
        a = a != 0
    little = a.astype(a.dtype.newbyteorder("<"), copy=False)
    size = a.dtype.itemsize // (4 if a.dtype.kind == "U" else 1)
    return _text(f"{a.dtype.kind}{size}", a.shape, little.tobytes())


def _text(kind: str, shape: tuple[int, ...], data: bytes) -> str:
    return f"{kind}[{','.join(map(str, shape))}]:{data.hex()}"


def from_str(text: str) -> Any:
    """The array of as_str(array), as a new ndarray."""
    np = _adapt._numpy_module()
    head, _, data = text.rpartition(":")
    kind, _, shape = head.rpartition("[")
    if not head or not shape.endswith("]"):
        raise ValueError("tkhash: from_str takes what as_str gave, such as 'f4[2]:00000000...'")
    sizes = tuple(int(n) for n in shape[:-1].split(",") if n)
    kind = "M8" + kind[2:] if kind.startswith("M8") else kind
    if kind in ("M8[generic]", "m8[generic]"):
        kind = kind[:2]
    if kind[1:2].isalpha():
        import ml_dtypes

        dtype = np.dtype(getattr(ml_dtypes, kind))
    else:
        dtype = np.dtype(kind).newbyteorder("<")
    return np.frombuffer(bytes.fromhex(data), dtype).reshape(sizes).copy() if data else \
        np.empty(sizes, dtype)
