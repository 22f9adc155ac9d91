"""The encoding, written down once more in a few lines over hashlib: what a key must be.

Plain dtypes only; shares nothing with the package.
"""

import hashlib
import struct

import numpy as np


def header(a: np.ndarray, mode: str = "k", options: int = 0) -> bytes:
    unit = b""
    if a.dtype.kind in "Mm":
        name, count = np.datetime_data(a.dtype)
        unit = (name if name == "generic" else f"{count}{name}").encode()
    head = b"tkhash\x01" + mode.encode() + bytes([options]) + a.dtype.kind.encode()
    head += struct.pack("<IHH", a.dtype.itemsize, 0, len(unit)) + unit
    head += struct.pack(f"<B{a.ndim}Q", a.ndim, *a.shape)
    return head + bytes(-len(head) % 64)


def data(a: np.ndarray) -> bytes:
    a = (a.view("u1") != 0) if a.dtype.kind == "b" else a
    return a.astype(a.dtype.newbyteorder("<")).tobytes()


def key(a: np.ndarray) -> str:
    return hashlib.sha256(header(a) + data(a)).hexdigest()


def tree(a: np.ndarray) -> str:
    def tagged(kind: bytes, content: bytes, *numbers: int) -> bytes:
        tag = (b"tkhash\x01" + kind).ljust(64, b"\0")
        return hashlib.sha256(tag + content + struct.pack(f"<{len(numbers)}Q", *numbers)).digest()

    raw, height = data(a), 0
    level = [tagged(b"l", raw[i:i + 8192], i // 8192) for i in range(0, len(raw), 8192)]
    while len(level) > 256:
        height += 1
        groups = [level[i:i + 256] for i in range(0, len(level), 256)]
        level = [tagged(b"n", b"".join(g), height, len(g)) for g in groups]
    root = struct.pack("<5Q", len(raw), 8192, 256, height, len(level))
    return hashlib.sha256(header(a, "t") + b"".join(level) + root).hexdigest()
