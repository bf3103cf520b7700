"""Progress of long-running work: a callback that passes items through and counts them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from careerguide.core.problems import Message

T = TypeVar("T")
Watch = Callable[[Message, Iterable[Any], int], Iterator[Any]]


def unwatched(what: Message, items: Iterable[T], total: int) -> Iterator[T]:
    """Return the items; for callers that show no progress."""
    return iter(items)
