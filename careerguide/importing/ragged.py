"""Finds the columns for which a source has no place: those of a value of a breakdown that are empty in all its rows.

In: the rows of a table by name, and which cells are empty. Out: the only columns that a value has. Of a single row one
cannot tell; its empty cells are asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FEWEST_ROWS = 2


def restrictions(
    rows: Mapping[tuple[str, ...], frozenset[str]], columns: Iterable[str]
) -> dict[tuple[int, str], tuple[str, ...]]:
    """Return the columns of each value of a breakdown that lacks some, by the breakdown's place and the value's id.

    `rows` are the columns that are filled, by region and values.
    """
    columns = list(columns)
    by_value: dict[tuple[int, str], list[frozenset[str]]] = {}
    for (_, *values), filled in rows.items():
        for place, value in enumerate(values):
            by_value.setdefault((place, value), []).append(filled)
    anywhere = frozenset[str]().union(*rows.values())
    has = {
        key: tuple(id for id in columns if id not in anywhere or any(id in filled for filled in own))
        for key, own in by_value.items()
        if len(own) >= FEWEST_ROWS
    }
    return {key: own for key, own in has.items() if own and len(own) < len(columns)}
