"""The arrays behind golden.json: every trap of the encoding has at least one name here."""

import numpy as np


def record(align: bool) -> np.ndarray:
    dtype = np.dtype([("a", "i1"), ("b", ">f8"), ("c", "?", (2,)),
                      ("d", [("x", "U2"), ("y", "M8[D]")])], align=align)
    a = np.zeros(3, dtype)
    a["a"], a["b"], a["c"] = [1, 2, 3], [1.5, -0.0, np.nan], [[True, False]] * 3
    a["d"]["x"], a["d"]["y"] = ["p", "qr", ""], ["2020-01-01", "NaT", "1969-12-31"]
    return a


def golden_arrays() -> dict[str, np.ndarray]:
    f = np.arange(12, dtype="f4").reshape(3, 4)
    odd = np.array([0x80000000, 0x7FC00001, 0xFFC00000, 0x3F800000], "u4").view("f4")
    return {
        "c-order": f,
        "fortran-order": np.asfortranarray(f),
        "transposed": f.T,
        "strided": np.repeat(f, 2, axis=1)[:, ::2],
        "negative-strides": f[::-1, ::-1].copy()[::-1, ::-1],
        "zero-strides": np.broadcast_to(np.float32(7), (3, 4)),
        "big-endian": f.astype(">f4"),
        "l": np.arange(4, dtype="l"),
        "q": np.arange(4, dtype="q"),
        "0-d": np.array(1.5),
        "one-element": np.array([1.5]),
        "empty-0x3": np.empty((0, 3), "f8"),
        "empty-3x0": np.empty((3, 0), "f8"),
        "bool": np.array([True, False, True]),
        "bool-other-bytes": np.array([2, 0, 255], "u1").view("?"),
        "record-packed": record(False),
        "record-aligned": record(True),
        "S3": np.array([b"ab", b"c"], "S3"),
        "S5": np.array([b"ab", b"c"], "S5"),
        "U1": np.array(["a", "b"], "U1"),
        "U4": np.array(["a", "b"], "U4"),
        "datetime-ns": np.array(["2020-01-01", "NaT"], "M8[ns]"),
        "datetime-25s": np.array([0, 7], "i8").view("M8[25s]"),
        "datetime-generic": np.array(["NaT"], "M8"),
        "timedelta-25s": np.array([0, 7], "i8").view("m8[25s]"),
        "complex": np.array([1 + 2j, -0.0j]),
        "float16": np.array([1, -0.0, np.nan], "f2"),
        "negative-zero-and-nan": odd,
        "masked": np.ma.masked_array([1, 2, 3], [0, 1, 0], dtype="i4"),
        "void": np.array([b"\x01\x02", b"\x03\x04"], "V2"),
        "uint16-as-V2": np.array([0x0201, 0x0403], "u2"),
    }


def same_key() -> list[tuple[str, ...]]:
    """Groups of names that must share a key; every other pair must differ."""
    return [("c-order", "fortran-order", "strided", "negative-strides", "big-endian"),
            ("l", "q"), ("bool", "bool-other-bytes"), ("record-packed", "record-aligned")]
