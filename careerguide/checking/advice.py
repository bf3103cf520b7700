"""What an editor would want to know and a build does not ask: the checks of `build.py check` alone.

In: a Library that stands, its folder and today's date. Out: warnings, each with its remedy.
"""

from __future__ import annotations

import datetime
import os
import posixpath
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from careerguide.checking import accepting, previewing, repeated
from careerguide.checking.ages import stale_from
from careerguide.checking.checks import Level
from careerguide.editing.yaml_writer import acceptance
from careerguide.library import Document, Library
from careerguide.models import Page, Role, SalaryTable
from careerguide.problems import Message, Problem, Severity
from careerguide.prose.marks import Image
from careerguide.reading.source import Loc
from careerguide.reading.wording import Wording

HEAVY = 500_000  # bytes of a picture: some seconds on a phone


def findings(library: Library, content: Path) -> list[Problem]:
    """Return all advice that nobody has accepted, and the acceptances of advice that nothing needs."""
    today = today_of_build()
    texts = {path: Wording(body) for path in library.prose if (body := library.documents[path].body)}
    found = [
        *_sections(library),
        *repeated.findings(library, texts),
        *(
            library.documents[path].source.problem(*finding)
            for path, wording in texts.items()
            for finding in previewing.findings(wording)
        ),
        *_pictures(library, content),
        *_undated(library),
        *_stale(library, today),
    ]
    return accepting.settled(found, library, Level.ADVICE)


def today_of_build() -> datetime.date:
    """Return today, or the day of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now(datetime.UTC).date()


# --- sections ---------------------------------------------------------------------------------------------------------


def _sections(library: Library) -> Iterator[Problem]:
    """Yield each known section that a role lacks and more than half of the others, two at least, have.

    Drafts are told what they lack, but set no example.
    """
    titles: dict[str, Counter[str]] = {}
    having: Counter[str] = Counter()
    written = {role.id: _written(library, role) for role in library.roles.values()}
    finished = [role for role in library.roles.values() if not role.draft]
    for role in finished:
        having.update(written[role.id].keys())
        for id, title in written[role.id].items():
            titles.setdefault(id, Counter())[title] += 1
    for role in library.roles.values():
        others = len(finished) - (not role.draft)
        usual = [id for id, count in having.items() if count >= 2 and count * 2 > others]
        lacking = [id for id in usual if id not in written[role.id] and not _filled(role, id)]
        for id in lacking:
            yield _lacking(library, role, id, titles[id].most_common(1)[0][0], having[id], others)


def _written(library: Library, role: Role) -> dict[str, str]:
    return {section.id: section.title for section in library.prose[library.path_of(role)].sections if section.known}


def _filled(role: Role, section: str) -> bool:
    """Return whether the front matter fills a section, which then stands on the page without a heading in the text."""
    filled: dict[str, object] = {
        "pay": True,  # the page says itself that there is no data
        "way-in": role.path.from_ or role.path.to,
        "place": role.place.reports_to or role.place.leads,
        "fit": role.fit.for_ or role.fit.not_for,
    }
    return bool(filled.get(section, getattr(role, section, None)))


def _lacking(library: Library, role: Role, id: str, title: str, count: int, others: int) -> Problem:
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
    return Problem(library.path_of(role), 0, 1, what, hint, Severity.WARNING, "missing-section")


# --- pictures ---------------------------------------------------------------------------------------------------------


def _pictures(library: Library, content: Path) -> Iterator[Problem]:
    """Yield each place where a text shows a heavy picture."""
    for path in library.prose:
        document = library.documents[path]
        marks = document.markup.marks if document.markup else ()
        for mark in marks:
            if not isinstance(mark, Image):
                continue
            shown = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(mark.target.strip())))
            file = content / shown.removeprefix(f"{library.folder}/")
            size = file.stat().st_size if file.is_file() else 0
            if size > HEAVY:
                what = Message("the picture {path} has {size} kB", path=shown, size=size // 1_000)
                hint = Message("make it smaller than {most} kB: 1600 pixels wide, as WebP or JPEG", most=HEAVY // 1_000)
                yield document.source.problem(mark.place, what, hint, Severity.WARNING, "image-size")


# --- dates ------------------------------------------------------------------------------------------------------------


def _undated(library: Library) -> Iterator[Problem]:
    """Yield each source without a date."""
    for role in library.roles.values():
        data = library.documents[library.path_of(role)]
        for index, source in enumerate(role.sources):
            if not source.date.known:
                yield _no_date(data, ("sources", index, "date"), source.title)
    for table in library.heads.values():
        if not table.source.date.known:
            yield _no_date(library.documents[library.path_of(table)], ("source", "date"), table.source.title)


def _no_date(data: Document, loc: Loc, title: str) -> Problem:
    what = Message("nobody knows how old the source “{title}” is", title=title)
    hint = Message(
        "write at least its year; if it cannot be found out, accept that and say why:\n{entry}",
        entry="accepted:\n" + acceptance(check="source-date"),
    )
    return data.problem(loc, what, hint, Severity.WARNING, "source-date")


def _stale(library: Library, today: datetime.date) -> Iterator[Problem]:
    """Yield each text that was last read through, and each table that was collected, too long ago."""
    months = library.settings.stale_after_months
    records: list[Role | Page | SalaryTable] = [*library.roles.values(), *library.pages.values()]
    for record in [*records, *library.heads.values()]:
        is_table = isinstance(record, SalaryTable)
        date = record.collected if isinstance(record, SalaryTable) else record.reviewed
        since = stale_from(date, months) if date else None
        if since is None or today < since:
            continue
        data = library.documents[library.path_of(record)]
        if is_table:
            what = Message("these figures are older than {months} months (stale_after_months)", months=months)
            hint = Message("look for newer ones, or accept that and say why")
            yield data.problem(("collected",), what, hint, Severity.WARNING, "stale-figures")
        else:
            what = Message("nobody has read this through for {months} months (stale_after_months)", months=months)
            hint = Message("read it, mend what is no longer so, then write “reviewed: {today}”", today=today)
            yield data.problem(("reviewed",), what, hint, Severity.WARNING, "stale-review")
