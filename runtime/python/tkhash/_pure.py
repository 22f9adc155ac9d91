"""tkhash in plain Python over hashlib: the same digests where the extension cannot be built.

It is also the readable form of the encoding: _header and _Elements are the specification.
"""

from __future__ import annotations

import hashlib
import struct
from typing import Any, Iterable, Iterator, NamedTuple, Sequence

from . import _adapt

CHUNK, FANOUT = 8192, 256
_ASCII_FIRST = "<>=!@"
_NAN = {_adapt.F16: (0x7C00, 0x7E00), _adapt.BF16: (0x7F80, 0x7FC0),
        _adapt.F32: (0x7F800000, 0x7FC00000),
        _adapt.F64: (0x7FF0000000000000, 0x7FF8000000000000)}
_LETTER = {2: "H", 4: "I", 8: "Q"}
_TRUTH = bytes([0] + [1] * 255)


class Key:
    """Content key of an array: hashable, comparable, picklable."""

    __slots__ = ("_digest",)
    _digest: bytes

    def __init__(self, digest: bytes) -> None:
        if not isinstance(digest, (bytes, bytearray, memoryview)):
            raise TypeError(f"a bytes-like object is required, not {type(digest).__name__!r}")
        if len(digest) not in (16, 32):
            raise ValueError(f"a Key has 16 or 32 bytes, not {len(digest)}; tkhash.key(array) "
                             "makes one from an array")
        object.__setattr__(self, "_digest", bytes(digest))

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("a Key does not change")

    def hex(self) -> str:
        return self._digest.hex()

    def digest(self) -> bytes:
        return self._digest

    __bytes__ = digest

    def __hash__(self) -> int:
        h = int.from_bytes(self._digest[:8], "little", signed=True)
        return -2 if h == -1 else h

    def __eq__(self, other: object) -> bool:
        return self._digest == other._digest if isinstance(other, Key) else NotImplemented

    def __lt__(self, other: object) -> bool:
        return self._digest < other._digest if isinstance(other, Key) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._digest <= other._digest if isinstance(other, Key) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._digest > other._digest if isinstance(other, Key) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._digest >= other._digest if isinstance(other, Key) else NotImplemented

    def __reduce__(self) -> tuple[Any, ...]:
        return Key, (self._digest,)

    def __repr__(self) -> str:
        return f"<tkhash.Key {self.hex()}>"


class Keys:
    """An immutable sequence of keys in one block of memory."""

    __slots__ = ("_digests",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, digests: bytes) -> None:
        if len(digests) % 32:
            raise ValueError(f"Keys need 32 bytes each, {len(digests)} is no multiple of it")
        self._digests = bytes(digests)

    def __len__(self) -> int:
        return len(self._digests) // 32

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return Keys(b"".join(self._digests[32 * i:32 * i + 32]
                                 for i in range(*index.indices(len(self)))))
        i = range(len(self))[index]
        return Key(self._digests[32 * i:32 * i + 32])

    def __iter__(self) -> Iterator[Key]:
        return (Key(self._digests[i:i + 32]) for i in range(0, len(self._digests), 32))

    def __eq__(self, other: object) -> bool:
        return self._digests == other._digests if isinstance(other, Keys) else NotImplemented

    def hex(self) -> list[str]:
        return [k.hex() for k in self]

    def tobytes(self) -> bytes:
        return self._digests

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        import numpy
        return numpy.frombuffer(self._digests, "u1").reshape(-1, 32).astype(dtype or "u1")

    def __reduce__(self) -> tuple[Any, ...]:
        return Keys, (self._digests,)

    def __repr__(self) -> str:
        return f"<tkhash.Keys of {len(self)} arrays>"


# ---- elements in canonical form ----

class _Elements(NamedTuple):
    """An array, read: dtype fields, shape, and the bytes of its elements in C order."""

    dtype: bytes                 # as in the header
    itemsize: int
    shape: tuple[int, ...]
    data: Any                    # bytes, bytearray or a memoryview of bytes
    mask: bytes                  # one byte per element, or empty
    value: bool

    def header(self, mode: bytes, first_dim: int = 0) -> bytes:
        shape = self.shape[first_dim:]
        head = b"".join((
            b"tkhash\x01", mode, bytes([self.value | (2 if self.mask else 0)]), self.dtype,
            bytes([len(shape)]), *(n.to_bytes(8, "little") for n in shape)))
        return head + bytes(-len(head) % 64)


