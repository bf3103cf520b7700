"""What an earlier run made and what it was made from still stands; the rest is made now.

In: things, and the keys under which what is made of them is kept. Out: what is made of each, in the same order. A key
is the digest of the thing itself; whatever else of the guide was read on the way is noted (tracing.py) and compared.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from careerguide.cache import Cache
from careerguide.tracing import Read, Traced, noting
from careerguide.work import spread

T = TypeVar("T")
R = TypeVar("R")

Maps = Mapping[str, Traced[Any]]  # by name


class Packed(Generic[T]):
    """A value as bytes, which are soon sent and read back; unpacked when it is asked for."""

    def __init__(self, value: T) -> None:
        self._bytes = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)

    @cached_property
    def value(self) -> T:
        """The value itself, a copy of the one that was packed."""
        unpacked: T = pickle.loads(self._bytes)
        return unpacked

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how a Packed is pickled: its bytes alone."""
        return _packed, (self._bytes,)


def _packed(content: bytes) -> Packed[Any]:
    made: Packed[Any] = Packed.__new__(Packed)
    made._bytes = content
    return made


class Kept(NamedTuple):
    """Something that was made, and the digests of what was read for it."""

    reads: Mapping[Read, bytes]
    value: Any

    def changed(self, maps: Maps) -> Iterator[Read]:
        """Yield what was read and is another now."""
        for (name, key), digest in self.reads.items():
            if maps[name].digest(key) != digest:
                yield name, key


def named(*maps: Traced[Any]) -> Maps:
    """Return maps by their names."""
    return {it.name: it for it in maps}


def remade(
    cache: Cache, keys: Sequence[bytes], make: Callable[[T], R], things: Sequence[T], least: int, maps: Maps
) -> Iterator[R]:
    """Yield what is made of each thing; `least` is how many are worth a process, `maps` what may be read for it."""
    known = [kept if kept and not any(kept.changed(maps)) else None for kept in cache.get_all(keys)]
    missing = [thing for thing, kept in zip(things, known, strict=True) if kept is None]
    fresh = made(make, missing, least, maps)
    for key, kept in zip(keys, known, strict=True):
        if kept is None:
            kept = next(fresh)
            cache.put(key, kept)
        yield kept.value


def made(make: Callable[[T], R], things: Iterable[T], least: int, maps: Maps) -> Iterator[Kept]:
    """Yield what is made of each thing, with what was read for it."""

    def noted(thing: T) -> tuple[set[Read], R]:
        with noting() as reads:
            value = make(thing)
        return reads, value

    for reads, value in spread(noted, list(things), least):
        yield Kept({(name, key): maps[name].digest(key) for name, key in sorted(reads)}, value)
