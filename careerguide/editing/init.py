"""`careerguide init`: a small, complete guide to begin with, in a repository of its own.

In: a folder, and answers typed at a terminal where options are missing. Out: content that builds without a warning, the
workflow that publishes it, settings for VS Code and Codespaces. Nothing that exists is replaced.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from careerguide.checks.advice import today_of_build
from careerguide.commands.report import Report
from careerguide.core.atomic_write import write_file
from careerguide.core.options import InitOptions
from careerguide.core.problems import Message, Problem, known_or_list
from careerguide.editing import asking, installed_from
from careerguide.editing.schema import vscode_files
from careerguide.guide.snapshot import read_snapshot
from careerguide.languages.language import Language
from careerguide.reading.yaml_writer import scalar
from careerguide.schema.currencies import CODES

STARTER = Path(__file__).parent / "starter"  # a folder for each language, and one for what all have in common
SHARED = "shared"
LANGUAGES = tuple(sorted(path.name for path in STARTER.iterdir() if path.is_dir() and path.name != SHARED))
QUESTIONS = {
    "lang": (Message("In which language is the guide? ({languages})", languages=LANGUAGES), True),
    "title": (Message("What is the guide called?"), True),
    "currency": (Message("In which currency is pay? (ISO 4217, such as EUR)"), True),
    "source": (Message("From where does pip install this program? (git+https://… of a tag)"), True),
}


def init(options: InitOptions) -> int:
    """Run the command and return the exit code: 0 written, 1 something is missing, invalid or exists already."""
    options = replace(options, content=options.folder / "content", source=options.source or installed_from.source())
    language = Language.load(options.lang or "en", *options.translations)
    answers, problems = asking.answers("init", options, QUESTIONS, language.translate)
    report = Report(options, Language.load(answers["lang"] or "en", *options.translations), problems)
    report.add(problem for problem in _mistakes(options, answers) if problem)
    if report.failed:
        return report.close(Message("nothing was written"))
    kept = _write(options.folder, _starter(answers))
    guide, problems = read_snapshot(options.content, *options.translations)
    kept += _write(options.folder, vscode_files(guide, options.folder)[0])
    report.add(problems)
    next = Message("look at it: {program} serve --content {content}", content=str(options.content))
    if kept:
        next = Message(
            "these files were there already and are left as they are: {paths}\n{next}",
            paths=", ".join(kept),
            next=next,
        )
    return report.close(Message("the guide is in {folder}\n{next}", folder=str(options.folder), next=next))


def _mistakes(options: InitOptions, answers: Mapping[str, str]) -> list[Problem | None]:
    """Return the Problems of the answers that are given, and of a folder that has a guide already."""
    lang, currency = answers["lang"], answers["currency"]
    return [
        _unknown(lang, LANGUAGES, Message("there is no guide to begin with in the language “{code}”", code=lang)),
        _unknown(currency, sorted(CODES), Message("“{code}” is no currency of ISO 4217", code=currency)),
        _taken(options.content),
    ]


def _unknown(answer: str, known: Sequence[str], what: Message) -> Problem | None:
    if not answer or answer in known:
        return None
    return Problem.of_option("init", what, known_or_list(answer, known))


def _taken(content: Path) -> Problem | None:
    """Return the Problem of a content folder that holds anything already."""
    if not os.path.lexists(content) or (content.is_dir() and not any(content.iterdir())):
        return None
    what, hint = Message("there is a guide already"), Message("choose another folder")
    return Problem(content.as_posix(), 0, 1, what, hint, check="exists")


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


def _write(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Write the files that are not there yet; return the paths of those that are."""
    kept = []
    for name, text in texts.items():
        if os.path.lexists(folder / name):
            kept.append(name)
        else:
            write_file(folder / name, text.encode())
    return kept
