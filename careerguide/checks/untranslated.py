"""Whether readers see English words in a guide of another language.

In: the guide's language, the templates. Out: a Problem where the language has no catalogue, or one that lacks
readers' words. Editors' messages may remain English, of which nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from careerguide.core.problems import Message, Problem, Severity
from careerguide.guide.guide import Guide
from careerguide.incremental.cache import Cache, digest_of
from careerguide.languages import catalogue
from careerguide.languages.catalogue import Id
from careerguide.languages.language import Language
from careerguide.languages.registry import WRITTEN_IN, base_code
from careerguide.rendering.templates import Templates
from careerguide.schema.records import Kind
from careerguide.translating.extraction import readers_texts


def findings(guide: Guide, templates: Templates, layers: Sequence[Path], cache: Cache) -> Iterator[Problem]:
    """Yield the Problem of words that readers see in English."""
    language, place = guide.language, f"{guide.folder}/{Kind.GUIDE}"
    if base_code(language.code) == WRITTEN_IN:
        return
    files = [path for layer in layers for path in catalogue.files(language.code, layer / "translations")]
    lacking, count = _lacking(language, files, templates.texts, cache)
    if not lacking:
        return
    what = Message("the language {code} has no catalogue: readers see English words", code=language.code)
    hint = Message("{program} translate {code} begins one", code=language.code)
    if not catalogue.is_language(language.code):
        what = Message("“{code}” is no language that Babel knows", code=language.code)
        hint = Message("write its code of ISO 639: de, fr, pt-BR")
    elif files:
        what = Message(
            "the catalogue of {code} lacks {n} of {all} readers' words, which they see in English",
            code=language.code,
            n=language.number(lacking),
            all=language.number(count),
        )
        hint = Message("{program} translate {code} adds them, to be filled in", code=language.code)
    yield Problem(place, 0, 1, what, hint, Severity.WARNING, check="untranslated")


def _lacking(language: Language, files: list[Path], shown: frozenset[Id], cache: Cache) -> tuple[int, int]:
    """Return how many texts that readers see are in none of the catalogues, and how many there are."""
    key = digest_of("untranslated", language.code, language.digest, repr(sorted(map(repr, shown))))
    known: tuple[int, int] | None = cache.get(key)
    if known is None:
        done = {id for path in files for id in catalogue.translated(catalogue.parse(path.read_bytes()))}
        wanted = readers_texts() | shown
        known = len(wanted - done), len(wanted)
        cache.put(key, known)
    return known
