"""Dependency tracking: records which entries of the guide a value is computed from, with their digests.

In: the guide's maps, as `Traced`. Out: the entries that were read while a value was computed. The value is recomputed
when the digest of any of them has changed. A digest is always that of an entry's own value: values derived from entries
(`LazyMap`) have none, and reading one is recorded as reading the entries that it was derived from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

V = TypeVar("V")

Read = tuple[str, str]  # a map's name and one of its keys; ALL means the list of its keys
ALL = "*"
DIGEST_SIZE = 8
FEW = 32  # large values that are kept
_reads: ContextVar[set[Read] | None] = ContextVar("reads", default=None)


def value_digest(value: object) -> bytes:
    """Return the digest of a value that consists of plain records, from its repr."""
    return hashlib.blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=DIGEST_SIZE).digest()


@contextmanager
def recording() -> Iterator[set[Read]]:
    """Record which entries of traced maps are read in the `with` block."""
    reads: set[Read] = set()
    before = _reads.set(reads)
    try:
        yield reads
    finally:
        _reads.reset(before)


def _record(reads: Iterable[Read]) -> None:
    recorded = _reads.get()
    if recorded is not None:
        recorded.update(reads)


class Traced(Mapping[str, V], Generic[V]):
    """A map that records which of its entries are read.

    `digests` are those of the values, where they are known already; any other is computed on demand.
    """

    def __init__(self, name: str, values: Mapping[str, V], digests: Mapping[str, bytes] | None = None) -> None:
        self.name = name
        self._values = values
        self._digests = dict(digests or {})

    def digest(self, key: str) -> bytes:
        """Return the digest of the value of a key; for ALL, of the list of keys; empty for a missing key."""
        known = self._digests.get(key)
        if known is None:
            values = self._values
            known = value_digest([*values]) if key == ALL else value_digest(values[key]) if key in values else b""
            self._digests[key] = known
        return known

    def __getitem__(self, key: str) -> V:
        """Return the value of a key and record the read."""
        self._record(key)
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        """Return whether the key exists and record the read."""
        self._record(str(key))
        return key in self._values

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a key, or `default`, and record the read."""
        self._record(key)
        return self._values.get(key, default)

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over the keys and record that all were read."""
        self._record(ALL)
        return iter(self._values)

    def __len__(self) -> int:
        """Return the number of keys and record that all were read."""
        self._record(ALL)
        return len(self._values)

    def _record(self, key: str) -> None:
        reads = _reads.get()
        if reads is not None:
            reads.add((self.name, key))


class LazyMap(Mapping[str, V], Generic[V]):
    """A map whose values are computed on first access; reading one is recorded as reading its dependencies.

    Of large values `most` are kept, the latest: files about the same subject are rendered one after the other.
    """

    def __init__(self, keys: Mapping[str, Any], compute: Callable[[str], V], most: int | None = None) -> None:
        self._keys, self._compute, self._most = keys, compute, most
        self._known: dict[str, tuple[V, tuple[Read, ...]]] = {}

    def __getitem__(self, key: str) -> V:
        """Return the value of a key, computed on first access."""
        if key not in self._keys:
            raise KeyError(key)
        known = self._known.get(key)
        if known is None:
            with recording() as recorded:
                computed = self._compute(key)
            known = self._known[key] = computed, tuple(recorded)
            if self._most is not None and len(self._known) > self._most:
                del self._known[next(iter(self._known))]
        value, reads = known
        _record(reads)
        return value

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a key, or `default`."""
        return self[key] if key in self._keys else default

    def __contains__(self, key: object) -> bool:
        """Return whether the key exists; nothing is computed."""
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over the keys."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self._keys)


Maps = Mapping[str, Traced[Any]]  # by name


def by_name(*maps: Traced[Any]) -> Maps:
    """Return maps by their names."""
    return {each.name: each for each in maps}
