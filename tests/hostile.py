"""A guide in which every text field holds what a test wants it to, and what may be in the pages made of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import html5lib

Say = Callable[[], str]
Shape = list[tuple[str, tuple[str, ...]]]

PWN = "window.pwned=1;alert(1)"
VECTORS = [  # after the OWASP cheat sheets for cross-site scripting and CSV injection, and PortSwigger's list
    f"<script>{PWN}</script>",
    f"</title></style></textarea></script><script>{PWN}</script>",
    f'"><img src=x onerror="{PWN}">',
    f"'><svg/onload='{PWN}'>",
    f'" autofocus onfocus="{PWN}" x="',
    f"' onmouseover='{PWN}' style='position:fixed;inset:0' x='",
    f"`onload={PWN}`",
    f"javascript:{PWN}",
    f"JaVaScRiPt:{PWN}//https://example.org/",
    f"data:text/html,<script>{PWN}</script>",
    f"<iframe srcdoc='<script>{PWN}</script>'>",
    f"<a href=javascript:{PWN}>x</a>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={PWN}&gt;'>",
    f"<noscript><p title='</noscript><img src=x onerror={PWN}>'>",
    f"<!--><img src=x onerror={PWN}>-->",
    f"<![CDATA[<]]>script>{PWN}<]]>",
    "]]></title><x:script xmlns:x='http://www.w3.org/1999/xhtml'>window.pwned=1</x:script>",
    "&lt;script&gt;window.pwned=1&lt;/script&gt; &quot;&#62;&#x3C;img src=x onerror=window.pwned=1&#x3E;",
    "{{ 7*7 }} {% include 'base.html' %} {{ self.__init__.__globals__ }} ${7*7} #{7*7}",
    '\\u003cscript\\u003ewindow.pwned=1\\u003c/script\\u003e \\"}];window.pwned=1//',
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "a;=1+1",
    'a,"=1+1',
    "%0A::error file=a::b %3Cscript%3E",
    "::error::x",
    "<a href='site:index.html'>\"site:roles/x/index.html\" 'site:x'",
    "<base href=//example.org/><meta http-equiv=refresh content=0;url=//example.org><link rel=stylesheet href=//e.org>",
    "<form action=//example.org><input name=a><button formaction=javascript:window.pwned=1>x</button></form>",
    "<template><script>window.pwned=1</script></template><object data=//e.org></object><embed src=//e.org>",
    "../../../../etc/passwd",
    "e\u0301\u200d\ufeff\U0001f469\u200d\U0001f680\u00ad\u061c",
]

OPINION = "> Да.\n>\n> — @movie\n\n"  # puts an expert's name and position among the prose


def words(*texts: str) -> Say:
    """Return what gives the texts in turn, each with a number of its own, so that no two fields are alike."""
    numbers = count(1)

    def say() -> str:
        number = next(numbers)
        return f"{texts[number % len(texts)]} №{number}"

    return say


def write(folder: Path, say: Say, text: str = "") -> Path:
    """Write a guide whose every field of words is what `say` gives, and whose pages hold the Markdown `text`."""
    content = folder / "content"
    for name in ("roles", "pages", "salaries", "stories"):
        (content / name).mkdir(parents=True)
    tables = {f"salaries/level-{year}.yaml": _edition(say, year) for year in ("2024", "2025")}
    for name, facts in {**_lists(say), "salaries/pay.yaml": _table(say), **tables}.items():
        (content / name).write_text(_yaml(facts), encoding="utf-8")
    for name in ("first", "second", "third"):
        _write_text(content / f"roles/{name}.md", _role(say, name), OPINION + text)
    told = {"title": say(), "summary": say(), "reviewed": "2026-11-23", "accepted": _accepted(say)}
    _write_text(content / "pages/about.md", told, text)
    _write_text(content / "stories/one.md", {**told, "order": "1", "hero": say()}, text)
    return content


def _write_text(path: Path, facts: dict[str, Any], text: str) -> None:
    path.write_text(f"---\n{_yaml(facts)}---\n{text}\n", encoding="utf-8")


def _yaml(facts: dict[str, Any]) -> str:
    """Return facts as YAML: JSON is, but that its strings are all in quotes."""
    return "".join(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items())


def _lists(say: Say) -> dict[str, dict[str, Any]]:
    places = {"moskva": ("RU-MOW", {"at": ["55.8", "37.6"]}), "spb": ("RU-SPE", {"at": ["59.9", "30.3"]})}
    places["land"] = ("RU", {})
    return {
        "guide.yaml": {
            "title": say(),
            "tagline": say(),
            "language": "ru",
            "base_url": "https://example.org/guide/",
            "repository": "https://github.com/example/guide",
            "branch": "main",
            "call_to_action": {"label": say(), "url": "mailto:a@example.org"},
            "navigation": [{"label": say(), "page": "roles/"}, {"label": say(), "page": "about/"}],
            "license": "https://example.org/licence?a=b&c='d'",
            "opening": "about/",
            "collections": {"stories": {"title": say(), "summary": say(), "menu": "yes", "fields": {"hero": say()}}},
            "skill_levels": {"working": {"label": say(), "meaning": say()}},
        },
        "regions.yaml": {
            id: {"name": say(), "in": say(), "code": code, "also": [say()], **more}
            | ({} if id == "land" else {"part_of": "land"})
            for id, (code, more) in places.items()
        },
        "skills.yaml": {id: {"name": say(), "summary": say()} for id in ("one", "two")},
        "glossary.yaml": {id: {"term": say(), "meaning": say(), "also": [say()]} for id in ("one", "two")},
    }


def _accepted(say: Say) -> list[dict[str, str]]:
    return [{"check": "source-date", "text": say(), "why": say()}]


def _source(say: Say, id: str) -> dict[str, str]:
    told = {"id": id, "kind": "article", "title": say(), "publisher": say(), "note": say()}
    return {**told, "url": "https://example.org/a?b=c&d='e'", "date": "2024-05"}


def _role(say: Say, id: str) -> dict[str, Any]:
    other = {"first": "second", "second": "third"}.get(id)
    steps = [say(), {"text": say(), "why": say(), "inferred": "yes"}]
    return {
        "title": say(),
        "names": {"en": say(), "also": [say(), say()]},
        "search": [say()],
        "summary": say(),
        "field": say(),
        "place": {"reports_to": steps, "leads": [say()]},
        "path": {"from": [say()], "to": [{"role": other, "why": say()} if other else say()]},
        "related": [{"role": other, "why": say()}] if other else [],
        "compare": [other] if other else [],
        "facts": [{"label": say(), "value": say()}],
        "skills": [{"skill": "one", "level": "working"}, "two"],
        "codes": [{"system": say(), "code": say(), "name": say()}],
        **({"pay": {"first": "pay", "second": "level"}[id]} if id != "third" else {}),
        "pay_note": say(),
        "applicants": [{"share": "64", "who": say()}],
        "fit": {"for": [say()], "not_for": [say()]},
        "experts": {
            "movie": {
                "name": say(),
                "position": say(),
                "background": [say()],
                "plans": [say()],
                "role_model": say(),
                "known_gaps": [say()],
            }
        },
        "learning": [{"kind": "book", "title": say(), "author": say(), "url": "https://e.org/", "note": say()}],
        "sources": [_source(say, "talk")],
        "reviewed": "2026-11-23",
        "accepted": _accepted(say),
    }


def _table(say: Say) -> dict[str, Any]:
    columns = {
        "I": {"kind": "band", "label": say(), "years": "0", "requires": [say()], "note": say()},
        "II": {"kind": "band", "label": say(), "years": "1", "requires": [say(), say()], "open": "yes"},
        "median": {"kind": "median", "label": say(), "note": say()},
    }
    pay = {
        region: {
            "agencies": {"I": "50 000 – 60 000", "II": "60 000 – 90 000", "median": f"7{number} 000"},
            "companies": {"I": "lost_in_source", "II": "48 000 – 70 000", "median": "54 000"},
        }
        for number, region in enumerate(("moskva", "spb"))
    }
    return {
        "role": "first",
        "title": say(),
        "currency": "RUB",
        "period": "month",
        "basis": "unknown",
        "inferred": ["currency"],
        "collected": "2024-05",
        "source": _source(say, "review"),
        "note": say(),
        "columns": columns,
        "segments": {"agencies": say(), "companies": say()},
        "pay": pay,
    }


def _edition(say: Say, year: str) -> dict[str, Any]:
    """Return a table of two dimensions, with notes and an accepted finding, which is an edition of a series."""
    columns = {
        "asked": {"kind": "count", "label": say()},
        "p25": {"kind": "percentile", "p": "25", "label": say()},
        "median": {"kind": "median", "label": say()},
    }
    level = {"label": say(), "years": "1", "requires": [{"text": say(), "optional": "yes"}], "columns": ["median"]}
    dimensions = {
        "level": {"label": say(), "ordered": "yes", "values": {"low": say(), "high": level}},
        "sex": {"label": say(), "values": {"women": say(), "men": say()}},
    }
    low = {"asked": "12", "p25": "65 000", "median": "60 000"}
    rows = {"low": {"women": low, "men": low}, "high": {"women": {"median": "90 000"}, "men": "suppressed"}}
    return {
        "role": "second",
        "title": say(),
        "series": "level",
        "edition": year,
        "currency": "RUB",
        "period": "month",
        "basis": "gross",
        "collected": year,
        "source": _source(say, "survey"),
        "small_below": "30",
        "columns": columns,
        "dimensions": dimensions,
        "pay": dict.fromkeys(("moskva", "spb", "land"), rows),
        "notes": [{"cell": "moskva/low/women/median", "text": say()}],
        "accepted": [
            *_accepted(say),
            *(
                {"cell": f"{region}/low/{sex}/median", "why": say()}
                for region in ("moskva", "spb", "land")
                for sex in ("women", "men")
            ),
        ],
    }


def elements(page: bytes) -> Iterator[Any]:
    """Yield every element that a browser's parser finds in a page."""
    for element in html5lib.parse(page, transport_encoding="utf-8", namespaceHTMLElements=False).iter():
        if isinstance(element.tag, str):
            yield element


def shape(page: bytes) -> Shape:
    """Return the elements of a page in order, each with the names of its attributes: all but its words."""
    return [(element.tag, tuple(sorted(map(str, element.attrib)))) for element in elements(page)]
