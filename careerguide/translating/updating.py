"""Brings the catalogues of a language up to date: keeps what is translated, and marks what has changed.

In: the layers of templates and a language code. Out: each catalogue as it should be, and how much of it is left to do.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from babel.messages import Catalog
from babel.messages import Message as Entry
from babel.messages.pofile import write_po

from careerguide.languages import catalogue
from careerguide.languages.catalogue import EDITORS, READERS, Id, Mistake, locale_name
from careerguide.languages.registry import WRITTEN_IN, base_code
from careerguide.translating.extraction import texts

UNWRAPPED = 1_000_000  # columns: a text stays on one line, so that a change of it is a change of one line
_HEADER = """\
msgid ""
msgstr ""
"Language: {code}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


class Update(NamedTuple):
    """A catalogue: its present content (None: no file) and the one that it should have, and what remains to be done.

    `has_all` is whether the file has each text that it should have, and no other.
    """

    path: Path
    present: str | None
    wanted: str
    has_all: bool
    entries: int
    left: tuple[int, ...]  # the lines of entries that are not translated, or in doubt
    mistakes: tuple[Mistake, ...]

    @property
    def is_current(self) -> bool:
        """Whether the file is as it should be."""
        return self.present == self.wanted or not (self.entries or self.present)


class Updates(NamedTuple):
    """The catalogue of readers' texts and, unless nobody has begun it, that of editors' messages."""

    readers: Update
    editors: Update | None
    messages: int  # for editors, in all


def updates(layers: Sequence[Path], code: str, *, editors: bool) -> Updates:
    """Return the updates of a language's catalogues in the first layer; with `editors`, a new one of their messages.

    A catalogue of a guide's own holds what the program's catalogues lack, and what is there to cover them. No text need
    be translated into the language that it is written in.
    CommandError where a file is no catalogue.
    """
    folder, *below = (layer / "translations" for layer in layers)
    files = [_File.read(_path(folder, code, part), code) for part in (READERS, EDITORS)]
    own = {id: entry for file in reversed(files) for id, entry in file.entries.items()}
    said = texts(layers)
    covered = {id for layer in below for path in catalogue.files(code, layer) for id in _File.read(path, code).done}
    if base_code(code) == WRITTEN_IN:
        covered = {*said.readers, *said.editors}
    wanted = [{id: uses for id, uses in part.items() if id in own or id not in covered} for part in said]
    unsaid = own.keys() - wanted[0].keys() - wanted[1].keys()
    gone = {id: entry for id, entry in own.items() if id in unsaid and all(catalogue.strings(entry))}
    needed = [True, editors or files[1].content is not None or not own.keys().isdisjoint(wanted[1])]
    catalogs = [_catalog(part, own, gone, code) if need else None for part, need in zip(wanted, needed, strict=True)]
    made = [
        _update(file, catalog, gone, code) if catalog is not None else None
        for file, catalog in zip(files, catalogs, strict=True)
    ]
    assert made[0] is not None
    return Updates(made[0], made[1], len(wanted[1]))


def _path(folder: Path, code: str, part: str) -> Path:
    """Return the path of a catalogue, which may be named pt_BR too."""
    other = folder / f"{locale_name(code)}{part}"
    return other if other.is_file() else folder / f"{code}{part}"


class _File(NamedTuple):
    """A catalogue as it is; `entries` has those that were laid aside too, `ids` has not."""

    path: Path
    content: str | None
    entries: Mapping[Id, Entry]
    ids: frozenset[Id]
    done: frozenset[Id]

    @classmethod
    def read(cls, path: Path, code: str) -> _File:
        if not path.is_file():
            return cls(path, None, {}, frozenset(), frozenset())
        try:
            content = path.read_bytes().replace(b"\r\n", b"\n")
            catalog, text = catalogue.parse(content, code), content.decode()
        except (ValueError, LookupError) as error:
            raise catalogue.no_catalogue(path, error) from error
        entries = {catalogue.id_of(entry): entry for entry in (*catalog.obsolete.values(), *catalog) if entry.id}
        ids = frozenset(catalogue.id_of(entry) for entry in catalog if entry.id)
        return cls(path, text, entries, ids, catalogue.translated(catalog))


def _catalog(wanted: Mapping[Id, list[str]], own: Mapping[Id, Entry], gone: dict[Id, Entry], code: str) -> Catalog:
    """Return a catalogue of the wanted texts, each with its translation, or with that of the text that it replaces.

    A text that is gone and of which something is kept is taken out of `gone`.
    """
    catalog = Catalog(locale=locale_name(code))
    for id, files in wanted.items():
        locations = [(file, 0) for file in files]
        if kept := own.get(id):
            catalog.add(id, kept.string, locations, kept.flags, (), kept.user_comments, kept.previous_id)
        elif former := _former(id, gone):
            entry = gone.pop(former)
            catalog.add(id, entry.string, locations, {"fuzzy"}, (), entry.user_comments, former)
        else:
            catalog.add(id, locations=locations)
    return catalog


def _former(id: Id, gone: Mapping[Id, Entry]) -> Id | None:
    """Return the translated text that is gone of which this one is a new wording, as far as one can tell."""
    alike = {str(former): former for former in gone if type(former) is type(id)}
    return next((alike[found] for found in get_close_matches(str(id), alike, 1)), None)


def _update(file: _File, catalog: Catalog, gone: Mapping[Id, Entry], code: str) -> Update:
    """Return the update of a file to a catalogue, at whose end is what nothing says any more."""
    catalog.obsolete.update({id: entry for id, entry in gone.items() if id in file.entries})
    body = io.BytesIO()
    write_po(body, catalog, width=UNWRAPPED, include_lineno=False, include_previous=True, omit_header=True)
    wanted = f"{_header(file.content, catalog, code)}\n{body.getvalue().decode()}".rstrip() + "\n"
    made = catalogue.parse(wanted.encode(), code)
    left = tuple(entry.lineno or 0 for entry in made if entry.id and not catalogue.is_translated(entry))
    has_all = file.ids == {catalogue.id_of(entry) for entry in made if entry.id}
    return Update(file.path, file.content, wanted, has_all, len(catalog), left, tuple(catalogue.mistakes(made)))


def _header(content: str | None, catalog: Catalog, code: str) -> str:
    """Return the header of a catalogue, which names the language and its plural; one that is there is kept."""
    first = (content or "").partition("\n\n")[0]
    if 'msgid ""\nmsgstr ""\n"' in first:
        return first + "\n"
    return _HEADER.format(code=code, plural=catalog.plural_forms)
