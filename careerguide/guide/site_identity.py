"""The base path and the language in guide.yaml, for commands that must work while something else in it is broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from careerguide.core.options import Options
from careerguide.languages.language import Language
from careerguide.reading.source import read
from careerguide.schema.records import Kind
from careerguide.schema.renamed import parse


def site_identity(options: Options) -> tuple[str, Language]:
    """Return the base path and the language in guide.yaml, even if the rest of the file is invalid."""
    source, _ = read(options.content / "guide.yaml", "guide.yaml")
    data = parse(Kind.GUIDE, source)[0] if source else None
    guide = data.value if data and isinstance(data.value, Mapping) else {}
    address, code = options.base_url or guide.get("base_url"), options.lang or guide.get("language")
    try:
        path = urlsplit(address if isinstance(address, str) else "").path
    except ValueError:  # an invalid address, which is reported when the record is decoded
        path = ""
    base = "/" + path.strip("/") + "/" if path.strip("/") else "/"
    language = Language.load(code if isinstance(code, str) else "en", *options.translations)
    return base, replace(language, guide_arguments=options.guide_arguments)
