"""`careerguide translate LANG`: begins the catalogues of a language, or brings them up to date.

In: a language code. Out: the guide's own catalogues with every text that there is to translate, and what is left to do;
with --check, whether they are current and readers see no English word.
"""

from __future__ import annotations

from collections.abc import Iterator

from careerguide.commands.report import Report
from careerguide.core.atomic_write import write_file
from careerguide.core.options import TranslateOptions
from careerguide.core.os_errors import CommandError
from careerguide.core.problems import Message, Problem
from careerguide.guide.folder import no_content
from careerguide.guide.site_identity import site_identity
from careerguide.languages.catalogue import is_language
from careerguide.languages.language import Language
from careerguide.translating.updating import Update, Updates, updates


def translate(options: TranslateOptions) -> int:
    """Run the command and return the exit code: 0, or 1 where a translation is wrong, or --check finds work left."""
    report = Report(options, _language(options), [])
    if not is_language(options.code):
        what = Message("“{code}” is no language that Babel knows", code=options.code)
        hint = Message("write its code of ISO 639: de, fr, pt-BR")
        report.add([Problem.of_option("translate", what, hint)])
        return report.close(Message("nothing was written"))
    if problem := no_content(options.content):
        report.add([problem])
        return report.close(Message("nothing was written"))
    found = updates(options.template_layers, options.code, editors=options.editors)
    files = [update for update in (found.readers, found.editors) if update]
    for update in files:
        report.add(_wrong(options, update))
        if options.check:
            report.add(_unfinished(options, update, update is found.readers))
        elif not update.is_current:
            write_file(update.path, update.wanted.encode())
    written = ", ".join(_shown(options, update) for update in files if not update.is_current and not options.check)
    done = Message("written: {paths}", paths=written) if written else Message("nothing was written")
    readers, editors = _progress(options, found, report.language)
    return report.close(Message("{done}\n{readers}\n{editors}", done=done, readers=readers, editors=editors))


def _language(options: TranslateOptions) -> Language:
    """Return the guide's language, or English where its catalogue is the broken one that is to be mended."""
    try:
        return site_identity(options)[1]
    except CommandError:
        return Language.load("en")


def _shown(options: TranslateOptions, update: Update) -> str:
    return f"{options.templates.resolve().name}/translations/{update.path.name}"


def _wrong(options: TranslateOptions, update: Update) -> Iterator[Problem]:
    for mistake in update.mistakes:
        yield Problem(_shown(options, update), mistake.line, 1, mistake.message, mistake.hint, check="catalogue")


def _unfinished(options: TranslateOptions, update: Update, for_readers: bool) -> Iterator[Problem]:
    """Yield what --check minds: a file that lacks texts or has others, and texts that readers see in English."""
    hint = Message("run {program} translate {code}", code=options.code)
    if not update.has_all:
        yield Problem(_shown(options, update), 0, 1, Message("this file is not current"), hint, check="catalogue")
    elif for_readers and update.left:
        what = Message("readers' words that are not translated: {n}", n=len(update.left))
        hint = Message("translate them, from this line on; what is marked fuzzy has changed")
        yield Problem(_shown(options, update), update.left[0], 1, what, hint, check="catalogue")


def _progress(options: TranslateOptions, found: Updates, language: Language) -> list[Message]:
    """Return what is left of the texts of readers, and of the messages for editors."""

    def left(update: Update, what: Message) -> Message:
        if not update.entries:
            return Message("{what}: all are in the program already", what=what)
        count = language.number(update.entries)
        if not update.left:
            return Message("{what}: all {n} are translated", what=what, n=count)
        line = f"{_shown(options, update)}:{update.left[0]}"
        n = language.number(len(update.left))
        return Message("{what}: {left} of {n} are left, from {line} on", what=what, left=n, n=count, line=line)

    begin = Message(
        "editors' messages: {n}, shown in English; {program} translate {code} --editors begins their catalogue",
        n=language.number(found.messages),
        code=options.code,
    )
    readers, editors = Message("readers' words"), Message("editors' messages")
    if not found.messages:
        begin = Message("{what}: all are in the program already", what=editors)
    return [left(found.readers, readers), left(found.editors, editors) if found.editors else begin]
