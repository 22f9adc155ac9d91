"""Runs one program of derived_cases.py over its inputs and says whether it does harm."""

from __future__ import annotations

import functools
import hashlib
import zlib
from typing import Any, Callable

import numpy as np
import torch

from derived_cases import Case


def numpy_inputs() -> list[np.ndarray]:
    """Arrays that differ in one thing each: shape, type, a hidden element, a late digit, the order."""
    line = np.arange(6.0)
    long, other = np.arange(2000.0), np.arange(2000.0)
    other[1000] += 1
    close = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    return [line, line.reshape(2, 3), line.reshape(3, 2), line.reshape(1, 6), line.reshape(6, 1),
            line[::-1].copy(), long, other, long.reshape(2, 1000), close, close + 1e-12,
            np.zeros(6), np.zeros((2, 3)), np.zeros(6, dtype=np.int64), line + 1, (line + 1).reshape(3, 2),
            np.zeros((3, 2), dtype=np.int64), line.reshape(2, 3) * 2]


def torch_inputs() -> list[torch.Tensor]:
    return [torch.from_numpy(array.copy()) for array in numpy_inputs()]


def words(*texts: str) -> np.ndarray:
    """An array of objects whose elements no other array shares."""
    return np.array(["".join([text, "!"]) for text in texts], dtype=object)


def same(a: Any, b: Any, strict: bool) -> bool:
    if isinstance(a, torch.Tensor):
        a = a.detach().numpy()
    if isinstance(b, torch.Tensor):
        b = b.detach().numpy()
    x, y = np.asarray(a), np.asarray(b)
    return x.shape == y.shape and (not strict or x.dtype == y.dtype) and bool((x == y).all())


@functools.lru_cache(maxsize=None)
def colliding(digest: Callable[[bytes], Any]) -> tuple[np.ndarray, np.ndarray]:
    """Two arrays of one shape and type whose bytes have one digest: found by making many."""
    seen: dict[Any, int] = {}
    for number in range(2_000_000):
        mark = digest(np.array([number * 2654435761 % 2**40, number, 7], dtype=np.int64).tobytes())
        if mark in seen:
            return tuple(np.array([n * 2654435761 % 2**40, n, 7], dtype=np.int64)
                         for n in (seen[mark], number))
        seen[mark] = number
    raise RuntimeError("no collision found")


DIGESTS: dict[str, Callable[[bytes], Any]] = {
    "crc32": zlib.crc32,
    "adler32": zlib.adler32,
    **{f"{name}:{width}": lambda data, name=name, width=width:
       hashlib.new(name, data).hexdigest()[:width] for name in ("md5", "sha1", "sha256") for width in (4, 6, 8)},
}


def answers_wrong(lookup: Callable, inputs: list, fresh: Callable, strict: bool) -> bool:
    return any(not same(lookup(x), fresh(x), strict) for x in inputs)


# Whether an address is used again depends on what else is allocated: three ways to live shortly.
def one_by_one(lookup: Callable, fresh: Callable, make: Callable) -> bool:
    return any(not same(lookup(make(n)), fresh(make(n)), False) for n in range(200))


def in_groups(lookup: Callable, fresh: Callable, make: Callable) -> bool:
    for start in range(0, 200, 8):
        group = [make(n) for n in range(start, start + 8)]
        if any(not same(lookup(x), fresh(x), False) for x in group):
            return True
        del group
    return False


def again(lookup: Callable, fresh: Callable, make: Callable) -> bool:
    held = [make(n) for n in range(100)]
    for x in held:
        lookup(x)
    held.clear()
    held = [make(n) for n in range(100, 200)]
    return any(not same(lookup(x), fresh(x), False) for x in held)


def harm_of(case: Case) -> bool:
    space: dict[str, Any] = {"__name__": "__main__"}
    if case.inputs == "script":
        exec(compile(case.source, case.name, "exec"), space)
        return bool(space["HARM"])
    if case.inputs == "raises":
        try:
            exec(compile(case.source, case.name, "exec"), space)
        except Exception:   # noqa: BLE001
            return True
        return False
    exec(compile(case.source, case.name, "exec"), space)
    lookup = space["lookup"]
    value = compile(case.value or "None", "value", "eval")

    def fresh(x: Any) -> Any:
        return eval(value, dict(space, x=x))

    if case.inputs == "numbers":
        made = compile(case.made, "made", "eval")
        return answers_wrong(lookup, [0, 1, 1 + 1e-12, 1 + 1e-5, 2, 3],
                             lambda n: fresh(eval(made, dict(space, n=n))), case.strict)
    if case.inputs == "temporaries":
        return any(pattern(lookup, fresh, case.temporary) for pattern in (one_by_one, in_groups, again))
    if case.inputs == "words":
        first, second = words("cat", "mouse"), words("cat", "mouse")
        kept = [first, second]
        return lookup(first) is not lookup(second) or len(kept) != 2
    inputs = torch_inputs() if case.inputs == "torch" else numpy_inputs()
    if case.digest:
        pair = list(colliding(DIGESTS[case.digest]))
        inputs = [torch.from_numpy(x) for x in pair] if case.inputs == "torch" else pair
    return answers_wrong(lookup, inputs, fresh, case.strict)
