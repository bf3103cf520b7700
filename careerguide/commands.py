"""The command line: what may be asked of `build.py`.

In: the words after `build.py`. Out: `Options`. Nothing heavy is imported here.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

from careerguide.problems import Message, Translate

COMMANDS = {
    "build": Message("make the site (what happens when no command is named)"),
    "check": Message("check everything that build checks and what an editor would want to know, and write nothing"),
    "serve": Message("show the guide in the browser, drafts too, and every change as it is saved"),
    "import": Message("turn a spreadsheet or a pasted table into a salary table"),
    "new": Message("write a role, salary table, page, region or term to fill in"),
    "schema": Message("write what VS Code needs to check and complete content files"),
}

HERE = Path(__file__).resolve().parent.parent
PERIODS = ("hour", "day", "week", "month", "year")
MACHINE_FORMATS = ("json", "sarif")
EDITOR = "vscode://file{path}:{line}:{column}"


@dataclass(frozen=True)
class Options:
    """What was asked for. Folders are as given; `drafts` also stands for a preview: plain asset names."""

    command: str
    content: Path
    templates: Path
    static: Path
    output: Path
    cache: Path
    base_url: str | None = None
    strict: bool = False
    format: str = "text"
    lang: str | None = None
    drafts: bool = False
    quiet: bool = False
    verbose: bool = False
    profile: bool = False
    pages_only: bool = False
    port: int = 8000
    open_browser: bool = True
    editor: str = EDITOR

    @property
    def translations(self) -> Path:
        """The folder of the .po files."""
        return self.templates / "translations"


@dataclass(frozen=True)
class CheckOptions(Options):
    """What `check` is asked for."""

    list: bool = False


@dataclass(frozen=True)
class ImportOptions(Options):
    """What `import` is asked for: the file ("-" is standard input), and what the file itself does not say."""

    file: str = "-"
    role: str | None = None
    table: str | None = None
    sheet: str | None = None
    currency: str | None = None
    period: str | None = None
    cells: Sequence[str] = ()  # address=value, as typed
    gaps: Sequence[str] = ()  # reason, or mark=reason
    force: bool = False


@dataclass(frozen=True)
class NewOptions(Options):
    """What `new` is asked for; what is missing is asked at a terminal."""

    kind: str = "role"
    id: str | None = None
    title: str | None = None
    summary: str | None = None
    role: str | None = None
    in_: str | None = None
    code: str | None = None
    meaning: str | None = None
    currency: str | None = None
    period: str | None = None


@dataclass(frozen=True)
class SchemaOptions(Options):
    """What `schema` is asked for."""

    check: bool = False


def parse(arguments: list[str]) -> Options:
    """Return the Options of a command line; leave with exit code 2 where it cannot be understood."""
    named = bool(arguments) and arguments[0] in {*COMMANDS, "-h", "--help"}
    words = arguments if named else ["build", *arguments]
    with suppress(SystemExit), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        return _options(_parser(str).parse_args(words))
    from careerguide.helping import (
        language_of,  # help is asked for, or there is a mistake: said in the guide's language
    )

    return _options(_parser(language_of(arguments).translate).parse_args(words))


def _options(asked: argparse.Namespace) -> Options:
    return _KINDS.get(asked.command, Options)(**vars(asked))


def _parser(say: Translate) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py",
        description=say("Turn role profiles in Markdown and salary tables in YAML into a career guide."),
    )
    commands = parser.add_subparsers(dest="command", metavar=say("command"))
    for name, message in COMMANDS.items():
        summary = message.say(say)
        command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        _add_folders(command, say, told=name in {"build", "check", "serve"})
        _add_reporting(command, say, MACHINE_FORMATS if name == "check" else ())
        _OWN[name](command, say)
    return parser


def _add_folders(command: argparse.ArgumentParser, say: Translate, told: bool) -> None:
    """Add the folders; those of the site are left out of the help of commands (`told` is False) that make none."""

    def site(text: str) -> str:
        return text if told else argparse.SUPPRESS

    folders = command.add_argument_group(say("folders"))
    folders.add_argument(
        "--content", type=Path, default=HERE / "content", metavar="DIR", help=say("what editors write")
    )
    folders.add_argument(
        "--templates", type=Path, default=HERE / "templates", metavar="DIR", help=say("Jinja templates")
    )
    folders.add_argument(
        "--static", type=Path, default=HERE / "static", metavar="DIR", help=site(say("css, js, fonts, icons"))
    )
    folders.add_argument(
        "--output", type=Path, default=HERE / "site", metavar="DIR", help=site(say("where the site is put"))
    )
    folders.add_argument(
        "--cache", type=Path, default=HERE / ".cache", metavar="DIR", help=site(say("safe to delete at any time"))
    )
    where = say("the address where the site will stand (else guide.yaml's)")
    command.add_argument("--base-url", type=partial(_web_address, say), metavar="URL", help=site(where))


def _add_reporting(command: argparse.ArgumentParser, say: Translate, more_formats: Sequence[str]) -> None:
    command.add_argument("--strict", action="store_true", help=say("warnings count as errors"))
    command.add_argument(
        "--format", choices=["text", "github", *more_formats], default="text", help=say("how problems are shown")
    )
    command.add_argument("--lang", metavar="CODE", help=say("the language of messages (else the guide's)"))
    command.add_argument("--drafts", action="store_true", help=say("show drafts too"))
    command.add_argument("--quiet", action="store_true", help=say("show problems only"))


def _add_build(command: argparse.ArgumentParser, say: Translate) -> None:
    command.add_argument(
        "--verbose", action="store_true", help=say("name what is written and removed, and what had changed")
    )
    command.add_argument("--profile", action="store_true", help=say("say where the time went, by step"))
    command.add_argument(
        "--pages-only", action="store_true", help=say("leave out social cards and the search index, for a quick look")
    )


def _add_check(command: argparse.ArgumentParser, say: Translate) -> None:
    command.add_argument("--list", action="store_true", help=say("list every check by its name, and check nothing"))


def _add_preview(command: argparse.ArgumentParser, say: Translate) -> None:
    preview = command.add_argument_group(say("preview"))
    preview.add_argument(
        "--port", type=partial(_port, say), default=8000, help=say("the port on 127.0.0.1 (8000, or the next free one)")
    )
    preview.add_argument("--no-open", dest="open_browser", action="store_false", help=say("open no browser"))
    preview.add_argument(
        "--editor",
        default=os.environ.get("CAREERGUIDE_EDITOR", EDITOR),
        metavar="URL",
        help=Message("what opens a file at its line (else $CAREERGUIDE_EDITOR, else {address})", address=EDITOR).say(
            say
        ),
    )
    command.set_defaults(drafts=True)


def _add_import(command: argparse.ArgumentParser, say: Translate) -> None:
    command.add_argument(
        "file", metavar="FILE", help=say("CSV, TSV, .xlsx or a table pasted as text; - is standard input")
    )
    command.add_argument("--role", metavar="ID", help=say("the role that the table is about"))
    command.add_argument("--table", metavar="ID", help=say("the name of the new file in salaries/ (else the role's)"))
    command.add_argument(
        "--sheet", metavar="NAME", help=say("the sheet of a workbook (else the first that holds anything)")
    )
    command.add_argument("--currency", metavar="CODE", help=say("ISO 4217, where the file does not say it: RUB"))
    command.add_argument("--period", choices=PERIODS, help=say("per what, likewise"))
    command.add_argument(
        "--cell",
        dest="cells",
        action="append",
        default=[],
        metavar="ADDRESS=VALUE",
        help=say("settle one cell: moskva/agencies/median=115000"),
    )
    command.add_argument(
        "--gap",
        dest="gaps",
        action="append",
        default=[],
        metavar="[MARK=]REASON",
        help=say("what an empty cell means (lost_in_source), or a mark in a cell (*=suppressed)"),
    )
    command.add_argument("--force", action="store_true", help=say("replace the file if it is there already"))


def _add_new(command: argparse.ArgumentParser, say: Translate) -> None:
    command.add_argument("kind", choices=["role", "salary", "page", "region", "term"], help=say("what to write"))
    command.add_argument("id", nargs="?", metavar="ID", help=say("its id (else made of the title): client-director"))
    command.add_argument("--title", help=say("the name of a role, page or region; the word that a term explains"))
    command.add_argument("--summary", help=say("for a role or page: what it is, in one or two sentences"))
    command.add_argument("--role", metavar="ID", help=say("for a salary table: the role that it is about"))
    command.add_argument("--in", dest="in_", metavar="NAME", help=say("for a region: its name with a preposition"))
    command.add_argument("--code", help=say("for a region: ISO 3166-2"))
    command.add_argument("--meaning", help=say("for a term: what it means, for a newcomer"))
    command.add_argument("--currency", metavar="CODE", help=say("for a salary table (else that of the guide's others)"))
    command.add_argument("--period", choices=PERIODS, help=say("for a salary table: per what"))


def _add_schema(command: argparse.ArgumentParser, say: Translate) -> None:
    command.add_argument("--check", action="store_true", help=say("write nothing: say whether the files are current"))


def _web_address(say: Translate, text: str) -> str:
    if not text.startswith(("http://", "https://")) or any(char.isspace() or char in '<>"?#' for char in text):
        raise argparse.ArgumentTypeError(say("an address begins with https:// and has no spaces"))
    try:
        urlsplit(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(Message("this is no address: {error}", error=error).say(say)) from None
    return text


def _port(say: Translate, text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(say("a port is a number from 0 (any free one) to 65535"))
    return int(text)


_OWN = {
    "build": _add_build,
    "check": _add_check,
    "serve": _add_preview,
    "import": _add_import,
    "new": _add_new,
    "schema": _add_schema,
}
_KINDS: dict[str, type[Options]] = {
    "check": CheckOptions,
    "import": ImportOptions,
    "new": NewOptions,
    "schema": SchemaOptions,
}
