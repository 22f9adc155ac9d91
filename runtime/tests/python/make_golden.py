"""Writes golden.json: python3 tests/python/make_golden.py.

The digests come from hashlib alone: for plain dtypes from oracle.py, for records and masks from
bytes that are spelled out here.
"""

import hashlib
import json
import struct
from pathlib import Path

import numpy as np

import cases
import oracle


def dtype(cls: str, size: int, name: bytes = b"", unit: bytes = b"") -> bytes:
    return (cls.encode() + struct.pack("<IH", size, len(name)) + name
            + struct.pack("<H", len(unit)) + unit)


def field(name: str, kind: bytes, *shape: int) -> bytes:
    return (struct.pack("<H", len(name)) + name.encode() + kind
            + struct.pack(f"<B{len(shape)}Q", len(shape), *shape))


def pad(head: bytes) -> bytes:
    return head + bytes(-len(head) % 64)


def record_key() -> str:
    inner = struct.pack("<H", 2) + field("x", dtype("U", 8)) + field(
        "y", dtype("M", 8, b"", b"1D"))
    outer = struct.pack("<H", 4) + field("a", dtype("i", 1)) + field("b", dtype("f", 8)) + field(
        "c", dtype("b", 1), 2) + field("d", dtype("T", 16, inner))
    head = pad(b"tkhash\x01k\x00" + dtype("T", 27, outer) + struct.pack("<BQ", 1, 3))
    rows = b""
    for i, b, x, day in ((1, 1.5, "p", 18262), (2, -0.0, "qr", -2**63), (3, np.nan, "", -1)):
        rows += struct.pack("<bd??", i, b, True, False)
        rows += x.ljust(2, "\0").encode("utf-32-le") + struct.pack("<q", day)
    return hashlib.sha256(head + rows).hexdigest()


def masked_key() -> str:
    head = pad(b"tkhash\x01k\x02" + dtype("i", 4) + struct.pack("<BQ", 1, 3))
    return hashlib.sha256(head + b"\0\1\0" + struct.pack("<3i", 1, 0, 3)).hexdigest()


def main() -> None:
    digests = {}
    for name, array in cases.golden_arrays().items():
        if name.startswith("record"):
            digests[name] = record_key()
        elif name == "masked":
            digests[name] = masked_key()
        else:
            digests[name] = oracle.key(array)
    path = Path(__file__).with_name("golden.json")
    path.write_text(json.dumps(digests, indent=1) + "\n")


if __name__ == "__main__":
    main()
