#!/usr/bin/env python3
"""The whole build on one screen: read → check → plan → render → publish.

`python build.py` makes the site in site/ out of content/, templates/ and static/; `python build.py --help` names the
other commands. Every step is one room of the package `careerguide`; ARCHITECTURE.md shows the way around.
"""

from __future__ import annotations

import sys
import time

from careerguide.commands import Options, parse
from careerguide.report import Report


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code: 0 done, 1 mistakes in the content, 2 no such command."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    return COMMANDS[options.command](options)


def build(options: Options) -> int:
    """Make the site and publish it: the whole new one, or the old one untouched."""
    from careerguide.output import PublishError, publish

    started = time.perf_counter()
    files, report = make(options)
    if files is None or report.failed(options.strict):
        return report.close("nothing was written")
    try:
        published = publish(files, options.output)
    except PublishError as error:
        return report.stop(error.message, error.hint)
    return report.done(published, options.output, time.perf_counter() - started)


def check(options: Options) -> int:
    """Check everything that `build` checks, and write nothing."""
    _, report = make(options)
    return report.close("nothing to mend") if report.problems else report.close("all is well")


def make(options: Options) -> tuple[dict[str, bytes] | None, Report]:
    """Return the files of the site by path, or None where an error stands; and the report of every Problem."""
    from careerguide import assets, exports, library, links, pages, templating

    loaded = library.load(options.content, options.translations, settings=options.settings, drafts=options.drafts)
    report = Report(options, loaded.language, loaded.problems)
    if loaded.library is None:
        return None, report

    static = assets.load(options.static, options.content / "images", fingerprint=not options.drafts)
    templates = templating.Templates(options.templates, loaded.language, static.names)
    files = {page.file: templates.render(page).encode() for page in pages.plan(loaded.library)}
    files |= exports.files(loaded.library) | static.files

    report.add(links.check(files))
    return files, report


COMMANDS = {"build": build, "check": check}

if __name__ == "__main__":
    sys.exit(main())
