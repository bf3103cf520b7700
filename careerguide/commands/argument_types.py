"""Converters for the values of arguments, each of which refuses what the commands could not use."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from careerguide.commands.localized_help import N_
from careerguide.core.addresses import is_site_address


def is_text(value: object) -> bool:
    """Return whether a text, or each text of a list, can be written as UTF-8; a path may be any bytes."""
    if isinstance(value, str):
        return not any("\ud800" <= char <= "\udfff" for char in value)
    return not isinstance(value, list) or all(map(is_text, value))


def content_folder(text: str) -> Path:
    """Return the path of a folder with its name, by which messages call it: “.” has none."""
    path = Path(text)
    return path if path.name not in ("", "..") else path.resolve()


def existing_folder(text: str) -> Path:
    """Return a folder that covers the program's own: a mistyped one would silently cover nothing."""
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(N_("there is no such folder"))
    return Path(text)


def language_code(text: str) -> str:
    """Return a language code as it is usually written: pt-BR for pt_br."""
    if not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", text):
        raise argparse.ArgumentTypeError(N_("write its code of ISO 639: de, fr, pt-BR"))
    language, *more = re.split("[-_]", text)
    return "-".join([language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in more)])


def web_address(text: str) -> str:
    """Return the address of a site."""
    if not is_site_address(text):
        raise argparse.ArgumentTypeError(N_("write it whole, such as https://example.org/guide/"))
    return text


def port(text: str) -> int:
    """Return the number of a port."""
    if not text.isascii() or not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(N_("a port is a number from 0 (any free one) to 65535"))
    return int(text)


def host_name(text: str) -> str:
    """Return the name of a host in lower case."""
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", text.lower()):
        raise argparse.ArgumentTypeError(N_("name one host, such as preview.example.org, without https:// and port"))
    return text.lower()
