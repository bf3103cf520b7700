"""Whether readers see English words in a guide of another language.

In: the guide's language, the templates. Out: a Problem where the language has no catalogue, or one that lacks
readers' words. Editors' messages may remain English, of which nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from careerguide.core.problems import Message, Problem, Severity
from careerguide.guide.guide import Guide
from careerguide.incremental.cache import Cache, digest_of
from careerguide.languages import catalogue
from careerguide.languages.catalogue import EDITORS, Id
from careerguide.languages.language import Language
from careerguide.languages.registry import WRITTEN_IN, base_code
from careerguide.rendering.templates import Templates
from careerguide.schema.records import Kind
from careerguide.translating.extraction import readers_texts


class _Lacking(NamedTuple):
    """How many texts that readers see are not translated, of how many; and where, if the own catalogue has them all."""

    texts: int
    of: int
    line: int  # of the first of them in the own catalogue; 0 where it does not have them all


def findings(guide: Guide, templates: Templates, layers: Sequence[Path], cache: Cache) -> Iterator[Problem]:
    """Yield the Problem of words that readers see in English."""
    language, place = guide.language, f"{guide.folder}/{Kind.GUIDE}"
    if base_code(language.code) == WRITTEN_IN:
        return
    by_layer = [catalogue.files(language.code, layer / "translations") for layer in layers]
    own = next((path for path in by_layer[0] if not path.name.endswith(EDITORS)), None)
    lacking = _lacking(language, own, list(chain.from_iterable(by_layer)), templates.texts, cache)
    if not lacking.texts:
        return
    what = Message("the language {code} has no catalogue: readers see English words", code=language.code)
    hint = Message("{program} translate {code} begins one", code=language.code)
    if not catalogue.is_language(language.code):
        what = Message("“{code}” is no language that Babel knows", code=language.code)
        hint = Message("write its code of ISO 639: de, fr, pt-BR")
    elif any(by_layer):
        what = Message(
            "the catalogue of {code} lacks {n} of {all} readers' words, which they see in English",
            code=language.code,
            n=language.number(lacking.texts),
            all=language.number(lacking.of),
        )
        code = catalogue.code_of(own) if own else language.code  # fr.po may serve a guide in fr-CA
        hint = Message("{program} translate {code} adds them, to be filled in", code=code)
        if own and lacking.line:
            line = f"{layers[0].resolve().name}/translations/{own.name}:{lacking.line}"
            hint = Message("fill them in, from {line} on; what is marked fuzzy has changed", line=line)
    yield Problem(place, 0, 1, what, hint, Severity.WARNING, check="untranslated")


def _lacking(language: Language, own: Path | None, files: list[Path], shown: frozenset[Id], cache: Cache) -> _Lacking:
    key = digest_of("untranslated", language.code, language.digest, str(own), repr(sorted(map(repr, shown))))
    known: _Lacking | None = cache.get(key)
    if known is None:
        catalogs = {path: catalogue.parse(path.read_bytes()) for path in files}
        wanted = readers_texts() | shown
        left = wanted.difference(*map(catalogue.translated, catalogs.values()))
        entries = catalogs[own] if own else ()
        lines = {catalogue.id_of(entry): entry.lineno or 0 for entry in entries if entry.id}
        known = _Lacking(len(left), len(wanted), min(lines[id] for id in left) if left and left <= lines.keys() else 0)
        cache.put(key, known)
    return known
