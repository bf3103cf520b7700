"""The options of each command, as plain records; `commands/arguments.py` parses them from a command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from careerguide.core.program import BESIDE_CONTENT, beside, guide_folder, layers, quoted

EDITOR = "vscode://file{path}:{line}:{column}"


@dataclass(frozen=True)
class Options:
    """The options that all commands have. Folders are as given."""

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
    allow_host: Sequence[str] = ()

    @property
    def guide_arguments(self) -> str:
        """The arguments by which another command finds the same guide: “ --content other/content”, often empty."""
        usual = {"content": guide_folder() / "content"}
        usual |= {name: beside(self.content, name) for name in BESIDE_CONTENT}
        named = {name: path for name in usual if (path := getattr(self, name)) != usual[name]}
        return "".join(f" --{name} {quoted(path)}" for name, path in named.items())

    @property
    def template_layers(self) -> tuple[Path, ...]:
        """The folders of templates; a file in the first overrides one in the second."""
        return layers(self.templates, "templates")

    @property
    def static_layers(self) -> tuple[Path, ...]:
        """The folders of styles, scripts, fonts and icons; a file in the first overrides one in the second."""
        return layers(self.static, "static")

    @property
    def inputs(self) -> tuple[Path, ...]:
        """All folders that the site is built from."""
        return (self.content, *self.template_layers, *self.static_layers)

    @property
    def translations(self) -> tuple[Path, ...]:
        """The folders of the .po files; a translation in the first overrides one in the second."""
        return tuple(folder / "translations" for folder in self.template_layers)


@dataclass(frozen=True)
class CheckOptions(Options):
    """The options of `check`."""

    list: bool = False
    upgrade: bool = False


@dataclass(frozen=True)
class ImportOptions(Options):
    """The options of `import`: the file ("-" is standard input), and facts that the file does not state."""

    file: str = "-"
    role: str | None = None
    table: str | None = None
    series: str | None = None
    edition: str | None = None
    sheet: str | None = None
    currency: str | None = None
    period: str | None = None
    cells: Sequence[str] = ()  # address=value, as typed
    gaps: Sequence[str] = ()  # reason, or mark=reason
    by: Sequence[str] = ()  # headings of breakdowns
    skip: Sequence[str] = ()  # headings and names of rows that are left out
    unit: str | None = None  # one or thousand
    force: bool = False


@dataclass(frozen=True)
class NewOptions(Options):
    """The options of `new`; at a terminal, the command asks for those that are missing."""

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
class RenameOptions(Options):
    """The options of `rename`: the kind of a record, its id, and the id that it gets."""

    kind: str = "role"
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class InitOptions(Options):
    """The options of `init`; at a terminal, the command asks for those that are missing."""

    folder: Path = Path()
    title: str | None = None
    currency: str | None = None
    source: str | None = None  # a URL for pip, or == and a version


@dataclass(frozen=True)
class SchemaOptions(Options):
    """The options of `schema`."""

    check: bool = False


@dataclass(frozen=True)
class TranslateOptions(Options):
    """The options of `translate`."""

    code: str = ""
    editors: bool = False
    check: bool = False
