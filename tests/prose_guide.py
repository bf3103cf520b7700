"""A guide made of records in memory, to render and resolve texts against."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from careerguide.core.problems import Problem
from careerguide.languages.language import Language
from careerguide.markdown.document import Context, Markup, Prose, render, resolve
from careerguide.reading.source import Body, Source
from careerguide.schema import Expert, PayCell, Region, Role, Row, SalaryTable, Skill, Term
from careerguide.schema import Page as PageRecord
from careerguide.schema.cells import Amount, Gap, GapKind, Range
from careerguide.schema.picture import Picture, PictureFile
from careerguide.schema.records import Kind

RUSSIAN = Language.load("ru", Path(__file__).parent.parent / "templates/translations")
PATH = "content/roles/director.md"


def row(region: str, segment: str | None, **cells: Any) -> Row:
    """Return a row of a salary table."""
    return Row(
        region, (segment,) if segment else (), tuple(PayCell(column, value, 1) for column, value in cells.items())
    )


SOURCE = {"id": "s", "kind": "other", "title": "Обзор", "date": "unknown"}
BASE = {
    "role": "director",
    "currency": "RUB",
    "period": "month",
    "basis": "unknown",
    "collected": "unknown",
    "source": SOURCE,
}
COLUMNS = {"I": {"kind": "band", "label": "Диапазон I"}, "median": {"kind": "median", "label": "Медиана"}}
BY_SEGMENT = SalaryTable.model_validate(
    BASE
    | {
        "columns": COLUMNS,
        "segments": {"agencies": "Агентства", "companies": "Компании"},
        "pay": (
            row("moskva", "agencies", I=Range(50_000, 60_000), median=Amount(115_000)),
            row("moskva", "companies", I=Gap(GapKind.LOST_IN_SOURCE), median=Amount(90_000)),
            row("omsk", "agencies", I=Range(40_000, None), median=Gap(GapKind.NOT_COLLECTED)),
        ),
    }
)
PLAIN = SalaryTable.model_validate(
    BASE | {"columns": COLUMNS, "pay": (row("moskva", None, I=Range(10_000, 20_000), median=Amount(15_000)),)}
)


def table(record: SalaryTable, id: str) -> SalaryTable:
    """Return the record under an id."""
    return record.model_copy(update={"id": id})


CONTEXT = Context(
    language=RUSSIAN,
    table="pay",
    experts={
        "movie": Expert(name="А. Иванов", position="директор - агентство"),
        "nobody": Expert(position="кто-то"),
    },
    records={
        Kind.ROLE: {id: Role(id=id, title=id, summary=id) for id in ("director", "manager")},
        Kind.PAGE: {"about": PageRecord(id="about", title="О нас", summary="…")},
        Kind.TABLE: {"pay": table(BY_SEGMENT, "pay"), "plain": table(PLAIN, "plain")},
        Kind.REGIONS: {"moskva": Region(id="moskva", name="Москва"), "omsk": Region(id="omsk", name="Омск")},
        Kind.SKILLS: {"talk": Skill(id="talk", name="Переговоры", summary="…")},
        Kind.GLOSSARY: {
            "tender": Term(id="tender", term="тендер", meaning="Состязание за заказ"),
            "debt": Term(id="debt", term="дебиторская задолженность", meaning="Долги клиентов", also=("ДЗ",)),
            "brief": Term(id="brief", term="бриф", meaning="Краткое <задание>"),
        },
    },
    anchors={
        PATH: frozenset({"duties"}),
        "content/roles/manager.md": frozenset({"duties", "pay"}),
        "content/pages/about.md": frozenset({"наши-цели"}),
    },
    drafts=frozenset({"content/roles/secret.md"}),
    pictures={"office.png": Picture(640, 480, (PictureFile("images/office.png", 640),))},
)


def markup(text: str, first_line: int = 1, language: str = "ru") -> tuple[Markup, list[Problem]]:
    """Return a text rendered, and its Problems."""
    whole = "\n" * (first_line - 1) + text
    return render(Source(PATH, whole), Body(text, first_line), language)


def prose(text: str, first_line: int = 1, **changes: Any) -> tuple[Prose, list[Problem]]:
    """Return a text rendered and resolved, and all its Problems."""
    from dataclasses import replace

    made, problems = markup(text, first_line)
    shown, more = resolve(made, replace(CONTEXT, **changes))
    return shown, problems + more


def html(text: str, told: str = "", **changes: Any) -> str:
    """Return a text's introduction as HTML with its no-break spaces shown as ~; it has Problems of `told` alone."""
    shown, problems = prose(text, **changes)
    assert {problem.check for problem in problems} <= {told}, [str(problem.message) for problem in problems]
    return shown.intro.strip().replace("\u00a0", "~")


def places(problems: list[Problem]) -> list[tuple[int, int, str, str]]:
    """Return each Problem's line, column, check and marked characters."""
    return [(p.line, p.column, p.check, p.excerpt[p.column - 1 : p.column - 1 + p.width]) for p in problems]


def hints(problems: list[Problem]) -> list[str]:
    """Return what each Problem says to do."""
    return [str(problem.hint) for problem in problems]


Anything = Mapping[str, Any]
