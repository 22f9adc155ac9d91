"""tkhash: content keys for arrays.

A key is equal exactly when dtype, shape and content are equal: for any strides and byte order, on
every CPU, with any number of threads, from numpy, torch, TensorFlow, JAX or pandas.

    >>> seen = {tkhash.key(a)}
    >>> tkhash.key(a.copy()) in seen
    True
"""

from __future__ import annotations

import os
from typing import Any

from . import _adapt

_core: Any
if os.environ.get("TKHASH_PURE") == "1":
    from . import _pure as _core
    _why = "TKHASH_PURE=1"
else:
    try:
        from . import _core
        _why = ""
    except ImportError as error:
        from . import _pure as _core
        _why = f"the extension module is missing ({error})"

if not _why:
    _core.set_describe(_adapt.describe)
    _adapt.on_ndarray = _core.set_ndarray

Key, Keys = _core.Key, _core.Keys
key, rows, keys, tree, fast128, sha256 = (
    _core.key, _core.rows, _core.keys, _core.tree, _core.fast128, _core.sha256)

from ._containers import CacheInfo, TensorDict, TensorSet, cached  # noqa: E402
from ._exact import as_str, as_tuple, from_str  # noqa: E402

__version__ = "1.0.0"
__all__ = ["Key", "Keys", "key", "rows", "keys", "tree", "fast128", "sha256", "as_tuple",
           "as_str", "from_str", "TensorDict", "TensorSet", "cached", "CacheInfo", "backend",
           "force_backend"]

FEATURES = {"shani": 1, "avx2": 2, "avx512vl": 4, "avx512": 8, "armce": 16}


def backend() -> dict[str, Any]:
    """What runs and why: kernels, lanes, CPU features, and the implementation."""
    info = dict(_core.backend())
    for field in ("detected", "allowed"):
        info[field] = [name for name, bit in FEATURES.items() if info[field] & bit]
    info["implementation"] = f"pure Python: {_why}" if _why else "extension"
    return info


def force_backend(features: str | None) -> None:
    """Restrict to a comma-separated list of CPU features, as TKHASH_CPU does; None undoes it."""
    if features is None:
        _core.force(None)
        return
    names = [name for name in features.split(",") if name and name != "none"]
    unknown = [name for name in names if name not in FEATURES]
    if unknown:
        raise ValueError(f"tkhash: unknown CPU feature {unknown[0]!r}; known are "
                         f"{', '.join(FEATURES)} and none")
    _core.force(sum(FEATURES[name] for name in set(names)))
