"""A guide as the commands load it, for tests that look at what comes of it."""

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from careerguide.checks import accepting
from careerguide.checks.checks import Level
from careerguide.commands.arguments import parse
from careerguide.core.problems import Problem, failed
from careerguide.guide.guide import Guide
from careerguide.guide.loading import load
from careerguide.incremental.cache import Cache
from careerguide.incremental.dependencies import Traced


class Loaded(NamedTuple):
    """The Guide (None where there is an error), and every Problem in order."""

    guide: Guide | None
    problems: list[Problem]


def loaded(folder: Path, *arguments: str) -> Loaded:
    """Return the guide in a content folder, loaded without a cache."""
    with Cache(None) as cache:
        guide, problems, _ = load(parse(["build", "--content", str(folder), *arguments]), cache)
    problems = accepting.without_accepted(problems, guide, Level.WARNING)
    return Loaded(None if failed(problems) else guide, problems)


def with_settings(guide: Guide, **settings: Any) -> Guide:
    """Return a copy of a guide with changed settings."""
    general = {**guide.general, "settings": guide.settings.model_copy(update=settings)}
    return replace(guide, general=Traced(guide.general.name, general))
