"""Finds mistakes in web addresses: a comma at the end, a doubled dot, a repeated scheme.

In: addresses as typed. Out: the flaw of one, and warnings about those in YAML and front matter. The network is not
used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from careerguide.core.lookalikes import SPACES, UNSEEN
from careerguide.core.problems import Message, Problem, Severity
from careerguide.reading.source import Data, Loc

KEYS = frozenset({"url", "base_url", "repository"})

_HOST = re.compile(r"https?://(?:[^/?#@]*@)?(\[[^]/?#]*\]|[^/?#:]*)(?::([^/?#]*))?", re.IGNORECASE)
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?|_[\w-]{1,62}")  # RFC 1035, 2.3.4; underscores as in the wild
_LOOSE_PER_CENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ODD = re.compile(f"[{SPACES}{UNSEEN}]")
_ENDS = frozenset(",;…»”’")

Flaw = tuple[Message, Message]


def flaw(address: str) -> Flaw | None:
    """Return what is wrong with a web address and what to do; None where nothing is, and for other addresses."""
    match = _HOST.match(address)
    if match is None:
        return None
    host, port = match.group(1), match.group(2)
    return _host_flaw(host, match.end() < len(address)) or _port_flaw(port) or _tail_flaw(address)


def findings(documents: Iterable[Data]) -> Iterator[Problem]:
    """Yield a warning for each web address in YAML that has a flaw."""
    for data in documents:
        for loc, address in _addresses(data.value, ()) if "://" in data.source.text else ():
            if found := flaw(address.strip()):
                yield data.problem(loc, *found, Severity.WARNING, "web-address")


def _addresses(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        if loc[-1] in KEYS:
            yield loc, value
    else:
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _addresses(inner, (*loc, step))


def _host_flaw(host: str, more: bool) -> Flaw | None:
    if host.lower() in {"http", "https"} and more:
        return Message("https:// stands twice in the address"), Message("keep one of the two")
    if host.startswith("[") or host.lower() == "localhost":
        return None
    labels = host.split(".")
    if len(labels) == 1:
        what = Message("“{host}” is no name of a site: it has no dot", host=host)
        return what, Message("write it whole, such as example.org")
    for label in labels:
        if not _LABEL.fullmatch(label):
            what = Message("“{host}” is no name of a site", host=host)
            return what, Message("between its dots stand letters, digits and single hyphens")
    return None


def _port_flaw(port: str | None) -> Flaw | None:
    if port is None or (port.isascii() and port.isdigit() and int(port) <= 65_535):
        return None
    what = Message("“{port}” is no port", port=port)
    return what, Message("take the colon out, with what follows it up to the slash")


def _tail_flaw(address: str) -> Flaw | None:
    if odd := _ODD.search(unquote(address)):
        what = Message("an invisible character ({code}) stands in the address", code=f"U+{ord(odd.group()):04X}")
        return what, Message("write: {example}", example=_ODD.sub("", unquote(address)))
    end = address[-1]
    if end in _ENDS or (end == ")" and address.count(")") > address.count("(")):
        what = Message("the address ends in “{mark}”, which seems to belong to the sentence", mark=end)
        return what, Message("take it out of the address")
    if loose := _LOOSE_PER_CENT.search(address):
        what = Message("“%” in “{text}” stands for no character", text=address[loose.start() : loose.start() + 3])
        return what, Message("copy the address from the browser again, or write %25 for the sign itself")
    return None
