"""The commands and their arguments.

In: the arguments. Out: `Options`. Nothing heavy is imported here.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Container, Sequence
from pathlib import Path

from careerguide import __version__
from careerguide.commands.argument_types import (
    content_folder,
    existing_folder,
    host_name,
    is_text,
    language_code,
    port,
    web_address,
)
from careerguide.commands.localized_help import N_, LocalizedParser, translator
from careerguide.core.options import (
    EDITOR,
    CheckOptions,
    ImportOptions,
    InitOptions,
    NewOptions,
    Options,
    RenameOptions,
    SchemaOptions,
    TranslateOptions,
)
from careerguide.core.problems import Translate
from careerguide.core.program import BESIDE_CONTENT, beside, guide_folder
from careerguide.core.program import command as program

COMMANDS = {
    "build": N_("build the site (the default command)"),
    "check": N_("check everything that build checks and what an editor would want to know, and write nothing"),
    "serve": N_("show the guide in the browser, drafts too, and every change as it is saved"),
    "import": N_("turn a spreadsheet or a pasted table into a salary table"),
    "new": N_("write a role, salary table, page, region, skill or term to fill in"),
    "rename": N_("give a role, salary table, page, region, skill or term another id, wherever it is named"),
    "init": N_("begin a guide of one's own in a new folder"),
    "translate": N_("begin the catalogue of a language, or bring it up to date, and tell what is left"),
    "schema": N_("write what VS Code needs to check and complete content files"),
}

PERIODS = ("hour", "day", "week", "month", "year")  # those of schema.Period, without importing pydantic
UNITS = ("one", "thousand")  # those of importing.units.UNITS, likewise
RECORDS = ("role", "salary", "page", "region", "skill", "term")  # the words of schema.records.Kind, likewise
MACHINE_FORMATS = ("json", "sarif")
OF_SITE = ("content", "templates", "static", "output", "cache")
FOLDERS_SHOWN = {"build": OF_SITE, "check": OF_SITE, "serve": OF_SITE, "init": ()}


def parse(arguments: list[str]) -> Options:
    """Return the Options of a command line; exit with code 2 where it is invalid."""
    named = bool(arguments) and (arguments[0][:1] != "-" or arguments[0] in ("-h", "--help", "--version"))
    parser = _parser(translator(arguments))
    asked = parser.parse_args(arguments if named else ["build", *arguments])
    if not all(map(is_text, vars(asked).values())):
        parser.error(N_("an argument is not UTF-8 text"))
    for name in BESIDE_CONTENT:
        if getattr(asked, name) is None:
            setattr(asked, name, beside(asked.content, name))
    return _OPTIONS.get(asked.command, Options)(**vars(asked))


def _parser(translate: Translate) -> argparse.ArgumentParser:
    parser = LocalizedParser(
        prog=program().removeprefix("uv run "),
        description=N_("Turn role profiles in Markdown and salary tables in YAML into a career guide."),
        translate=translate,
    )
    version = f"careerguide {__version__}"
    parser.add_argument("--version", action="version", version=version, help=N_("print the version and exit"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary, translate=translate)
        _add_folders(command, FOLDERS_SHOWN.get(name, ("content", "templates")))
        _add_reporting(command, MACHINE_FORMATS if name == "check" else (), makes_site=name in ("build", "check"))
        _ARGUMENTS[name](command)
    return parser


def _add_folders(command: argparse.ArgumentParser, shown: Container[str]) -> None:
    """Add the folders and the site's address; the help names those in `shown`."""
    guide = guide_folder()
    defaults = {
        "content": (guide / "content", N_("what editors write; templates and static lie beside it")),
        "templates": (None, N_("Jinja templates, over the program's")),
        "static": (None, N_("css, js, fonts, icons, over the program's")),
        "output": (guide / "site", N_("where to write the site; a name in .tar or .tar.gz makes one file of it")),
        "cache": (guide / ".cache", N_("safe to delete at any time")),
    }
    folders = command.add_argument_group(N_("folders"))
    for name, (default, about) in defaults.items():
        help = about if name in shown else argparse.SUPPRESS
        type = existing_folder if name in BESIDE_CONTENT else content_folder if name == "content" else Path
        folders.add_argument(f"--{name}", type=type, default=default, metavar="DIR", help=help)
    where = N_("the site's address (default: the one in guide.yaml)")
    help = where if "output" in shown else argparse.SUPPRESS
    command.add_argument("--base-url", type=web_address, metavar="URL", help=help)


def _add_reporting(command: argparse.ArgumentParser, more_formats: Sequence[str], *, makes_site: bool) -> None:
    command.add_argument("--strict", action="store_true", help=N_("warnings count as errors"))
    command.add_argument(
        "--format", choices=["text", "github", *more_formats], default="text", help=N_("how problems are shown")
    )
    command.add_argument("--lang", metavar="CODE", help=N_("the language of messages (default: the guide's)"))
    drafts = N_("show drafts too") if makes_site else argparse.SUPPRESS
    command.add_argument("--drafts", action="store_true", help=drafts)
    command.add_argument("--quiet", action="store_true", help=N_("show problems only"))


def _add_build(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--verbose", action="store_true", help=N_("list what is written and removed, and what had changed")
    )
    command.add_argument("--profile", action="store_true", help=N_("show how long each step took"))
    command.add_argument(
        "--pages-only", action="store_true", help=N_("leave out social cards and the search index, for a quick look")
    )


def _add_check(command: argparse.ArgumentParser) -> None:
    command.add_argument("--list", action="store_true", help=N_("list every check by its name, and check nothing"))
    command.add_argument(
        "--upgrade", action="store_true", help=N_("tell too what this version asks of a guide of an earlier one")
    )


