"""Catalogues: the .po files in which the texts of the program are translated into a language.

In: a language code and a folder. Out: the translations as gettext reads them, or the first mistake in a file. Readers'
texts are in <code>.po, editors' messages in <code>.editors.po; either may lack texts, or be missing.
"""

from __future__ import annotations

import gettext
import io
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from careerguide.core.os_errors import CommandError
from careerguide.core.problems import Message
from careerguide.incremental.cache import Cache, digest_of

if TYPE_CHECKING:
    from babel.messages import Catalog
    from babel.messages import Message as Entry

Id = str | tuple[str, str]  # a plural has two
READERS, EDITORS = ".po", ".editors.po"
PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)[sr]")
_NAME = re.compile(r"\w+")


class Mistake(NamedTuple):
    """What is wrong with a translation, the line of its entry in the file, and what to do about it."""

    line: int
    message: Message
    hint: Message


def files(code: str, folder: Path) -> list[Path]:
    """Return the .po files of a language in a folder, or else those of the language without its country."""
    names = dict.fromkeys((code, locale_name(code), code.partition("-")[0]))
    found = (
        next((path for name in names if _is_there(path := folder / f"{name}{part}")), None)
        for part in (READERS, EDITORS)
    )
    return [path for path in found if path]


def _is_there(path: Path) -> bool:
    """Return whether a path exists, be it a broken link; False for a name that no file can have."""
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


def load(path: Path, content: bytes, cache: Cache | None) -> gettext.GNUTranslations:
    """Return the translations in the content of a .po file; CommandError where it is no catalogue, or has a mistake."""
    try:
        return _compiled(content, cache)
    except _Mistaken as error:
        mistake = error.mistake
        raise CommandError(str(path), mistake.message, mistake.hint, line=mistake.line) from error
    except (ValueError, LookupError) as error:
        raise no_catalogue(path, error) from error


def no_catalogue(path: Path, error: Exception) -> CommandError:
    """Return the error of a file that `parse` cannot read."""
    line = error.line if isinstance(error, Unreadable) else 0
    message = Message("this is no catalogue of translations: {error}", error=str(error))
    hint = Message("mend it, or restore it: git restore {path}", path=str(path))
    return CommandError(str(path), message, hint, line=line)


class Unreadable(ValueError):
    """What is wrong with the syntax of a catalogue, and its line."""

    def __init__(self, text: str, line: int) -> None:
        super().__init__(text)
        self.line = line


class _Mistaken(Exception):
    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake.message))
        self.mistake = mistake


@lru_cache(maxsize=8)  # a preview needs the same catalogues after every change
def _compiled(content: bytes, cache: Cache | None) -> gettext.GNUTranslations:
    key = digest_of("catalogue", content.hex())
    compiled: bytes | None = cache.get(key) if cache else None
    if compiled is None:
        compiled = _binary(content)
        if cache:
            cache.put(key, compiled)
    return gettext.GNUTranslations(io.BytesIO(compiled))


def _binary(content: bytes) -> bytes:
    """Return a .po file in the binary form of gettext."""
    from babel.messages.mofile import write_mo

    catalog = parse(content)
    for mistake in mistakes(catalog):
        raise _Mistaken(mistake)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()


def locale_name(code: str) -> str:
    """Return a language code as Babel writes it: pt_BR."""
    return code.replace("-", "_")


def code_of(path: Path) -> str:
    """Return the language code in the name of a catalogue."""
    return path.name.partition(".")[0].replace("_", "-")


def is_language(code: str) -> bool:
    """Return whether Babel knows the language of a code."""
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(locale_name(code)) is not None
    except (UnknownLocaleError, ValueError):
        return False


def parse(content: bytes, code: str | None = None) -> Catalog:
    """Return the entries of a .po file; ValueError or LookupError where it is none.

    It is Unreadable, not UTF-8, or has an unknown charset or no forms of the plural.
    """
    from babel.messages.pofile import PoFileError, read_po

    try:
        return read_po(io.BytesIO(content), locale=code and locale_name(code), abort_invalid=True)
    except PoFileError as error:
        raise Unreadable(str(error), error.lineno + 1) from error


def mistakes(catalog: Catalog) -> Iterator[Mistake]:
    """Yield every translation whose placeholders are not those of the English text, or that cannot be filled in."""
    for entry in catalog:
        if entry.id and not entry.fuzzy:
            for text in filter(None, strings(entry)):
                if found := _mistake(entry, text):
                    yield Mistake(entry.lineno or 0, *found)
                    break


def strings(entry: Entry) -> tuple[str, ...]:
    """Return the translation of an entry, in each form of the plural if it has them."""
    return entry.string if isinstance(entry.string, tuple) else (str(entry.string or ""),)


def id_of(entry: Entry) -> Id:
    """Return the English text of an entry, or the two of a plural."""
    return entry.id if isinstance(entry.id, str) else (entry.id[0], entry.id[1])


def is_translated(entry: Entry) -> bool:
    """Return whether an entry has a translation that is not in doubt."""
    return bool(entry.id) and not entry.fuzzy and all(strings(entry))


def translated(catalog: Catalog) -> frozenset[Id]:
    """Return the texts that a catalogue translates."""
    return frozenset(id_of(entry) for entry in catalog if is_translated(entry))


def _mistake(entry: Entry, text: str) -> tuple[Message, Message] | None:
    """Return what is wrong with a translation, and what to do; a form of the plural may leave a placeholder out."""
    english = entry.id if isinstance(entry.id, str) else entry.id[-1]
    wanted, found = (set(PLACEHOLDER.findall(each)) for each in (english, text))
    if unknown := sorted(found - wanted):
        message = Message("the translation of “{text}” has {names} of its own", text=english, names=tuple(unknown))
        return message, _as_in_english(wanted)
    if not entry.pluralizable and (lacking := sorted(wanted - found)):
        message = Message("the translation of “{text}” lacks {names}", text=english, names=tuple(lacking))
        return message, _as_in_english(wanted)
    return _unfillable(english, text, wanted)


def _as_in_english(wanted: set[str]) -> Message:
    if not wanted:
        return Message("take it out")
    return Message("write each as it is in the English text: {names}", names=tuple(sorted(wanted)))


def _unfillable(english: str, text: str, wanted: set[str]) -> tuple[Message, Message] | None:
    values = {_NAME.search(each).group(): "" for each in wanted}  # type: ignore[union-attr]
    try:
        _ = text % values if any(each.startswith("%") for each in wanted) else text.format_map(values) if wanted else ""
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        hint = Message("where there are placeholders, double other braces and signs of per cent: {{, }}, %%")
        return Message("the translation of “{text}” cannot be filled in", text=english), hint
    return None
