"""What was made from what: whatever is read of the guide while a thing is made is noted, with its digest.

In: maps of the guide, as `Traced`. Out: for each thing made, what it was made from. It need not be made again while
all of that stands. Nothing has to be declared, so nothing can be forgotten: what is not read cannot show.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

V = TypeVar("V")

Read = tuple[str, str]  # a map's name and a key of it; ALL means its keys
ALL = "*"
DIGEST_SIZE = 8
_reads: ContextVar[set[Read] | None] = ContextVar("reads", default=None)


def stamp(value: object) -> bytes:
    """Return the digest of a value of plain records, by what it shows of itself."""
    return hashlib.blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=DIGEST_SIZE).digest()


@contextmanager
def noting() -> Iterator[set[Read]]:
    """Note what is read of traced maps in the `with` block."""
    reads: set[Read] = set()
    before = _reads.set(reads)
    try:
        yield reads
    finally:
        _reads.reset(before)


@contextmanager
def unnoted() -> Iterator[None]:
    """Read without noting: what is made in the `with` block has a digest of its own."""
    before = _reads.set(None)
    try:
        yield
    finally:
        _reads.reset(before)


class Traced(Mapping[str, V], Generic[V]):
    """A map that notes what is read of it. `digest` gives that of the value of a key, without making the value."""

    def __init__(self, name: str, values: Mapping[str, V], digest: Callable[[str], bytes] | None = None) -> None:
        self.name = name
        self._values = values
        self._digest = digest or (lambda key: stamp(values[key]))
        self._digests: dict[str, bytes] = {}

    def digest(self, key: str) -> bytes:
        """Return the digest of the value of a key; of all keys for ALL; nothing for a key that is not there."""
        known = self._digests.get(key)
        if known is None:
            known = stamp(list(self._values)) if key == ALL else self._digest(key) if key in self._values else b""
            self._digests[key] = known
        return known

    def __getitem__(self, key: str) -> V:
        """Return the value of a key, and note that it was read."""
        _note(self.name, key)
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        """Return whether there is such a key, and note that it was asked."""
        _note(self.name, str(key))
        return key in self._values

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a key, or `default`, and note that it was read."""
        _note(self.name, key)
        return self._values.get(key, default)

    def __iter__(self) -> Iterator[str]:
        """Return the keys, and note that all were read."""
        _note(self.name, ALL)
        return iter(self._values)

    def __len__(self) -> int:
        """Return how many keys there are, and note that all were read."""
        _note(self.name, ALL)
        return len(self._values)


class Made(Mapping[str, V], Generic[V]):
    """A map whose values are made when they are first read."""

    def __init__(self, keys: Mapping[str, Any], make: Callable[[str], V]) -> None:
        self._keys, self._make = keys, make
        self._made: dict[str, V] = {}

    def __getitem__(self, key: str) -> V:
        """Return the value of a key, made now if it was not before."""
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            with unnoted():
                self._made[key] = self._make(key)
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        """Return whether there is such a key; nothing is made."""
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        """Return the keys."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._keys)


def _note(name: str, key: str) -> None:
    reads = _reads.get()
    if reads is not None:
        reads.add((name, key))
