"""The command line: what may be asked of `build.py`.

In: the words after `build.py`. Out: `Options`. Nothing heavy is imported here.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

COMMANDS = {
    "build": "make the site (what happens when no command is named)",
    "check": "check everything that build checks, and write nothing",
    "serve": "show the guide in the browser, drafts too, and every change as it is saved",
}

EDITOR = "vscode://file{path}:{line}:{column}"


@dataclass(frozen=True)
class Options:
    """What was asked for. Folders are as given; `drafts` also stands for a preview: plain asset names."""

    command: str
    content: Path
    templates: Path
    static: Path
    output: Path
    base_url: str | None = None
    strict: bool = False
    format: str = "text"
    lang: str | None = None
    drafts: bool = False
    quiet: bool = False
    port: int = 8000
    open_browser: bool = True
    editor: str = EDITOR

    @property
    def translations(self) -> Path:
        """The folder of the .po files."""
        return self.templates / "translations"


def parse(arguments: list[str]) -> Options:
    """Return the Options of a command line; leave with exit code 2 where it cannot be understood."""
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Turn role profiles in Markdown and salary tables in YAML into a career guide.",
    )
    commands = parser.add_subparsers(dest="command", metavar="command")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        _add_folders(command)
        _add_reporting(command)
        if name == "serve":
            _add_preview(command)
    named = bool(arguments) and arguments[0] in {*COMMANDS, "-h", "--help"}
    return Options(**vars(parser.parse_args(arguments if named else ["build", *arguments])))


def _add_folders(command: argparse.ArgumentParser) -> None:
    here = Path(__file__).resolve().parent.parent
    folders = command.add_argument_group("folders")
    folders.add_argument("--content", type=Path, default=here / "content", metavar="DIR", help="what editors write")
    folders.add_argument("--templates", type=Path, default=here / "templates", metavar="DIR", help="Jinja templates")
    folders.add_argument("--static", type=Path, default=here / "static", metavar="DIR", help="css, js, fonts, icons")
    folders.add_argument("--output", type=Path, default=here / "site", metavar="DIR", help="where the site is put")
    command.add_argument("--base-url", type=_web_address, metavar="URL", help="the address where the site will stand (else guide.yaml's)")


def _add_reporting(command: argparse.ArgumentParser) -> None:
    command.add_argument("--strict", action="store_true", help="warnings count as errors")
    command.add_argument("--format", choices=["text", "github"], default="text", help="how problems are shown")
    command.add_argument("--lang", metavar="CODE", help="the language of messages (else the guide's)")
    command.add_argument("--drafts", action="store_true", help="show drafts too")
    command.add_argument("--quiet", action="store_true", help="show problems only")


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


def _web_address(text: str) -> str:
    if not text.startswith(("http://", "https://")) or any(char.isspace() or char in '<>"' for char in text):
        raise argparse.ArgumentTypeError("an address begins with https:// and has no spaces")
    return text


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError("a port is a number from 0 (any free one) to 65535")
    return int(text)