def _add_preview(command: argparse.ArgumentParser) -> None:
    preview = command.add_argument_group(N_("preview"))
    preview.add_argument(
        "--port", type=port, default=8000, help=N_("the port on 127.0.0.1 (8000, or the next free one)")
    )
    preview.add_argument(
        "--allow-host",
        type=host_name,
        action="append",
        default=[],
        metavar="NAME",
        help=N_("another name by which browsers may call it, where it is forwarded"),
    )
    preview.add_argument("--no-open", dest="open_browser", action="store_false", help=N_("open no browser"))
    preview.add_argument(
        "--editor",
        default=os.environ.get("CAREERGUIDE_EDITOR", EDITOR),
        metavar="URL",
        help=N_("what opens a file at its line (else $CAREERGUIDE_EDITOR, else %(default)s)"),
    )
    command.set_defaults(drafts=True)


def _add_import(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file",
        metavar="FILE",
        help=N_("CSV, TSV, a workbook (.xlsx, .xls, .ods) or a table pasted as text; - is standard input"),
    )
    command.add_argument("--role", metavar="ID", help=N_("the role that the table is about"))
    command.add_argument(
        "--table",
        metavar="ID",
        help=N_("the name of the new file in salaries/ (default: the role's, or the series and the edition)"),
    )
    command.add_argument(
        "--edition", help=N_("which edition of a series the table is: 2024, 2024-H1, 2024-Q3 or 2024-10")
    )
    command.add_argument(
        "--series", metavar="ID", help=N_("with --edition: the series (default: that of the role's other tables)")
    )
    command.add_argument(
        "--sheet", metavar="NAME", help=N_("the sheet of a workbook (default: the first with a table)")
    )
    command.add_argument("--currency", metavar="CODE", help=N_("ISO 4217, where the file does not say it: RUB"))
    command.add_argument("--period", choices=PERIODS, help=N_("the pay period, where the file does not say it: month"))
    _add_settled(command)


def _add_settled(command: argparse.ArgumentParser) -> None:
    """Add the options that settle what a file leaves open."""
    command.add_argument(
        "--cell",
        dest="cells",
        action="append",
        default=[],
        metavar="ADDRESS=VALUE",
        help=N_("settle one cell: moskva/agencies/median=115000"),
    )
    command.add_argument(
        "--gap",
        dest="gaps",
        action="append",
        default=[],
        metavar="[MARK=]REASON",
        help=N_("what an empty cell means (lost_in_source), or a mark in a cell (*=suppressed)"),
    )
    command.add_argument(
        "--by",
        action="append",
        default=[],
        metavar="NAME",
        help=N_("what the figures of a region are broken down by, by the column's heading: Level"),
    )
    command.add_argument(
        "--skip",
        action="append",
        default=[],
        metavar="NAME",
        help=N_("leave out a row or a column, by its first words or its heading: Total"),
    )
    command.add_argument(
        "--unit", choices=UNITS, help=N_("whether the figures are full amounts or thousands, where it is not clear")
    )
    command.add_argument("--force", action="store_true", help=N_("replace the file if it is there already"))


def _add_new(command: argparse.ArgumentParser) -> None:
    command.add_argument("kind", choices=RECORDS, help=N_("what to write"))
    command.add_argument(
        "id", nargs="?", metavar="ID", help=N_("its id (default: made from the title): account-manager")
    )
    command.add_argument("--title", help=N_("the name of a role, page, region or skill; the word that a term explains"))
    command.add_argument("--summary", help=N_("for a role, page or skill: what it is, in one or two sentences"))
    command.add_argument("--role", metavar="ID", help=N_("for a salary table: the role that it is about"))
    command.add_argument("--in", dest="in_", metavar="NAME", help=N_("for a region: its name with a preposition"))
    command.add_argument("--code", help=N_("for a region: ISO 3166-2"))
    command.add_argument("--meaning", help=N_("for a term: what it means, for a newcomer"))
    command.add_argument("--currency", metavar="CODE", help=N_("for a salary table (default: the country's)"))
    command.add_argument("--period", choices=PERIODS, help=N_("for a salary table: per what"))


def _add_rename(command: argparse.ArgumentParser) -> None:
    command.add_argument("kind", choices=RECORDS, help=N_("what to rename"))
    command.add_argument("old", metavar="OLD", help=N_("its id"))
    command.add_argument("new", metavar="NEW", help=N_("the id that it gets; the address of the old one leads there"))


def _add_init(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, metavar="FOLDER", help=N_("where to write it; what is there is kept"))
    command.add_argument("--title", help=N_("what the guide is called"))
    command.add_argument("--currency", metavar="CODE", help=N_("the currency of its salary table: EUR"))
    command.add_argument(
        "--source", metavar="URL", help=N_("what pip installs to build it (default: what this program came from)")
    )


def _add_translate(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", type=language_code, metavar="LANG", help=N_("the language: de, fr, pt-BR"))
    command.add_argument("--editors", action="store_true", help=N_("begin a catalogue of the messages for editors too"))
    command.add_argument(
        "--check", action="store_true", help=N_("write nothing, only report whether readers' words are all translated")
    )


def _add_schema(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--check", action="store_true", help=N_("write nothing, only report whether the files are current")
    )


_ARGUMENTS = {
    "build": _add_build,
    "check": _add_check,
    "serve": _add_preview,
    "import": _add_import,
    "new": _add_new,
    "rename": _add_rename,
    "init": _add_init,
    "translate": _add_translate,
    "schema": _add_schema,
}
_OPTIONS: dict[str, type[Options]] = {  # of commands that have options of their own
    "check": CheckOptions,
    "import": ImportOptions,
    "new": NewOptions,
    "rename": RenameOptions,
    "init": InitOptions,
    "translate": TranslateOptions,
    "schema": SchemaOptions,
}
