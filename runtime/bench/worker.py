"""The measurements of bench.py, in the Python that has the libraries; prints JSON."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import ssl
import statistics
import sys
import time
import timeit
from typing import Any

import numpy as np

import tkhash

QUICK = "--quick" in sys.argv
# ns, at least one call: long enough for the processor to settle after the form before, which may
# have used wider registers at another clock.
WINDOW = 2_000_000
BUDGET = 0.3 if QUICK else 3.0   # seconds per group of forms that run by turns
MIN_ROUNDS = 3 if QUICK else 7

FORMS = {
    "sha256(a).digest()": "sha256(a).digest()",
    "correct recipe": "h = sha256(repr((a.shape, a.dtype.str)).encode()); h.update(a); h.digest()",
    "hash of tuple(a.ravel().tolist())": "hash(tuple(a.ravel().tolist()))",
    "joblib.hash": "joblib.hash(a)",
    "dask tokenize": "tokenize(a)",
    "blake3": "blake3(a.view('u1')).digest()",
    "xxh3_128": "xxh3_128_digest(a)",
    "tkhash.key": "tkhash.key(a)",
    "tkhash.fast128": "tkhash.fast128(a)",
    "tkhash.tree": "tkhash.tree(a, threads=1)",
}
SIZES = {"40 B": 10, "512 B": 128, "3 KB": 784, "4 MB": 10**6, "64 MB": 16 * 10**6}
SLOW = {"hash of tuple(a.ravel().tolist())"}     # not at 64 MB
ROWS = {
    "sha256(row).digest() loop": "[sha256(x).digest() for x in X]",
    "tuple(row.tolist()) loop": "[hash(tuple(x.tolist())) for x in few]",
    "joblib.hash loop": "[joblib.hash(x) for x in few]",
    "dask tokenize loop": "[tokenize(x) for x in few]",
    "xxh3_128 loop": "[xxh3_128_digest(x) for x in X]",
    "tkhash.key loop": "[tkhash.key(x) for x in X]",
    "tkhash.keys(list)": "tkhash.keys(items, threads=1)",
    "list(tkhash.rows)": "list(tkhash.rows(X, threads=1))",
    "tkhash.rows": "tkhash.rows(X, threads=1)",
}
ON_FEW = {"tuple(row.tolist()) loop", "joblib.hash loop", "dask tokenize loop"}
WIDTHS = (10, 128, 784)
FEW = 1000


def libraries() -> dict[str, Any]:
    names = {"sha256": hashlib.sha256, "tkhash": tkhash, "np": np}
    for name, module, attribute in (("joblib", "joblib", None),
                                    ("tokenize", "dask.base", "tokenize"),
                                    ("blake3", "blake3", "blake3"),
                                    ("xxh3_128_digest", "xxhash", "xxh3_128_digest")):
        try:
            found = importlib.import_module(module)
        except ImportError:
            continue
        names[name] = getattr(found, attribute) if attribute else found
    return names


def by_turns(forms: dict[str, str], names: dict[str, Any], budget: float = BUDGET,
             clock: Any = time.thread_time) -> dict[str, list[float]]:
    """ns per call of each form, one sample per round; forms whose library is missing are left out.

    CPU time of the thread, which other processes lengthen little; wall time where threads count.
    A round runs every form for one window, so samples of one round are neighbours in time.
    """
    timers, counts = {}, {}
    for form, statement in forms.items():
        timer = timeit.Timer(statement, timer=clock, globals=names)
        try:
            once = timer.timeit(1) * 1e9
        except NameError:
            continue
        once = min(once, timer.timeit(1) * 1e9)
        timers[form], counts[form] = timer, max(1, int(WINDOW / max(once, 1)))
    samples: dict[str, list[float]] = {form: [] for form in timers}
    end = time.perf_counter() + budget
    rounds = 0
    while rounds < MIN_ROUNDS or time.perf_counter() < end:
        rounds += 1
        for form, timer in timers.items():
            samples[form].append(timer.timeit(counts[form]) / counts[form] * 1e9)
    return samples


def ratio(samples: dict[str, list[float]], slow: str, fast: str) -> float | None:
    if slow not in samples or fast not in samples:
        return None
    return statistics.median(a / b for a, b in zip(samples[slow], samples[fast]))


def medians(samples: dict[str, list[float]]) -> dict[str, float]:
    return {form: statistics.median(v) for form, v in samples.items()}


def put(out: dict[str, Any], name: str, value: float | None) -> None:
    if value is not None:
        out["ratios"][name] = value


def single(out: dict[str, Any], names: dict[str, Any]) -> None:
    rng = np.random.default_rng(0)
    for size, n in SIZES.items():
        names["a"] = rng.standard_normal(n, dtype="f4")
        forms = {f: s for f, s in FORMS.items() if not (size == "64 MB" and f in SLOW)}
        # The floors compare two or three forms: they get rounds of their own, with more of them.
        near = {f: forms[f] for f in ("sha256(a).digest()", "correct recipe", "tkhash.key",
                                      "tkhash.fast128")}
        close = by_turns(near, names)
        put(out, f"{size} key/naive", ratio(close, "sha256(a).digest()", "tkhash.key"))
        put(out, f"{size} key/correct", ratio(close, "correct recipe", "tkhash.key"))
        put(out, f"{size} fast128/naive", ratio(close, "sha256(a).digest()", "tkhash.fast128"))
        rest = {f: s for f, s in forms.items() if f not in near}
        out["single"][size] = {**medians(by_turns(rest, names, BUDGET / 2)), **medians(close)}
    out["sizes"], out["forms"] = list(SIZES), list(FORMS)


def batch(out: dict[str, Any], names: dict[str, Any]) -> None:
    rng = np.random.default_rng(1)
    for n in WIDTHS:
        x = rng.standard_normal((100_000, n), dtype="f4")
        names.update(X=x, few=x[:FEW], items=list(x))
        samples = by_turns(ROWS, names)
        for form, values in samples.items():
            rows = FEW if form in ON_FEW else len(x)
            samples[form] = [v / rows for v in values]
        out["batch"][str(n)] = medians(samples)
        for slow, short in (("sha256(row).digest() loop", "naive"),
                            ("tuple(row.tolist()) loop", "tuple"), ("joblib.hash loop", "joblib")):
            put(out, f"rows {n}/{short}", ratio(samples, slow, "tkhash.rows"))
    out["widths"], out["batch_forms"] = [str(n) for n in WIDTHS], list(ROWS)


def big(out: dict[str, Any], names: dict[str, Any]) -> None:
    pool = np.random.default_rng(2).integers(0, 256, 64 << 20, dtype="u1")
    forms = {"sha256": "tkhash.sha256(b)", "tree": "tkhash.tree(b, threads=1)",
             "naive": "sha256(b).digest()", "fast128": "tkhash.fast128(b)", "blake3":
             "blake3(b).digest()"}
    labels = {"naive": "hashlib.sha256", "sha256": "tkhash.sha256", "tree": "tkhash.tree, 1 thread",
              "tree2": "tkhash.tree, 2 threads", "fast128": "tkhash.fast128", "blake3": "blake3"}
    for size in (1, 4, 64):
        b = names["b"] = pool[:size << 20].copy()
        label = f"{size} MiB"
        samples = by_turns(forms, names)
        for form in ("sha256", "tree"):
            put(out, f"{label} {form}/naive", ratio(samples, "naive", form))
        if size == 64 and len(os.sched_getaffinity(0)) >= 1 and out["cpus"] >= 2:
            pinned = os.sched_getaffinity(0)
            os.sched_setaffinity(0, ALL_CPUS)
            two = by_turns({"naive": forms["naive"], "tree2": "tkhash.tree(b, threads=2)"}, names,
                           clock=time.perf_counter)
            os.sched_setaffinity(0, pinned)
            put(out, f"{label} tree2/naive", ratio(two, "naive", "tree2"))
            samples["tree2"] = two["tree2"]
        out["big"][label] = {labels[f]: b.size / t for f, t in medians(samples).items()}
    m = np.random.default_rng(3).standard_normal((4096, 4096), dtype="f4")
    names["t"] = m.T
    samples = by_turns({"copy": "sha256(np.ascontiguousarray(t)).digest()", "key":
                        "tkhash.key(t)", "tree": "tkhash.tree(t, threads=1)"}, names)
    for form in ("key", "tree"):
        put(out, f"T {form}/copy", ratio(samples, "copy", form))
    gbps = {f: m.nbytes / t for f, t in medians(samples).items()}
    out["big"]["64 MiB transposed"] = {"sha256(ascontiguousarray(a.T))": gbps["copy"],
                                       "tkhash.key": gbps["key"],
                                       "tkhash.tree, 1 thread": gbps["tree"]}
    out["big_forms"] = [*labels.values(), "tkhash.key", "sha256(ascontiguousarray(a.T))"]


def hashlib_gbps(names: dict[str, Any]) -> float:
    names["b"] = bytes(1 << 20)
    return (1 << 20) / medians(by_turns({"h": "sha256(b).digest()"}, names, 0.3))["h"]


def no_sha(names: dict[str, Any]) -> dict[str, Any]:
    x = np.random.default_rng(1).standard_normal((4000, 784), dtype="f4")
    names["X"] = x
    samples = by_turns({f: ROWS[f] for f in ("sha256(row).digest() loop", "tkhash.rows")}, names)
    return {"ratio": ratio(samples, "sha256(row).digest() loop", "tkhash.rows"),
            "hashlib_gbps": hashlib_gbps(names)}


ALL_CPUS = os.sched_getaffinity(0)


def main() -> None:
    names = libraries()
    os.sched_setaffinity(0, {max(ALL_CPUS)})
    if "--no-sha" in sys.argv:
        print(json.dumps(no_sha(names)))
        return
    out: dict[str, Any] = {
        "features": tkhash.backend()["detected"], "cpus": len(ALL_CPUS), "load": os.getloadavg()[0],
        "openssl": ssl.OPENSSL_VERSION.split()[1], "python": sys.version.split()[0],
        "numpy": np.__version__, "ratios": {}, "single": {}, "batch": {}, "big": {},
        "hashlib_gbps": hashlib_gbps(names)}
    single(out, names)
    batch(out, names)
    big(out, names)
    print(json.dumps(out))


if __name__ == "__main__":
    main()
