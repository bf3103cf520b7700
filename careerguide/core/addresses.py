"""Addresses that the generator reserves for itself; those of records are in schema/records.py."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

COMPARE = "compare/"
GAPS = "gaps/"
SEARCH = "search/"
DATA = "data/"  # CSV, JSON
INDEX = "pagefind/"  # the files of the full-text search
CARDS = "cards/"
PICTURES = "images/"
STATIC = ("css/", "js/", "fonts/", "icons/")  # the folders of static/
FILES = ("404.html", "index.html")


def first_folder(address: str) -> str:
    """Return the first folder of an address inside the site, or the name of a file at its root without extension."""
    first, slash, _ = address.partition("/")
    return first if slash else first.partition(".")[0]


OWN = frozenset(map(first_folder, (COMPARE, GAPS, SEARCH, DATA, INDEX, CARDS, PICTURES, *STATIC, *FILES)))


def is_web_address(text: str) -> bool:
    """Return whether a text is a whole web address, with a host."""
    if not re.fullmatch(r"https?://[^\s/<>\"'\\][^\s<>\"\\]*", text) or _SURROGATE.search(text):
        return False
    try:
        urlsplit(text)
    except ValueError:  # brackets that hold no IPv6 address
        return False
    return True


def is_site_address(text: str) -> bool:
    """Return whether an address can be that of a site: a web address without a query or a fragment."""
    return not set("?#") & set(text) and is_web_address(text)


_SURROGATE = re.compile("[\ud800-\udfff]")  # a byte of an argument that is no UTF-8
