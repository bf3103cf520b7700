#!/usr/bin/env python3
"""The whole build on one screen: read → check → plan → render → publish.

`python build.py` makes the site in site/ out of content/, templates/ and static/; `python build.py --help` names the
other commands. Every step is one room of the package `careerguide`; ARCHITECTURE.md shows the way around.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from careerguide.commands import CheckOptions, ImportOptions, NewOptions, Options, SchemaOptions, parse
from careerguide.problems import Message, Severity

if TYPE_CHECKING:  # a build that finds nothing changed imports no more than it needs to find that out
    from careerguide.publishing.output import Files
    from careerguide.report import Report


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code: 0 done, 1 mistakes in the content, 2 no such command."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    return COMMANDS[options.command](options)


def build(options: Options) -> int:
    """Make the site and publish it: the whole new one, or the old one untouched."""
    from careerguide.publishing.ahead import looked_at

    with looked_at(options.output):
        return _build(options)


def _build(options: Options) -> int:
    from careerguide import stamp
    from careerguide.publishing.output import OutputChanged, PublishError, publish

    started = time.perf_counter()
    inputs = stamp.digest_of(options)
    if (told := stamp.told_before(options, inputs)) is not None:
        print(told, end="")
        return 0
    for anew in (False, True):
        files, report = make(options, anew=anew)
        if files is None or report.failed:
            return report.close(Message("nothing was written"))
        try:
            published = publish(files, options.output)
        except PublishError as error:
            if isinstance(error, OutputChanged) and not anew:  # by somebody's hand: nothing there is trusted any more
                continue
            return report.stop(error.message, error.hint)
        if not report.problems:
            stamp.remember(options, inputs, report.unchanged(len(files)))
        return report.done(published, len(files), time.perf_counter() - started)
    raise AssertionError("what is made anew is not asked of the output")


def check(options: CheckOptions) -> int:
    """Check everything that `build` checks, and what an editor would want to know; write nothing."""
    from careerguide.checking.check import check as check_guide

    return check_guide(options, make)


def serve(options: Options) -> int:
    """Show the guide in the browser, and every change as it is saved, until Ctrl-C; nothing is written."""
    from careerguide.preview.serve import serve as preview

    return preview(options, make)


def import_table(options: ImportOptions) -> int:
    """Turn a spreadsheet or a pasted table into a salary table of the guide."""
    from careerguide.importing import import_table as bring_in

    return bring_in(options)


def new(options: NewOptions) -> int:
    """Write a file, or an entry of a list, for an editor to fill in."""
    from careerguide.editing.new import new as write_new

    return write_new(options)


def schema(options: SchemaOptions) -> int:
    """Write what VS Code needs to check and complete content files."""
    from careerguide.editing.schema import schema as write_schemas

    return write_schemas(options)


def make(options: Options, *, anew: bool = False) -> tuple[Files | None, Report]:
    """Return the files of the site by path, or None where an error stands; and the report of every Problem.

    What stands in the output and would be made again the same is only named, unless the site is to be made `anew`.
    """
    from careerguide import library, pages
    from careerguide.assembling import Site
    from careerguide.cache import cache_of
    from careerguide.checking import advice, finished
    from careerguide.exporting import cards, exports, search
    from careerguide.memo import named
    from careerguide.progress import Progress
    from careerguide.publishing import assets
    from careerguide.report import Report
    from careerguide.templating import Templates
    from careerguide.views.index import index_of

    with cache_of(options) as cache, Progress(options) as progress:
        progress.step("reading")
        guide, language, problems = library.load(options, cache, progress.of)
        static = assets.load(options.static, options.content / "images", fingerprint=options.command != "serve")
        report = Report(options, language, [*problems, *static.problems])
        if guide is None:
            return None, report
        report.guide = guide

        progress.step("planning")
        index = index_of(guide)
        planned = pages.plan(guide, index)
        deck = cards.Deck(language, None if options.pages_only else options.static / cards.FONT, cache)
        templates = Templates(options.templates, language, static.names, cache)
        products = [*templates.products(planned, deck), *exports.products(guide)]
        maps = named(*guide.maps, *index.maps, *templates.maps)
        progress.step("making pages and data")
        site = Site(options, cache, static.files, anew=anew)
        site.assemble(products, maps, templates.load, progress.of)
        if options.command == "build" and not options.pages_only and not site.problems:
            progress.step("search index")
            site.others |= search.standing(guide, index, cache, site.published)
            progress.step("cards")
            site.others |= deck.files(site.pictures, site.published, progress.of)
        report.reasons = site.reasons

        progress.step("checking")
        base_url = guide.settings.base_url or ""
        report.add(advice.findings(guide, options.content) if options.command == "check" else ())
        report.add(site.problems or pages.unlinked_menu(guide, planned) or finished.findings(site, base_url))
    return (None if report.count(Severity.ERROR) else site.files), report


COMMANDS: dict[str, Callable[[Any], int]] = {
    "build": build,
    "check": check,
    "serve": serve,
    "import": import_table,
    "new": new,
    "schema": schema,
}

if __name__ == "__main__":
    gc.disable()  # what a run makes stands until its end: looking for what can be freed takes half of its time
    for stream in (sys.stdout, sys.stderr):  # of a terminal that has not every letter, too
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # all is closed; to take the guide apart, object by object, would take a fifth of an edit's time
