"""Examples of fields: for hints about a wrong type, and for new files.

In: the location of a value. Out: the example of that field, from the definition of its record.
"""

from __future__ import annotations

from collections.abc import Iterator

from careerguide.core.problems import Message
from careerguide.reading.source import Loc
from careerguide.schema.fields import keys_of
from careerguide.schema.records import Kind


def _examples() -> Iterator[tuple[str, str]]:
    for kind in Kind:
        for key, field in keys_of(kind.model).items():
            for example in field.examples or ():
                yield key, example


def _entry(example: str) -> str | None:
    """Return one entry of a list or map of records: {kind: book} from [{kind: book}] or from {id: {kind: book}}."""
    if example.startswith("[") and not example.startswith("[{"):
        return None  # its entries may be texts
    start, end = example.find("{", 1), example.rfind("}", 0, -1)
    return example[start : end + 1] if start > 0 and end > 0 else None


EXAMPLES = {key: Message(example) for key, example in _examples()}
ENTRIES = {key: Message(entry) for key, example in EXAMPLES.items() if (entry := _entry(example.id))}


def example_at(loc: Loc) -> tuple[str, Message] | None:
    """Return the prefix (“segments: ”, “- ”) and the example of the value at a location; None where there is none."""
    *above, last = ("", *loc)
    key = str(above[-1])
    if isinstance(last, int) and key in ENTRIES:
        return "- ", ENTRIES[key]
    if str(last) in EXAMPLES:
        return f"{last}: ", EXAMPLES[str(last)]
    return (f"{last}: ", ENTRIES[key]) if key in ENTRIES else None
