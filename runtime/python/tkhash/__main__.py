"""python -m tkhash: what runs on this machine and how fast, in a few seconds."""

from __future__ import annotations

import hashlib
import statistics
import sys
import time
from typing import Any, Callable

import tkhash

SIZES = ((40, "40 B"), (512, "512 B"), (3136, "3 KB"), (1 << 20, "1 MB"))


def _time(function: Callable[[Any], Any], data: Any, seconds: float) -> float:
    """Median nanoseconds of a call, over windows of at least 50 microseconds."""
    once = time.perf_counter_ns()
    function(data)
    once = max(time.perf_counter_ns() - once, 1)
    count = max(1, 50_000 // once)
    samples: list[float] = []
    end = time.perf_counter() + seconds
    while not samples or time.perf_counter() < end:
        start = time.perf_counter_ns()
        for _ in range(count):
            function(data)
        samples.append((time.perf_counter_ns() - start) / count)
    return statistics.median(samples)


def main() -> None:
    seconds = 0.002 if "--quick" in sys.argv else 0.2
    for name, value in tkhash.backend().items():
        print(f"{name:15} {', '.join(value) if isinstance(value, list) else value}")
    forms: list[tuple[str, Callable[[Any], Any]]] = [
        ("hashlib", lambda a: hashlib.sha256(a).digest()), ("key", tkhash.key),
        ("tree", tkhash.tree)]
    if "not built" not in tkhash.backend()["fast128"]:
        forms.append(("fast128", tkhash.fast128))
    print(f"\n{'ns per call':15}" + "".join(f"{name:>12}" for name, _ in forms))
    for size, label in SIZES:
        times = [_time(function, bytes(size), seconds) for _, function in forms]
        print(f"{label:15}" + "".join(f"{t:12.0f}" for t in times))


if __name__ == "__main__":
    main()
