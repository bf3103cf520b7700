"""The collections of guide.yaml: which folders are theirs, and what is wrong with them.

In: guide.yaml, then the whole guide. Out: names of folders; Problems at the collection.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path

from careerguide.core.problems import Message, Problem, Severity, known_or_list
from careerguide.guide.guide import Guide
from careerguide.incremental import input_files
from careerguide.incremental.input_files import Reader
from careerguide.reading.source import from_bytes, load
from careerguide.schema import EntryFacts
from careerguide.schema.records import BY_PATH, TAKEN, Kind
from careerguide.schema.renamed import parse


def stated(content: Path, read: Reader = input_files.read) -> frozenset[str] | None:
    """Return the folders of collections that guide.yaml names, even if the rest of it is invalid.

    None where its YAML cannot be read, so that any folder may be one.
    """
    file, _ = load(content / Kind.GUIDE, Kind.GUIDE, read)
    if file is None or b"collections" not in file.raw:
        return frozenset()
    source, _ = from_bytes(file.raw, Kind.GUIDE)
    data = parse(Kind.GUIDE, source)[0] if source else None
    if data is None or not isinstance(data.value, Mapping):
        return None
    named = data.value.get("collections")
    return frozenset(named) if isinstance(named, Mapping) else frozenset()


def check(guide: Guide, templates: Sequence[Path], filled: Container[str]) -> Iterator[Problem]:
    """Yield a Problem for each collection at a taken address, without a file, or with a template that is not there.

    `filled` are the folders with a file.
    """
    collections = guide.settings.collections
    if not collections:
        return
    known = {file.name for folder in templates for file in folder.glob("*.html")}
    problem = guide.documents[f"{guide.folder}/{Kind.GUIDE}"].problem
    for id, collection in collections.items():
        loc = ("collections", id)
        if id in TAKEN or id in BY_PATH or id in guide.pages:
            what = Message("the address {id}/ is already taken by the site itself", id=id)
            if id in guide.pages:
                what = Message("{path} has the same address", path=guide.path_of(guide.pages[id]))
            yield problem(loc, what, Message("give the collection another name"), check="collection", of_key=True)
        elif id not in filled:
            what = Message("there is no file in {path} yet", path=f"{guide.folder}/{id}/")
            hint = Message("put a Markdown file there, or take the collection out")
            yield problem(loc, what, hint, Severity.WARNING, check="empty-collection", of_key=True)
        if collection.template not in known:
            what = Message("there is no template “{name}”", name=collection.template)
            hint = known_or_list(collection.template, sorted(known))
            yield problem((*loc, "template"), what, hint, check="collection")
        for key in collection.fields:
            if key in EntryFacts.model_fields:
                what = Message("every entry has “{key}” already", key=key)
                hint = Message("take the line out, or give the field another name")
                yield problem((*loc, "fields", key), what, hint, check="collection", of_key=True)
