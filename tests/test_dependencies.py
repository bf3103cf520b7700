"""What a value is computed from is recorded, and the value is computed again when any of it has changed."""

from __future__ import annotations

from pathlib import Path

from careerguide.incremental.cache import Cache
from careerguide.incremental.dependencies import ALL, LazyMap, Traced, by_name, recording
from careerguide.incremental.memo import cached_map


def guide(**roles: str) -> Traced[str]:
    return Traced("roles", roles)


def test_every_kind_of_read_is_recorded() -> None:
    """A value, whether it exists, and the list of all keys are three different dependencies."""
    roles = guide(a="A", b="B")
    with recording() as reads:
        assert (roles["a"], roles.get("c"), "b" in roles, len(roles)) == ("A", None, True, 2)
    assert reads == {("roles", "a"), ("roles", "c"), ("roles", "b"), ("roles", ALL)}


def test_a_derived_value_passes_on_what_it_read() -> None:
    """Whoever reads a derived value depends on its sources, directly or through others, at every read."""
    roles = guide(a="A", b="B", c="C")
    pairs = LazyMap(roles, lambda id: roles[id] + roles["b"])
    twice = LazyMap(roles, lambda id: pairs[id] * 2)
    for _ in range(2):
        with recording() as reads:
            assert twice["a"] == "ABAB"
        assert reads == {("roles", "a"), ("roles", "b")}


def test_a_derived_value_that_is_not_there_is_recorded() -> None:
    """A page that shows nothing because there is nothing depends on its coming into being."""
    roles = guide(a="A")
    derived = LazyMap(roles, roles.__getitem__)
    with recording() as reads:
        assert derived.get("b") is None
    assert reads == {("roles", "b")}


def test_a_digest_is_that_of_the_value() -> None:
    """Equal values have one digest; a missing one has none, whatever another run knew of it."""
    assert guide(a="A").digest("a") == guide(a="A", b="B").digest("a") != guide(a="B").digest("a")
    assert guide(a="A").digest(ALL) != guide(a="A", b="B").digest(ALL)
    assert guide().digest("a") == b""


def test_only_what_changed_is_computed_again(tmp_path: Path) -> None:
    """A later run computes the items of which a source is another one, and takes the others from the cache."""

    def run(roles: Traced[str]) -> tuple[list[str], list[str]]:
        computed = []
        titles = LazyMap(roles, lambda id: roles[id].lower())

        def compute(id: str) -> str:
            computed.append(id)
            return titles.get(id, "-")

        with Cache(tmp_path) as cache:
            results = cached_map(compute, ["a", "b", "c"], [b"1", b"2", b"3"], cache, by_name(roles), 10)
            return list(results), computed

    assert run(guide(a="A", b="B")) == (["a", "b", "-"], ["a", "b", "c"])
    assert run(guide(a="A", b="B")) == (["a", "b", "-"], [])
    assert run(guide(a="A", b="X", c="C")) == (["a", "x", "c"], ["b", "c"])
