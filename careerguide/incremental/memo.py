"""Reuses cached results whose dependencies are unchanged, and computes the others.

In: items, and the cache keys of their results: a key is the digest of the item itself. All other dependencies of a
result were recorded when it was computed (dependencies.py), and are compared. Out: the results, in the same order.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from careerguide.incremental.cache import Cache
from careerguide.incremental.dependencies import Maps, Read, recording
from careerguide.incremental.parallel import parallel_map

T = TypeVar("T")
R = TypeVar("R")


class LazyPickle(Generic[T]):
    """A large value in pickled form, which is quick to store and to send."""

    def __init__(self, value: T) -> None:
        self._bytes = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)

    @property
    def value(self) -> T:
        """A new copy of the value that was pickled."""
        unpickled: T = pickle.loads(self._bytes)
        return unpickled


class CacheEntry(NamedTuple):
    """A result, and the digests of its dependencies."""

    reads: Mapping[Read, bytes]
    value: Any

    def is_current(self, maps: Maps) -> bool:
        """Return whether all dependencies still have the recorded digests."""
        return all(maps[name].digest(key) == digest for (name, key), digest in self.reads.items())


def cached_map(
    compute: Callable[[T], R], items: Sequence[T], keys: Sequence[bytes], cache: Cache, maps: Maps, least: int
) -> Iterator[R]:
    """Yield the result for each item: the cached one where its dependencies are unchanged, or a new one.

    `maps` are all that a computation may read; `least` is the number of items that justify one process.
    """
    entries = [entry if entry and entry.is_current(maps) else None for entry in cache.get_all(keys)]
    missing = [item for item, entry in zip(items, entries, strict=True) if entry is None]
    computed = compute_all(compute, missing, maps, least)
    for key, entry in zip(keys, entries, strict=True):
        if entry is None:
            entry = next(computed)
            cache.put(key, entry)
        yield entry.value


def compute_all(compute: Callable[[T], R], items: Iterable[T], maps: Maps, least: int) -> Iterator[CacheEntry]:
    """Yield the result for each item, with the digests of its dependencies; those of an iterator one by one."""

    def recorded(item: T) -> tuple[set[Read], R]:
        with recording() as reads:
            value = compute(item)
        return reads, value

    for reads, value in parallel_map(recorded, items, least):
        yield CacheEntry({(name, key): maps[name].digest(key) for name, key in sorted(reads)}, value)
