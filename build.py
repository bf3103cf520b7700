#!/usr/bin/env python3
"""The whole build on one screen: read → check → plan → render → publish.

`python build.py` builds the site in site/ from content/, templates/ and static/; `python build.py --help` lists the
other commands. Every step is a package of `careerguide`; see ARCHITECTURE.md.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from careerguide.commands.arguments import parse
from careerguide.commands.running import run, run_command
from careerguide.core.options import (
    CheckOptions,
    ImportOptions,
    InitOptions,
    NewOptions,
    Options,
    RenameOptions,
    SchemaOptions,
    TranslateOptions,
)
from careerguide.core.problems import Message, Severity, failed, without_advice
from careerguide.incremental import input_files

if TYPE_CHECKING:  # not imported at run time, so that a build without changes starts fast
    from careerguide.commands.progress import Progress
    from careerguide.commands.report import Report
    from careerguide.guide.guide import Guide
    from careerguide.incremental.input_files import Reader
    from careerguide.outputs.site_build import SiteBuild, Viewer
    from careerguide.pages.planned_page import PlannedPage
    from careerguide.publishing.assets import Assets
    from careerguide.publishing.output import Files
    from careerguide.publishing.work_files import WorkFiles
    from careerguide.rendering.templates import Templates


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return the exit code: 0 success, 1 mistakes in the content, 2 wrong usage, 130 Ctrl-C."""
    given = sys.argv[1:] if arguments is None else arguments

    def command() -> int:
        options = parse(given)
        return COMMANDS[options.command](options)

    return run_command(command, given)


def build(options: Options) -> int:
    """Build the site and publish it; on any error, the published site is left unchanged."""
    from careerguide.incremental import up_to_date
    from careerguide.publishing.output import OutputChanged, PublishError, output_digest, publish, refuse_overlap
    from careerguide.publishing.work_files import WorkFiles

    started = time.perf_counter()
    refuse_overlap(options.output, *options.inputs)
    read = input_files.read_once()
    inputs = up_to_date.inputs_digest(options, read)
    if (known := up_to_date.recall(options, inputs, output_digest)) is not None:
        return known.show()
    for reuse in (True, False):
        with WorkFiles(options.output) as work_files:
            files, report = make(options, read, reuse=reuse, work_files=work_files)
            if files is None or report.failed:
                outcome = report.closing(Message("nothing was written"))
                up_to_date.remember(options, inputs, outcome, None)
                return outcome.show()
            try:
                published = publish(files, options.output)
            except PublishError as error:
                if isinstance(error, OutputChanged) and reuse:  # somebody edited the output: build without reusing it
                    continue
                report.add([error.problem])
                return report.with_problems("").show()
        up_to_date.remember(options, inputs, report.unchanged(len(files)), output_digest(options.output))
        return report.done(published, len(files), time.perf_counter() - started).show()
    raise AssertionError("a build that reuses nothing cannot find the output changed")


def check(options: CheckOptions) -> int:
    """Run all checks of `build`, and those that advise editors; write nothing."""
    from careerguide.commands.check import check as check_guide

    if options.upgrade:
        from careerguide.editing import upgrade

        return check_guide(options, make, upgrade.findings(options))
    return check_guide(options, make)


def serve(options: Options) -> int:
    """Serve a live preview of the guide until Ctrl-C; write nothing."""
    from careerguide.preview.serve import serve as preview

    return preview(options, make)


def import_table(options: ImportOptions) -> int:
    """Convert a spreadsheet or a pasted table to a salary table of the guide."""
    from careerguide.importing.import_table import import_table as run_import

    return run_import(options)


def new(options: NewOptions) -> int:
    """Create a content file, or an entry of a list, for an editor to fill in."""
    from careerguide.editing.new import new as write_new

    return write_new(options)


def rename(options: RenameOptions) -> int:
    """Give a record another id, wherever it is named."""
    from careerguide.editing.rename import rename as rename_record

    return rename_record(options)


def init(options: InitOptions) -> int:
    """Write a small, complete guide into a folder of its own."""
    from careerguide.editing.init import init as begin

    return begin(options)


def translate(options: TranslateOptions) -> int:
    """Begin the catalogues of a language, or bring them up to date."""
    from careerguide.editing.translate import translate as update_catalogues

    return update_catalogues(options)


