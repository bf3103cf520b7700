"""An argparse parser whose help and errors are in the guide's language.

In: English texts, marked with `N_`. Out: their translations, made only when help or an error is printed, so that no
other run has to load the language.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any, NoReturn

from careerguide.core.options import Options
from careerguide.core.problems import Translate, clip
from careerguide.core.program import BESIDE_CONTENT, beside, guide_folder


def N_(text: str) -> str:
    """Return a text unchanged; the call marks it for translation."""
    return text


ERRORS = (  # templates of argparse
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("unrecognized arguments: %s"),
    N_("the following arguments are required: %s"),
    N_("expected one argument"),
    N_("ignored explicit argument %r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
)
HELP = (N_("options"), N_("positional arguments"), N_("show this help message and exit"))  # argparse's own texts
_VALUE = re.compile(r"%(?:\((\w+)\))?[rs]")


class LocalizedParser(argparse.ArgumentParser):
    """A parser whose help and errors are translated when they are printed."""

    def __init__(self, *, translate: Translate, **options: Any) -> None:
        super().__init__(**options)
        self.translate = translate

    def format_help(self) -> str:
        """Return the translated help."""
        self.formatter_class = partial(_Formatter, translate=self.translate)
        return super().format_help()

    def format_usage(self) -> str:
        """Return the translated usage line."""
        self.formatter_class = partial(_Formatter, translate=self.translate)
        return super().format_usage()

    def error(self, message: str) -> NoReturn:
        """Print the usage and a translated error, and exit with code 2."""
        self.print_usage(sys.stderr)
        line = self.translate(N_("%(prog)s: error: %(message)s\n"))
        self.exit(2, line % {"prog": self.prog, "message": clip(_translated(message, self.translate))})


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, translate: Translate) -> None:
        super().__init__(prog)
        self.translate = translate

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self.translate(N_("usage: ")) if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading and self.translate(heading))

    def add_text(self, text: str | None) -> None:
        """Add a description, as a sentence."""
        sentence = text and self.translate(text)
        super().add_text(sentence and f"{sentence[0].upper()}{sentence[1:].removesuffix('.')}.")

    def _get_help_string(self, action: argparse.Action) -> str | None:
        """Return the help of one argument; argparse's own formatters override this method too."""
        return action.help and self.translate(action.help)


def _translated(message: str, translate: Translate) -> str:
    """Return a translated error of argparse; its values, which are filled in already, are extracted by the template."""
    for template in ERRORS:
        if match := _pattern(template).fullmatch(message):
            return _filled(translate(template), match.groupdict(), translate)
    return translate(message)


def _filled(template: str, values: dict[str, str], translate: Translate) -> str:
    if "message" in values:
        values["message"] = _translated(values["message"], translate)
    return _VALUE.sub(lambda value: values[value[1] or "value"], template)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    literals = _VALUE.split(template)[::2]
    names = [f"(?P<{name or 'value'}>.*?)" for name in _VALUE.findall(template)]
    return re.compile("".join(re.escape(text) + name for text, name in zip(literals, [*names, ""], strict=True)), re.S)


def translator(arguments: list[str]) -> Translate:
    """Return the translation into the language that the command line asks for, or that of its guide."""

    @cache
    def language() -> Translate:
        from careerguide.guide.site_identity import site_identity

        options = Options("build", **_folders(arguments), output=Path(), cache=Path())
        return site_identity(options)[1].translate

    return lambda text: language()(text)


def _folders(arguments: list[str]) -> dict[str, Any]:
    """Return --content, --templates, --static and --lang, whatever else is on the command line."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    parser.add_argument("--content", type=Path, default=guide_folder() / "content")
    for name in BESIDE_CONTENT:
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--lang")
    found = parser.parse_args([])
    with suppress(argparse.ArgumentError):  # the error that is being printed
        found = parser.parse_known_args(arguments)[0]
    return vars(found) | {name: getattr(found, name) or beside(found.content, name) for name in BESIDE_CONTENT}
