"""A dict, a set and a cache whose keys are the contents of arrays."""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, MutableMapping, MutableSet
from typing import Any, NamedTuple

from . import Key, _adapt, key as _key, rows as _rows

MAX_DEPTH = 64       # containers inside containers in the arguments of a cached function
_MISSING = object()


class CacheInfo(NamedTuple):
    """Lookups that found something, lookups that did not, and how full it is."""

    hits: int
    misses: int
    maxsize: int | None
    currsize: int


def _check_maxsize(maxsize: int | None) -> int | None:
    if maxsize is not None and (not isinstance(maxsize, int) or maxsize < 1):
        raise ValueError(f"tkhash: maxsize is None (no limit) or at least 1, not {maxsize!r}")
    return maxsize


class _Recent:
    """Values by key, at most maxsize of them, the least recently used leaving first."""

    def __init__(self, maxsize: int | None) -> None:
        self.maxsize = _check_maxsize(maxsize)
        self.lock = threading.RLock()
        self.items: OrderedDict[Any, Any] = OrderedDict()
        self.hits = self.misses = 0

    def get(self, key: Any) -> Any:
        with self.lock:
            value = self.items.get(key, _MISSING)
            if value is _MISSING:
                self.misses += 1
            else:
                self.hits += 1
                self.items.move_to_end(key)
            return value

    def put(self, key: Any, value: Any) -> bool:
        """True when the key is new."""
        with self.lock:
            new = key not in self.items
            self.items[key] = value
            self.items.move_to_end(key)
            if self.maxsize is not None and len(self.items) > self.maxsize:
                self.items.popitem(last=False)
            return new

    def snapshot(self) -> list[Any]:
        with self.lock:
            return list(self.items)

    def clear(self) -> None:
        with self.lock:
            self.items.clear()
            self.hits = self.misses = 0

    def info(self) -> CacheInfo:
        with self.lock:
            return CacheInfo(self.hits, self.misses, self.maxsize, len(self.items))


class TensorDict(MutableMapping[Any, Any]):
    """A dict whose keys are arrays, compared by content.

    It keeps the keys, not the arrays; iteration yields tkhash.Key objects, which every method
    takes in place of an array.  With maxsize the least recently used entry leaves.  All methods
    may be called from several threads.
    """

    def __init__(self, items: Any = (), *, maxsize: int | None = None,
                 key: Callable[[Any], Key] = _key) -> None:
        self._recent = _Recent(maxsize)
        self._key = key
        self.update(items)

    def _of(self, array: Any) -> Key:
        return array if isinstance(array, Key) else self._key(array)

    def __getitem__(self, array: Any) -> Any:
        value = self._recent.get(self._of(array))
        if value is _MISSING:
            raise KeyError(self._of(array))
        return value

    def __setitem__(self, array: Any, value: Any) -> None:
        self._recent.put(self._of(array), value)

    def __delitem__(self, array: Any) -> None:
        with self._recent.lock:
            del self._recent.items[self._of(array)]

    def __contains__(self, array: object) -> bool:
        return self._recent.get(self._of(array)) is not _MISSING

    def __iter__(self) -> Iterator[Key]:
        return iter(self._recent.snapshot())

    def __len__(self) -> int:
        return len(self._recent.items)

    def setdefault(self, array: Any, default: Any = None) -> Any:
        with self._recent.lock:
            return super().setdefault(self._of(array), default)

    def clear(self) -> None:
        self._recent.clear()

    def info(self) -> CacheInfo:
        return self._recent.info()

    def __repr__(self) -> str:
        return f"<tkhash.TensorDict of {len(self)} arrays>"


