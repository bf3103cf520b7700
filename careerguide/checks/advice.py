"""The checks of `build.py check` alone, which advise editors.

In: a Guide without errors, and today's date. Out: advice, each with a hint.
"""

from __future__ import annotations

import datetime
import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from careerguide.checks import accepting, previewing, repeated, unlikely
from careerguide.checks.checks import Level
from careerguide.checks.precedence import established_first
from careerguide.core.dates import source_date_epoch
from careerguide.core.problems import Message, Problem, Severity
from careerguide.guide.guide import Document, Guide
from careerguide.markdown.marks import Image
from careerguide.markdown.words import Words
from careerguide.pages.ages import stale_from
from careerguide.reading.source import Loc
from careerguide.reading.yaml_writer import acceptance
from careerguide.schema import Role, SalaryTable
from careerguide.schema.picture import HEAVY, WIDEST, Picture
from careerguide.schema.sections import SECTIONS

LARGE = 5_000_000  # bytes of an editor's picture: every clone of the guide's repository contains it for ever


def findings(guide: Guide) -> list[Problem]:
    """Return all advice that is not accepted, and the entries of `accepted` that match no advice."""
    today = today_of_build()
    texts = {path: Words(body) for path in guide.prose if (body := guide.documents[path].body)}
    found = [
        *_sections(guide),
        *repeated.findings(guide, texts),
        *(
            guide.documents[path].source.problem(*finding)
            for path, words in texts.items()
            for finding in previewing.findings(words)
        ),
        *_pictures(guide),
        *_undated(guide),
        *_stale(guide, today),
        *unlikely.findings(guide, today),
    ]
    return accepting.without_accepted(found, guide, Level.ADVICE)


def today_of_build() -> datetime.date:
    """Return today, or the day of SOURCE_DATE_EPOCH; CommandError where that is no time."""
    epoch = source_date_epoch()
    if epoch is None:
        return datetime.datetime.now(datetime.UTC).date()
    return datetime.datetime.fromtimestamp(epoch, datetime.UTC).date()


# --- sections ---------------------------------------------------------------------------------------------------------


def _sections(guide: Guide) -> Iterator[Problem]:
    """Yield each known section that a role lacks and that most of the roles before it, at least two, have.

    Drafts get this advice too, but do not count as other roles.
    """
    titles: dict[str, Counter[str]] = {}
    having: Counter[str] = Counter()
    others = 0
    for role in established_first(guide):
        written = _written(guide, role)
        usual = [id for id, count in having.items() if count >= 2 and count * 2 > others]
        for id in usual:
            if id not in written and not SECTIONS[id].filled(role):
                yield _lacking(guide, role, id, titles[id].most_common(1)[0][0], having[id], others)
        if role.draft:
            continue
        others += 1
        having.update(written.keys())
        for id, title in written.items():
            titles.setdefault(id, Counter())[title] += 1


def _written(guide: Guide, role: Role) -> dict[str, str]:
    return {section.id: section.title for section in guide.prose[guide.path_of(role)].sections if section.known}


def _lacking(guide: Guide, role: Role, id: str, title: str, count: int, others: int) -> Problem:
    what = Message(
        "the section “{title}” ({id}) is missing; of the other roles {count} of {others} have it",
        title=title,
        id=id,
        count=count,
        others=others,
    )
    hint = Message(
        "begin it with “{heading}”; if there is nothing to say, add to the front matter:\n{entry}",
        heading=f"## {title} {{#{id}}}",
        entry="accepted:\n" + acceptance(check="missing-section", text=id),
    )
    return Problem(guide.path_of(role), 0, 1, what, hint, Severity.ADVICE, "missing-section")


# --- pictures ---------------------------------------------------------------------------------------------------------


def _pictures(guide: Guide) -> Iterator[Problem]:
    """Yield each place where a text shows a picture that is too heavy for readers, or larger than the site needs."""
    for path in guide.prose:
        document = guide.documents[path]
        markup = document.markup
        for mark in markup.marks if markup else ():
            if isinstance(mark, Image) and (advice := _advice(mark, path, guide.pictures)):
                yield document.source.problem(mark.place, *advice, Severity.ADVICE, "image-size")


def _advice(mark: Image, path: str, pictures: Mapping[str, Picture]) -> tuple[Message, Message] | None:
    shown = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(mark.target.strip())))
    picture = pictures.get(shown.partition("/images/")[2])
    if picture is None or not picture.files:
        return None
    if picture.published_size > HEAVY:
        what = Message("the picture {path} has {size} kB", path=shown, size=picture.published_size // 1_000)
        if picture.animated:
            return what, Message("moving pictures are not made smaller here: take frames out, or link to a video")
        return what, Message("make it smaller than {most} kB: fewer details, or a part of it", most=HEAVY // 1_000)
    if picture.size > LARGE:
        what = Message(
            "the picture {path} is larger than it is shown: {width} × {height} pixels, {size} kB",
            path=shown,
            width=picture.width,
            height=picture.height,
            size=picture.size // 1_000,
        )
        hint = Message("readers get a smaller one; upload it {width} pixels wide to keep the guide small", width=WIDEST)
        return what, hint
    return None


# --- dates ------------------------------------------------------------------------------------------------------------


def _undated(guide: Guide) -> Iterator[Problem]:
    """Yield each source without a date."""
    for role in guide.roles.values():
        data = guide.documents[guide.path_of(role)]
        for index, source in enumerate(role.sources):
            if not source.date.known:
                yield _no_date(data, ("sources", index, "date"), source.title)
    for table in guide.table_metadata.values():
        if not table.source.date.known:
            yield _no_date(guide.documents[guide.path_of(table)], ("source", "date"), table.source.title)


def _no_date(data: Document, loc: Loc, title: str) -> Problem:
    what = Message("nobody knows how old the source “{title}” is", title=title)
    hint = Message(
        "write at least its year; if it cannot be found out, accept that and say why:\n{entry}",
        entry="accepted:\n" + acceptance(check="source-date"),
    )
    return data.problem(loc, what, hint, Severity.ADVICE, "source-date")


def _stale(guide: Guide, today: datetime.date) -> Iterator[Problem]:
    """Yield each text that was last reviewed, and each table that was collected, too long ago."""
    months = guide.settings.stale_after_months
    for record in (*guide.texts, *guide.current_tables):
        is_table = isinstance(record, SalaryTable)
        date = record.collected if isinstance(record, SalaryTable) else record.reviewed
        since = stale_from(date, months) if date else None
        if since is None or today < since:
            continue
        data = guide.documents[guide.path_of(record)]
        if is_table:
            what = Message("these figures are older than {months} months (stale_after_months)", months=months)
            hint = Message("look for newer ones, or accept that and say why")
            yield data.problem(("collected",), what, hint, Severity.ADVICE, "stale-figures")
        else:
            what = Message("nobody has read this through for {months} months (stale_after_months)", months=months)
            hint = Message("read it, mend what is no longer so, then write “reviewed: {today}”", today=today)
            yield data.problem(("reviewed",), what, hint, Severity.ADVICE, "stale-review")
