"""The command line's help and what it says of mistakes, in the guide's language.

In: the words after `build.py`. Out: the guide's `Language`, in which argparse says its own words from then on. Imported
only when there is something to say: no run of a command waits for it.
"""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path

from careerguide.commands import HERE, Options
from careerguide.language import Language
from careerguide.preview.site import stated
from careerguide.problems import Message

ARGPARSE = (  # what argparse says by itself
    Message("usage: "),
    Message("options"),
    Message("positional arguments"),
    Message("show this help message and exit"),
    Message("%(prog)s: error: %(message)s\n"),
    Message("argument %(argument_name)s: %(message)s"),
    Message("invalid choice: %(value)r (choose from %(choices)s)"),
    Message("unrecognized arguments: %s"),
    Message("the following arguments are required: %s"),
    Message("expected one argument"),
    Message("ignored explicit argument %r"),
    Message("ambiguous option: %(option)s could match %(matches)s"),
)


def language_of(arguments: list[str]) -> Language:
    """Return the language that a command line asks for, or its guide's; argparse says its own words in it."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    for name in ("content", "templates"):
        parser.add_argument(f"--{name}", type=Path, default=HERE / name)
    parser.add_argument("--lang")
    found = parser.parse_args([])
    with suppress(argparse.ArgumentError):  # which is the mistake that is to be told
        found = parser.parse_known_args(arguments)[0]
    _, language = stated(Options("build", **vars(found), static=HERE, output=HERE, cache=HERE))
    vars(argparse).update(_=language.translate, ngettext=language.ntranslate)
    return language
