"""`careerguide init`: a small, complete guide to begin with, in a repository of its own.

In: a folder, and answers typed at a terminal where options are missing. Out: content that builds without a warning, the
workflow that publishes it, settings for VS Code and Codespaces. Nothing that exists is replaced.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from careerguide.checks.advice import today_of_build
from careerguide.commands.report import Report
from careerguide.core.atomic_write import write_files
from careerguide.core.options import InitOptions
from careerguide.core.problems import Message, Problem, did_you_mean, known_or_list
from careerguide.core.program import BESIDE_CONTENT, beside
from careerguide.editing import asking, installed_from
from careerguide.editing.schema import vscode_files
from careerguide.guide.snapshot import GuideSnapshot, read_snapshot
from careerguide.languages.language import Language
from careerguide.reading.yaml_writer import scalar
from careerguide.schema.currencies import CODES
from careerguide.schema.records import Kind

STARTER = Path(__file__).parent / "starter"  # a folder for each language, and one for what all have in common
SHARED = "shared"
_FOR_PIP = re.compile(r"[a-z][a-z0-9+.-]*://\S+|[=~<>!]=?=? ?\d\S*")  # an address, or which version of an index
LANGUAGES = tuple(sorted(path.name for path in STARTER.iterdir() if path.is_dir() and path.name != SHARED))
QUESTIONS = {
    "lang": (Message("In which language is the guide? ({languages})", languages=LANGUAGES), True),
    "title": (Message("What is the guide called?"), True),
    "currency": (Message("In which currency is pay? (ISO 4217, such as EUR)"), True),
    "source": (Message("From where does pip install this program? (git+https://… of a tag)"), True),
}


def init(options: InitOptions) -> int:
    """Run the command and return the exit code: 0 written, 1 something is missing, invalid or exists already."""
    content = options.folder / "content"
    templates, static = (beside(content, name) for name in BESIDE_CONTENT)
    options = replace(options, content=content, templates=templates, static=static)
    options = replace(options, source=options.source or installed_from.source())
    language = Language.load(options.lang or "en", *options.translations)
    answers, problems = asking.answers("init", options, QUESTIONS, language.translate)
    report = Report(options, Language.load(answers["lang"] or "en", *options.translations), problems)
    report.add(problem for problem in _mistakes(options, answers) if problem)
    if report.failed:
        return report.close(Message("nothing was written"))
    files = _starter(answers)
    files |= vscode_files(_snapshot(files, options), options.folder)[0]
    kept = [name for name in files if os.path.lexists(options.folder / name)]
    write_files({options.folder / name: text.encode() for name, text in files.items() if name not in kept})
    next = Message("look at it: {program} serve")
    if kept:
        next = Message(
            "these files were there already and are left as they are: {paths}\n{next}",
            paths=", ".join(kept),
            next=next,
        )
    return report.close(Message("the guide is in {folder}\n{next}", folder=str(options.folder), next=next))


def _mistakes(options: InitOptions, answers: Mapping[str, str]) -> list[Problem | None]:
    """Return the Problems of the answers that are given, and of a folder that has a guide already."""
    return [_language(answers["lang"]), _currency(answers["currency"]), _source(answers["source"]), _taken(options)]


def _language(code: str) -> Problem | None:
    if not code or code in LANGUAGES:
        return None
    what = Message("there is no guide to begin with in the language “{code}”", code=code)
    begin = Message("begin in one of these, then change “language” in guide.yaml: {languages}", languages=LANGUAGES)
    return Problem.of_option("init", what, did_you_mean(code, LANGUAGES) or begin)


def _currency(code: str) -> Problem | None:
    if not code or code in CODES:
        return None
    what = Message("“{code}” is no currency of ISO 4217", code=code)
    return Problem.of_option("init", what, known_or_list(code, sorted(CODES)))


def _source(source: str) -> Problem | None:
    if not source or _FOR_PIP.fullmatch(source):
        return None
    what = Message("pip cannot install this program from “{source}”", source=source)
    hint = Message("write the address of a tag, git+https://…@v1.2.3, or which version of PyPI: ==1.2.3")
    return Problem.of_option("init", what, hint)


def _taken(options: InitOptions) -> Problem | None:
    """Return the Problem of a content folder that holds anything already, or of a folder that is one."""
    content = options.content
    if os.path.isfile(options.folder / Kind.GUIDE):  # noqa: PTH113  a path that may not be read raises there
        content = options.folder
    elif not os.path.lexists(content) or (content.is_dir() and not any(content.iterdir())):
        return None
    what, hint = Message("there is a guide already"), Message("choose another folder")
    return Problem(content.as_posix(), 0, 1, what, hint, check="exists")


def _snapshot(files: Mapping[str, str], options: InitOptions) -> GuideSnapshot:
    """Return the guide in the texts of the files, before any of them is where it belongs."""
    with TemporaryDirectory() as folder:
        write_files({Path(folder) / name: text.encode() for name, text in files.items()})
        return read_snapshot(Path(folder) / options.content.name, *options.translations)[0]


def _starter(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of the files by path, with the answers in place of their marks."""
    source = answers["source"]
    marks = {
        "@LANGUAGE@": answers["lang"],
        "@CURRENCY@": answers["currency"],
        "@SOURCE@": f"@ {source}" if "://" in source else source,
        "@TODAY@": today_of_build().isoformat(),
    }
    texts = {}
    for name, text in (shared_texts() | _texts(STARTER / answers["lang"])).items():
        for mark, value in marks.items():
            text = text.replace(mark, value)
        title = scalar(answers["title"]) if name.endswith(".yaml") else answers["title"]
        texts[name] = text.replace("@TITLE@", title)
    return texts


def shared_texts() -> dict[str, str]:
    """Return the texts, by path, of the files that are the same in each language; requirements.txt has a mark."""
    return _texts(STARTER / SHARED)


def _texts(root: Path) -> dict[str, str]:
    files = sorted(path for path in root.rglob("*") if path.is_file())
    names = [path.relative_to(root).as_posix().replace("dot-", ".") for path in files]  # no setting of this repository
    return {name: path.read_text(encoding="utf-8") for name, path in zip(names, files, strict=True)}