class TensorSet(MutableSet[Any]):
    """A set of arrays, compared by content; it keeps their keys, and iteration yields those."""

    def __init__(self, arrays: Iterable[Any] = (), *, maxsize: int | None = None,
                 key: Callable[[Any], Key] = _key) -> None:
        self._recent = _Recent(maxsize)
        self._key = key
        for array in arrays:
            self.add(array)

    @classmethod
    def _from_iterable(cls, it: Iterable[Any]) -> TensorSet:
        return cls(it)

    def _of(self, array: Any) -> Key:
        return array if isinstance(array, Key) else self._key(array)

    def __contains__(self, array: object) -> bool:
        return self._recent.get(self._of(array)) is not _MISSING

    def __iter__(self) -> Iterator[Key]:
        return iter(self._recent.snapshot())

    def __len__(self) -> int:
        return len(self._recent.items)

    def add(self, array: Any) -> bool:  # type: ignore[override]
        """True when the array is new: `if seen.add(x): ...`."""
        return self._recent.put(self._of(array), None)

    def add_rows(self, array: Any) -> list[bool]:
        """Adds array[0], array[1], ... at once; says of each whether it was new."""
        return [self._recent.put(k, None) for k in _rows(array)]

    def discard(self, array: Any) -> None:
        with self._recent.lock:
            self._recent.items.pop(self._of(array), None)

    def clear(self) -> None:
        self._recent.clear()

    def info(self) -> CacheInfo:
        return self._recent.info()

    def __repr__(self) -> str:
        return f"<tkhash.TensorSet of {len(self)} arrays>"


# ---- cached ----

def _frozen(value: Any, key: Callable[[Any], Key], depth: int = 0) -> Any:
    """Something hashable that is equal when type and content are equal."""
    kind = type(value)
    if kind in (str, bytes, int, bool, type(None)):
        return kind, value
    if kind is float:
        return kind, value.hex()             # NaN finds itself, -0.0 is not 0.0
    if kind is complex:
        return kind, value.real.hex(), value.imag.hex()
    if depth > MAX_DEPTH:
        raise TypeError(f"tkhash: arguments nested more than {MAX_DEPTH} deep; flatten them")
    if kind in (tuple, list):
        return kind, tuple(_frozen(v, key, depth + 1) for v in value)
    if kind in (set, frozenset):
        return kind, frozenset(_frozen(v, key, depth + 1) for v in value)
    if kind is dict:
        return kind, frozenset((_frozen(k, key, depth + 1), _frozen(v, key, depth + 1))
                               for k, v in value.items())
    if _adapt.is_array(value):
        return Key, key(value)
    try:
        hash(value)
    except TypeError:
        raise TypeError(f"tkhash: a cached function cannot take {kind.__name__!r}: it is neither "
                        "an array nor hashable; pass its arrays") from None
    return kind, value


def cached(maxsize: Any = 128, *, key: Callable[[Any], Key] = _key) -> Any:
    """functools.lru_cache for functions of arrays: arguments are compared by content.

    Use it bare (`@cached`) or with a size (`@cached(maxsize=32)`).  Arrays count by dtype, shape
    and elements wherever they stand in tuples, lists, sets and dicts; 1, 1.0 and True differ;
    other objects count by their own __eq__, which for modules is identity.  The result is shared
    by all callers: do not change it in place.  As with lru_cache, threads that miss together
    compute together.  The function gains cache_info(), cache_clear() and cache_key(*args).
    """
    if callable(maxsize):
        return cached()(maxsize)
    _check_maxsize(maxsize)

    def decorate(function: Callable[..., Any]) -> Any:
        recent = _Recent(maxsize)

        def cache_key(*args: Any, **kwargs: Any) -> Any:
            return _frozen(args, key), _frozen(kwargs, key)

        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            content = cache_key(*args, **kwargs)
            value = recent.get(content)
            if value is _MISSING:
                value = function(*args, **kwargs)
                recent.put(content, value)
            return value

        wrapper.cache_info = recent.info  # type: ignore[attr-defined]
        wrapper.cache_clear = recent.clear  # type: ignore[attr-defined]
        wrapper.cache_key = cache_key  # type: ignore[attr-defined]
        return wrapper

    return decorate
