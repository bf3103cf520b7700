"""A guide as the commands load it, for tests that look at what comes of it."""

from pathlib import Path

from careerguide.cache import Cache
from careerguide.commands import parse
from careerguide.library import Loaded, load


def loaded(folder: Path, *arguments: str) -> Loaded:
    """Return what loading a content folder gives, without a cache."""
    with Cache(None) as cache:
        return load(parse(["build", "--content", str(folder), *arguments]), cache)