def _format_tag(fmt: str, itemsize: int, value: bool) -> tuple[Any, ...] | None:
    """(class, scalar size, swap, op) of a struct-module format of one scalar, or None."""
    swap = fmt[:1] in (">", "!")
    body = fmt[1:] if fmt[:1] and fmt[0] in _ASCII_FIRST else fmt
    letter = body.lstrip("0123456789")
    counted = letter != body
    sizes = {"i": (1, 2, 4, 8), "u": (1, 2, 4, 8), "f": (2, 4, 8), "c": (8, 16), "b": (1,)}
    for cls, letters in (("i", "bhilqn"), ("u", "BHILQN"), ("f", "efd"), ("b", "?"),
                         ("c", ("Zf", "Zd")), ("S", "sc"), ("U", "w")):
        if letter and letter in letters and (len(letter) == 1 or cls == "c"):
            if counted and cls not in "SU" or itemsize not in sizes.get(cls, (itemsize,)):
                return None
            unit = {"S": 1, "U": 4, "c": itemsize // 2}.get(cls, itemsize)
            op = _adapt.BOOL if cls == "b" else _adapt.RAW
            if value and cls in "fc":
                op = {2: _adapt.F16, 4: _adapt.F32, 8: _adapt.F64}[unit]
            return cls, unit, swap, op
    return None


def _canonical(data: bytearray, unit: int, swap: int, op: int) -> bytearray:
    if swap:
        swapped = bytearray(len(data))
        for i in range(unit):
            swapped[i::unit] = data[unit - 1 - i::unit]
        data = swapped
    if op == _adapt.BOOL:
        return data.translate(_TRUTH)
    if op != _adapt.RAW:
        infinity, nan = _NAN[op]
        sign = 1 << (8 * unit - 1)
        form = f"<{len(data) // unit}{_LETTER[unit]}"
        words = [nan if w & ~sign > infinity else 0 if w == sign else w
                 for w in struct.unpack(form, data)]
        return bytearray(struct.pack(form, *words))
    return data


def _raw(carrier: Any) -> bytearray:
    """The elements as they lie in memory, in C order."""
    return bytearray(carrier.tobytes())


def _described(plain: tuple[Any, ...], value: bool) -> _Elements:
    carrier, cls, itemsize, name, unit, spans, mask = plain
    limit = 4096
    if len(name) > limit or len(unit) > limit:
        raise ValueError(f"tkhash: the description of this dtype is longer than {limit} bytes; "
                         "hash its fields one by one")
    raw, size = _raw(carrier), carrier.itemsize
    if len(spans) == 1 and spans[0][:2] == (0, size):
        data = _canonical(raw, *spans[0][2:])
    else:
        data = bytearray()
        for start in range(0, len(raw), size or 1):
            for offset, count, *rest in spans:
                data += _canonical(raw[start + offset:start + offset + count], *rest)
    hidden = b"" if mask is None else bytes(mask.tobytes()).translate(_TRUTH)
    for i, bit in enumerate(hidden):
        if bit:
            data[i * itemsize:(i + 1) * itemsize] = bytes(itemsize)
    return _Elements(_adapt.dtype_text(cls, itemsize, name, unit), itemsize,
                     tuple(carrier.shape), data, hidden, value)


def _read(obj: Any, value: bool) -> _Elements:
    plain = obj if type(obj) in (bytes, bytearray, memoryview) else _adapt.describe(obj, value)
    if isinstance(plain, tuple):
        return _described(plain, value)
    view = memoryview(plain)
    tag = _format_tag(view.format, view.itemsize, value)
    if tag is None:
        raise TypeError(f"tkhash: cannot read the elements of {obj!r}")
    cls, unit, swap, op = tag
    if 0 in view.shape or not view.itemsize:
        data: Any = b""
    elif view.c_contiguous and not (swap and unit > 1) and op == _adapt.RAW:
        data = view.cast("B")
    else:
        data = _canonical(bytearray(view.tobytes()), unit, swap, op)
    return _Elements(_adapt.dtype_text(cls, view.itemsize, b"", b""), view.itemsize,
                     tuple(view.shape), data, b"", value)


def _options(canonical: str | None) -> bool:
    if canonical not in (None, "value"):
        raise ValueError('tkhash: canonical is None (bytes decide) or "value" (-0.0 equals 0.0, '
                         f"every NaN equals every NaN), not {canonical!r}")
    return canonical == "value"


def _check_threads(threads: int | None) -> None:
    if threads is not None and not 1 <= threads <= 1024:
        raise ValueError("tkhash: threads is None (choose) or 1 to 1024")


# ---- the public functions ----

def sha256(buffer: Any, /) -> bytes:
    """The standard SHA-256 digest of contiguous bytes."""
    return hashlib.sha256(buffer).digest()


def header(array: Any, mode: str, canonical: str | None = None, /) -> bytes:
    """The bytes in front of the data; mode is 'k', 't' or 'x'."""
    return _read(array, _options(canonical)).header(mode.encode())


def key(array: Any, /, *, canonical: str | None = None) -> Key:
    """Content key of an array: SHA-256 of dtype, shape and elements."""
    e = _read(array, _options(canonical))
    return Key(hashlib.sha256(b"".join((e.header(b"k"), e.mask, e.data))).digest()
               if len(e.data) < 4096 else _long_key(e))


def _long_key(e: _Elements) -> bytes:
    h = hashlib.sha256(e.header(b"k"))
    h.update(e.mask)
    h.update(e.data)
    return h.digest()


def rows(array: Any, /, *, canonical: str | None = None, threads: int | None = None) -> Keys:
    """The keys of array[0], array[1], ... as Keys."""
    _check_threads(threads)
    e = _read(array, _options(canonical))
    if not e.shape:
        raise ValueError("tkhash: rows() needs at least one dimension; use key() for a single "
                         "value")
    out, n = [], e.shape[0]
    size = len(e.data) // n if n else 0
    elements = len(e.mask) // n if n else 0
    data = memoryview(e.data)
    for i in range(n):
        mask = e.mask[i * elements:(i + 1) * elements]
        item = e._replace(mask=mask if any(mask) else b"")
        h = hashlib.sha256(item.header(b"k", 1))
        h.update(item.mask)
        h.update(data[i * size:(i + 1) * size])
        out.append(h.digest())
    return Keys(b"".join(out))


def keys(arrays: Iterable[Any], /, *, canonical: str | None = None,
         threads: int | None = None) -> Keys:
    """The keys of separate arrays as Keys."""
    _check_threads(threads)
    return Keys(b"".join(key(a, canonical=canonical).digest() for a in arrays))


def _u64(*numbers: int) -> bytes:
    return b"".join(n.to_bytes(8, "little") for n in numbers)


def tree(array: Any, /, *, canonical: str | None = None, threads: int | None = None) -> Key:
    """Content key of a big array, in the form that hashes in parallel."""
    _check_threads(threads)
    e = _read(array, _options(canonical))
    data = memoryview(e.data if not e.mask else e.mask + bytes(e.data))
    tag = {kind: (b"tkhash\x01" + kind).ljust(64, b"\0") for kind in (b"l", b"n")}
    level: Sequence[bytes] = []
    for i in range(0, len(data), CHUNK):
        leaf = hashlib.sha256(tag[b"l"])
        leaf.update(data[i:i + CHUNK])
        leaf.update(_u64(i // CHUNK))
        level.append(leaf.digest())
    height = 0
    while len(level) > FANOUT:
        height += 1
        groups = [level[i:i + FANOUT] for i in range(0, len(level), FANOUT)]
        level = [hashlib.sha256(tag[b"n"] + b"".join(g) + _u64(height, len(g))).digest()
                 for g in groups]
    root = e.header(b"t") + b"".join(level)
    return Key(hashlib.sha256(root + _u64(len(data), CHUNK, FANOUT, height, len(level))).digest())


def fast128(array: Any, /, *, canonical: str | None = None) -> Key:
    """Not available without the extension module."""
    raise RuntimeError("tkhash: fast128 needs the compiled extension with libxxhash; install a "
                       "wheel, or libxxhash's header and a C compiler, and rebuild")


def backend() -> dict[str, Any]:
    return {"single": "hashlib", "pair": "none", "lanes": "none", "width": 0, "min_lanes": 0,
            "fast128": "not built", "detected": 0, "allowed": 0, "self_test": True,
            "reason": "pure Python"}


def force(mask: int | None, /) -> None:
    if mask:
        raise ValueError("tkhash: the pure-Python package has no instruction sets to choose from")
