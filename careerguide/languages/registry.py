"""Registry of languages: every module of this package whose name is a language code has `RULES`.

In: a language code. Out: its `LanguageRules`; or those of all languages, where editors may type any of them.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

import careerguide.languages as package
from careerguide.languages.quotation import usual_typography
from careerguide.languages.rules import LanguageRules, MoneyWords

WRITTEN_IN = "en"  # the language of the program's own texts

K = TypeVar("K")
T = TypeVar("T")


@cache
def known_languages() -> Mapping[str, LanguageRules]:
    """Return the rules of every language that has a module, by code."""
    names = sorted(name for _, name, _ in pkgutil.iter_modules(package.__path__) if re.fullmatch("[a-z]{2,3}", name))
    return {name: import_module(f"{package.__name__}.{name}").RULES for name in names}


def base_code(code: str) -> str:
    """Return a language code without its country: ru for ru-KZ."""
    return re.split("[-_]", code.lower(), maxsplit=1)[0]


def rules_of(code: str) -> LanguageRules:
    """Return the rules of a language; without a module, the defaults and its usual quotes."""
    code = base_code(code)
    return known_languages().get(code) or LanguageRules(typography=usual_typography(code))


def by_preference(code: str) -> tuple[LanguageRules, ...]:
    """Return the rules of all languages: those of `code` first, then English, then the others."""
    others = sorted(known_languages().items(), key=lambda item: (item[0] != base_code(code), item[0] != "en", item[0]))
    return tuple(rules for _, rules in others)


def merged(of: Callable[[LanguageRules], Mapping[str, T]]) -> dict[str, T]:
    """Return the merged maps of all languages."""
    return {key: value for rules in known_languages().values() for key, value in of(rules).items()}


def pattern_of(of: Callable[[LanguageRules], str]) -> str:
    """Return the alternation of all languages' patterns; if there are none, a pattern that never matches."""
    return _alternatives(of(rules) for rules in known_languages().values())


def patterns_of(keys: Iterable[K], of: Callable[[LanguageRules], Mapping[Any, str]]) -> dict[K, re.Pattern[str]]:
    """Return the compiled alternations of all languages' patterns by key, in the order of `keys`."""
    maps = [of(rules) for rules in known_languages().values()]
    return {key: re.compile(_alternatives(words.get(key, "") for words in maps)) for key in keys}


def _alternatives(patterns: Iterable[str]) -> str:
    found = [pattern for pattern in patterns if pattern]
    return f"(?:{'|'.join(found)})" if found else "(?!)"


def money_words(of: Callable[[MoneyWords], Iterable[str]]) -> tuple[str, ...]:
    """Return words of all languages, longest first, so that an alternation matches the longest."""
    words = dict.fromkeys(word for rules in known_languages().values() for word in of(rules.money))
    return tuple(sorted(words, key=len, reverse=True))


def folded(text: str) -> str:
    """Return case-folded text in which letters that readers treat as the same are the same (`same_letters`)."""
    return text.casefold().translate(_same_letters())


def folded_in_place(text: str) -> str:
    """Return text folded in the same way as far as the number of characters remains the same."""
    return text.lower().translate(_same_letters_in_place())


@cache
def _same_letters_in_place() -> dict[int, str]:
    return {letter: same for letter, same in _same_letters().items() if len(same) == 1}


@cache
def _same_letters() -> dict[int, str]:
    return str.maketrans(merged(lambda rules: rules.same_letters))
