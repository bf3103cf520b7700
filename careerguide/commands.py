"""The command line: what may be asked of `build.py`.

In: the words after `build.py`. Out: `Options`. Nothing heavy is imported here.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

COMMANDS = {
    "build": "make the site (what happens when no command is named)",
    "check": "check everything that build checks and what an editor would want to know, and write nothing",
    "serve": "show the guide in the browser, drafts too, and every change as it is saved",
    "import": "turn a spreadsheet or a pasted table into a salary table",
    "new": "write a role, salary table, page, region or term to fill in",
    "schema": "write what VS Code needs to check and complete content files",
}

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
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Turn role profiles in Markdown and salary tables in YAML into a career guide.",
    )
    commands = parser.add_subparsers(dest="command", metavar="command")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        _add_folders(command, told=name in {"build", "check", "serve"})
        _add_reporting(command, MACHINE_FORMATS if name == "check" else ())
        _OWN.get(name, _add_nothing)(command)
    named = bool(arguments) and arguments[0] in {*COMMANDS, "-h", "--help"}
    asked = parser.parse_args(arguments if named else ["build", *arguments])
    return _KINDS.get(asked.command, Options)(**vars(asked))


def _add_folders(command: argparse.ArgumentParser, told: bool) -> None:
    """Add the folders; those of the site are left out of the help of commands (`told` is False) that make none."""

    def site(text: str) -> str:
        return text if told else argparse.SUPPRESS

    here = Path(__file__).resolve().parent.parent
    folders = command.add_argument_group("folders")
    folders.add_argument("--content", type=Path, default=here / "content", metavar="DIR", help="what editors write")
    folders.add_argument("--templates", type=Path, default=here / "templates", metavar="DIR", help="Jinja templates")
    folders.add_argument(
        "--static", type=Path, default=here / "static", metavar="DIR", help=site("css, js, fonts, icons")
    )
    folders.add_argument(
        "--output", type=Path, default=here / "site", metavar="DIR", help=site("where the site is put")
    )
    folders.add_argument(
        "--cache", type=Path, default=here / ".cache", metavar="DIR", help=site("safe to delete at any time")
    )
    where = "the address where the site will stand (else guide.yaml's)"
    command.add_argument("--base-url", type=_web_address, metavar="URL", help=site(where))


def _add_reporting(command: argparse.ArgumentParser, more_formats: Sequence[str]) -> None:
    command.add_argument("--strict", action="store_true", help="warnings count as errors")
    command.add_argument(
        "--format", choices=["text", "github", *more_formats], default="text", help="how problems are shown"
    )
    command.add_argument("--lang", metavar="CODE", help="the language of messages (else the guide's)")
    command.add_argument("--drafts", action="store_true", help="show drafts too")
    command.add_argument("--quiet", action="store_true", help="show problems only")


def _add_build(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--verbose", action="store_true", help="name what is written and removed, and what had changed"
    )
    command.add_argument("--profile", action="store_true", help="say where the time went, by step")
    command.add_argument(
        "--pages-only", action="store_true", help="leave out social cards and the search index, for a quick look"
    )


def _add_check(command: argparse.ArgumentParser) -> None:
    command.add_argument("--list", action="store_true", help="list every check by its name, and check nothing")


def _add_preview(command: argparse.ArgumentParser) -> None:
    preview = command.add_argument_group("preview")
    preview.add_argument("--port", type=_port, default=8000, help="the port on 127.0.0.1 (8000, or the next free one)")
    preview.add_argument("--no-open", dest="open_browser", action="store_false", help="open no browser")
    preview.add_argument(
        "--editor",
        default=os.environ.get("CAREERGUIDE_EDITOR", EDITOR),
        metavar="URL",
        help=f"what opens a file at its line (else $CAREERGUIDE_EDITOR, else {EDITOR})",
    )
    command.set_defaults(drafts=True)


def _add_import(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="CSV, TSV, .xlsx or a table pasted as text; - is standard input")
    command.add_argument("--role", metavar="ID", help="the role that the table is about")
    command.add_argument("--table", metavar="ID", help="the name of the new file in salaries/ (else the role's)")
    command.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook (else the first that holds anything)")
    command.add_argument("--currency", metavar="CODE", help="ISO 4217, where the file does not say it: RUB")
    command.add_argument("--period", choices=PERIODS, help="per what, likewise")
    command.add_argument(
        "--cell",
        dest="cells",
        action="append",
        default=[],
        metavar="ADDRESS=VALUE",
        help="settle one cell: moskva/agencies/median=115000",
    )
    command.add_argument(
        "--gap",
        dest="gaps",
        action="append",
        default=[],
        metavar="[MARK=]REASON",
        help="what an empty cell means (lost_in_source), or a mark in a cell (*=suppressed)",
    )
    command.add_argument("--force", action="store_true", help="replace the file if it is there already")


def _add_new(command: argparse.ArgumentParser) -> None:
    command.add_argument("kind", choices=["role", "salary", "page", "region", "term"], help="what to write")
    command.add_argument("id", nargs="?", metavar="ID", help="its id (else made of the title): client-director")
    command.add_argument("--title", help="the name of a role, page or region; the word that a term explains")
    command.add_argument("--summary", help="for a role or page: what it is, in one or two sentences")
    command.add_argument("--role", metavar="ID", help="for a salary table: the role that it is about")
    command.add_argument("--in", dest="in_", metavar="NAME", help="for a region: its name with a preposition")
    command.add_argument("--code", help="for a region: ISO 3166-2")
    command.add_argument("--meaning", help="for a term: what it means, for a newcomer")
    command.add_argument("--currency", metavar="CODE", help="for a salary table (else that of the guide's others)")
    command.add_argument("--period", choices=PERIODS, help="for a salary table: per what")


def _add_schema(command: argparse.ArgumentParser) -> None:
    command.add_argument("--check", action="store_true", help="write nothing: say whether the files are current")


def _add_nothing(command: argparse.ArgumentParser) -> None:
    """Leave a command with the options that all of them have."""


def _web_address(text: str) -> str:
    if not text.startswith(("http://", "https://")) or any(char.isspace() or char in '<>"?#' for char in text):
        raise argparse.ArgumentTypeError("an address begins with https:// and has no spaces")
    try:
        urlsplit(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"this is no address: {error}") from None
    return text


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError("a port is a number from 0 (any free one) to 65535")
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
