"""`build.py rename`: gives a record another id, in its file and wherever something refers to it.

In: the options. Out: the changed files, with the earlier id under `was`, so that its address leads to the new one.
References are found by the checks of a build: in a copy of the guide without the earlier id each is an error with its
place. Where one of them could not be mended, nothing is written.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from careerguide.commands.report import Report
from careerguide.core.atomic_write import write_files
from careerguide.core.options import RenameOptions
from careerguide.core.problems import Message, Problem, Severity, known_or_list
from careerguide.guide import loading
from careerguide.guide.folder import bad_id
from careerguide.guide.guide import Guide
from careerguide.incremental.cache import Cache
from careerguide.pages import plan
from careerguide.reading.source import Data, Source
from careerguide.schema.records import Kind
from careerguide.schema.renamed import parse

KINDS = {kind.word: kind for kind in Kind if kind not in (Kind.GUIDE, Kind.ENTRY)}


def rename(options: RenameOptions) -> int:
    """Run the command and return the exit code: 0 written, 1 the guide has errors or the ids cannot be used."""
    guide, problems = _load(options)
    kind = KINDS[options.kind]
    report = Report(options, guide.language, problems or _unusable(options, kind, guide))
    if report.failed:
        return report.close(Message("nothing was written"))
    path = guide.paths[kind.file(options.old)]
    with TemporaryDirectory() as folder:
        copy = shutil.copytree(options.content, Path(folder) / options.content.name)
        before = _texts(copy)
        _rename_record(copy.parent / path, kind, options)
        report.add(_mend_references(replace(options, content=copy), copy.parent))
        after = _texts(copy)
    new = {name: text for name, text in after.items() if before.get(name) != text}
    gone = before.keys() - after.keys()
    report.add(_edited_meanwhile([*new, *gone], before, options.content))
    if report.failed:
        return report.close(Message("nothing was written"))
    write_files({options.content / name: text for name, text in new.items()})
    for name in gone:
        (options.content / name).unlink()
    listed = "\n".join(f"  {options.content.name}/{name.as_posix()}" for name in new)
    return report.close(Message("“{old}” is “{new}” now, in:\n{paths}", old=options.old, new=options.new, paths=listed))


def _load(options: RenameOptions) -> tuple[Guide, list[Problem]]:
    """Return the guide with its drafts, and its errors."""
    guide, problems, _ = loading.load(replace(options, drafts=True), Cache(None))
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return guide, errors or plan.unlinked_menu(guide, plan.plan(guide))


def _unusable(options: RenameOptions, kind: Kind, guide: Guide) -> list[Problem]:
    """Return why the record cannot be renamed: there is none of this id, or the new one cannot be used."""
    asked = f"rename {options.kind} {options.old} {options.new}"
    if kind.file(options.old) not in guide.paths or options.old not in guide.records[kind]:
        what = Message("there is no {kind} “{id}”", kind=options.kind, id=options.old)
        return [Problem.of_option(asked, what, known_or_list(options.old, guide.records[kind]))]
    if problem := bad_id(asked, options.new, kind):
        return [problem]
    if options.new in guide.records[kind]:
        what, hint = Message("“{id}” is there already", id=options.new), Message("give it another id")
        return [Problem(asked, 0, 1, what, hint, check="exists")]
    return []


def _rename_record(path: Path, kind: Kind, options: RenameOptions) -> None:
    """Give the record its new id, and note the earlier one under `was`."""
    with _edited(path) as file:
        data = _data(file.text, kind)
        if kind.is_list:
            key = data.position((options.old,), of_key=True)
            file.text = _with_former(file.text, data, (options.old,), options)
            file.text = _replaced(file.text, key.line, key.column, _word(options.old), options.new) or file.text
        else:
            file.text = _with_former(file.text, data, (), options)
    if not kind.is_list:
        path.rename(path.with_name(options.new + kind.ending))


@dataclass
class _Text:
    text: str


@contextmanager
def _edited(path: Path) -> Iterator[_Text]:
    """Yield the text of a file, to be changed; its line ends and its byte order mark stay as they are."""
    raw = path.read_bytes().decode()
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    end = "\r\n" if "\r\n" in raw else "\n"
    file = _Text(raw.removeprefix(mark).replace("\r\n", "\n"))
    yield file
    path.write_bytes((mark + file.text.replace("\n", end)).encode())


def _data(text: str, kind: Kind) -> Data:
    data, *_ = parse(kind, Source("", text))
    assert data is not None, "the guide has no errors"
    return data


def _with_former(text: str, data: Data, record: tuple[str, ...], options: RenameOptions) -> str:
    """Return the text with the earlier id added to `was` of the record at a location."""
    fields = data.value[record[0]] if record else data.value
    if options.new in fields.get("was", ()):  # the record gets back an id that it had
        at = data.position((*record, "was", fields["was"].index(options.new)))
        return _replaced(text, at.line, at.column, _word(options.new), options.old) or text
    lines = text.split("\n")
    below = data.position((*record, [*fields][:2][-1]), of_key=True)  # the second key: the first is the record's name
    if "was" in fields:
        at = data.position((*record, "was", 0))
        line, column = at.line - 1, at.column - 1
        flow = lines[data.position((*record, "was"), of_key=True).line - 1].partition("was")[2].lstrip(" :")[:1] == "["
        added = f"{options.old}, " if flow else f"{options.old}\n{lines[line][:column]}"
    else:
        line, column = below.line - 1, below.column - 1
        flow = bool(record) and "{" in lines[line][:column]
        added = f"was: [{options.old}]" + (", " if flow else "\n" + lines[line][:column])
    lines[line] = lines[line][:column] + added + lines[line][column:]
    return "\n".join(lines)


def _mend_references(options: RenameOptions, root: Path) -> list[Problem]:
    """Write the new id for the old one wherever a check reports it as unknown; return the errors that are left."""
    while True:
        _, problems = _load(options)
        found = [problem for problem in problems if problem.check != "foreign-table"]  # it follows from another
        if not sum(_mend(problem, options, root) for problem in found):
            return problems


def _mend(problem: Problem, options: RenameOptions, root: Path) -> bool:
    """Return whether the old id stood at the place of a Problem, where the new one is now."""
    path = root / problem.path
    if not problem.line or not path.is_file():
        return False
    with _edited(path) as file:
        text, old, new = file.text, options.old, options.new
        pattern = _target(old) if problem.check == "link" else _word(old)
        mended = _replaced(text, problem.line, problem.column, pattern, new)
        if mended is None and problem.check == "link" and (line := _definition(text, old)):
            mended = _replaced(text, line, 1, _target(old, before=r"(/#<\s"), new)
        file.text = mended or text
    return mended is not None


def _definition(text: str, id: str) -> int | None:
    """Return the line on which a Markdown link that names an id is defined, apart from where it is used."""
    definition = re.compile(r" {0,3}\[[^\]]+\]:.*" + _target(id, before=r"(/#<\s"))
    return next((at for at, line in enumerate(text.split("\n"), 1) if definition.match(line)), None)


def _target(id: str, before: str = "(/#<") -> str:
    """Return the pattern of an id in the target of a link, which is not in its text."""
    return rf"(?<=[{before}]){re.escape(id)}(?=[./#)>\s]|$)"


def _word(id: str) -> str:
    return rf"(?<![\w-]){re.escape(id)}(?![\w-])"


def _replaced(text: str, line: int, column: int, pattern: str, new: str) -> str | None:
    """Return the text with `new` for the first match from a position to the end of its line; None where none is."""
    lines = text.split("\n")
    whole = lines[line - 1]
    if (found := re.compile(pattern).search(whole, column - 1)) is None:
        return None
    lines[line - 1] = whole[: found.start()] + new + whole[found.end() :]
    return "\n".join(lines)


def _texts(content: Path) -> dict[Path, bytes]:
    """Return the files in which a record may be named, by their paths in the content folder."""
    paths = (path for path in sorted(content.rglob("*")) if path.suffix in {".md", ".yaml"} and path.is_file())
    return {path.relative_to(content): path.read_bytes() for path in paths}


def _edited_meanwhile(changed: Iterable[Path], before: Mapping[Path, bytes], content: Path) -> Iterator[Problem]:
    """Yield a Problem for each file to be changed that somebody else has changed, created or removed meanwhile."""
    now = _texts(content)
    for name in changed:
        if now.get(name) != before.get(name):
            what, hint = Message("the file was edited meanwhile"), Message("run the command again")
            yield Problem(f"{content.name}/{name.as_posix()}", 0, 1, what, hint, check="exists")