def schema(options: SchemaOptions) -> int:
    """Write the JSON Schemas and settings with which VS Code checks and completes content files."""
    from careerguide.editing.schema import schema as write_schemas

    return write_schemas(options)


def make(
    options: Options,
    read: Reader = input_files.read,
    *,
    reuse: bool = True,
    viewer: Viewer | None = None,
    work_files: WorkFiles | None = None,
) -> tuple[Files | None, Report]:
    """Return the files of the site by path, or None where there is an error; and the report of every Problem.

    With `reuse`, files of the output folder that are current are returned as references. `read` reads input files.
    A `viewer` sees the files as they are made; `work_files` takes them up, where they are many.
    """
    from careerguide.checks import accepting, advice, finished, own_templates, untranslated
    from careerguide.checks.checks import Level
    from careerguide.commands.progress import Progress
    from careerguide.commands.report import Report
    from careerguide.guide import loading
    from careerguide.incremental.cache import cache_of
    from careerguide.outputs.site_build import SiteBuild
    from careerguide.pages import plan
    from careerguide.publishing import assets, theme
    from careerguide.rendering.templates import Templates

    with cache_of(options) as cache, Progress(options) as progress:
        progress.step("reading")
        guide, problems, pictures = loading.load(options, cache, progress.of, read)
        problems = accepting.without_accepted(problems, guide, Level.WARNING)
        problems = problems if options.command == "check" else without_advice(problems)
        look = theme.load(guide, pictures, options.static_layers, cache)
        fingerprint = options.command != "serve"
        static = assets.load(options.static_layers, pictures, look.files, fingerprint=fingerprint, read=read)
        report = Report(options, guide.language, [*problems, *look.problems, *static.problems])
        if failed([*problems, *look.problems]):
            return None, report
        report.guide = guide

        site = SiteBuild(options, cache, static.files, reuse=reuse, work_files=work_files)
        templates = Templates(options.template_layers, guide.language, static.names, cache)
        pages = _render(site, guide, static, templates, progress, viewer)
        report.reasons = site.reasons

        progress.step("checking")
        base_url = guide.settings.base_url or ""
        report.add(advice.findings(guide) if options.command == "check" else ())
        if not site.problems:  # which may be of templates that cannot be read
            report.add(own_templates.findings(options.template_layers, guide.settings))
            report.add(untranslated.findings(guide, templates, options.template_layers, cache))
        report.add(site.problems or plan.unlinked_menu(guide, pages) or finished.findings(site, base_url))
        if not site.problems:
            cache.bound()
    return (None if report.count(Severity.ERROR) else site.files), report


def _render(
    site: SiteBuild, guide: Guide, static: Assets, templates: Templates, progress: Progress, viewer: Viewer | None
) -> list[PlannedPage]:
    """Render the files of the site, or reuse them, and return its pages."""
    from careerguide.incremental.dependencies import by_name
    from careerguide.outputs import cards, exports, names, search
    from careerguide.pages import plan
    from careerguide.pages.views.index import index_of
    from careerguide.publishing import assets

    options, cache = site.options, site.cache
    progress.step("planning")
    index = index_of(guide)
    pages = plan.plan(guide, index)
    card_renderer = cards.renderer(guide, options, cache)
    tasks = [*templates.tasks(pages, card_renderer), *exports.tasks(guide), *names.tasks(guide)]
    site.problems += [*templates.problems, *assets.conflicts(static, (it.file for it in tasks), options.static.name)]
    if site.problems:
        return pages
    maps = by_name(*guide.maps, *index.maps, *templates.maps)
    progress.step("making pages and data")
    site.run(tasks, maps, templates.load, progress.of, viewer)
    if options.command == "build" and not options.pages_only and not site.problems:
        progress.step("cards and search index")
        with search.search_files(guide, index, cache, maps, site.published) as search_files:
            site.others |= card_renderer.files(site.pictures, site.published, progress.of)
            site.others |= search_files()
    return pages


COMMANDS: dict[str, Callable[[Any], int]] = {
    "build": build,
    "check": check,
    "serve": serve,
    "import": import_table,
    "new": new,
    "rename": rename,
    "init": init,
    "translate": translate,
    "schema": schema,
}

if __name__ == "__main__":
    gc.disable()  # objects live until the end of a run; collecting garbage would take half of its time
    run(main)
