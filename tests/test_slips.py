"""Slips: markup that was typed but not understood is told, and each remedy, pasted as it is, mends it."""

from __future__ import annotations

import io
import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import build
from careerguide.markdown.document import render
from careerguide.reading.source import Body, Source

HERE = Path(__file__).parent
REMEDY = re.compile(r"write instead:\n(?P<lines>.+)|write (?P<span>.+)", re.DOTALL)

# What is typed, and a piece of the page once the remedy is pasted.
CASES = {
    "heading": ("##Советы\n\nТекст.", 'id="советы"'),
    "heading-one-mark": ("#Совет начинающим\n\nТекст.", 'id="совет-начинающим"'),
    "link-space": (
        "Вот [сайт] (https://example.org/a) и всё.",
        '<a href="https://example.org/a" rel="noopener">сайт</a>',
    ),
    "link-space-inside": ("- Вот [роль] (../roles/designer.md#duties).", "roles/designer/#duties"),
    "link-name-space": ("Вот [роль](../roles/art director.md).", "roles/art-director/"),
    "link-web-space": ("Вот [сайт](https://example.org/a b.html).", "https://example.org/a%20b.html"),
    "link-open": ("Вот [сайт](https://example.org/a и всё.", '<a href="https://example.org/a"'),
    "link-reversed": ("Вот (сайт)[https://example.org/a].", '<a href="https://example.org/a"'),
    "wiki-link": ("Вот [[Дизайнер]].", 'roles/designer/">Дизайнер</a>'),
    "wiki-link-label": ("Вот [[brief|брифы]].", 'glossary/#brief">брифы</a>'),
    "wiki-link-nowhere": ("Вот [[Фотограф]].", "Вот Фотограф."),
    "picture-space": ("![Анна] (../images/anna.png)", 'images/anna.png"'),
    "picture-name-space": ("![Анна](../images/anna b.png)", 'images/anna-b.png"'),
    "figure-one-brace": ('Медиана { pay("spb", "agencies", "median", table="designer") }.', "58&nbsp;000"),
    "figure-tight-brace": ('Медиана {pay("spb", "agencies", "median", table="designer")}.', "58&nbsp;000"),
    "figure-no-brace": ("Медиана pay(“spb”, “agencies”, “median”, table=“designer”).", "58&nbsp;000"),
    "figure-brackets": ('Медиана [[ pay("spb", "agencies", "median", table="designer") ]].', "58&nbsp;000"),
    "id-no-hash": ("## Рынок {market}\n\nТекст.", 'id="market"'),
    "id-round": ("## Рынок (#market)\n\nТекст.", 'id="market"'),
    "id-cyrillic": ("## Рынок {#mаrket}\n\nТекст.", 'id="market"'),
    "id-cyrillic-no-hash": ("## Рынок {mаrket}\n\nТекст.", 'id="market"'),
    "id-blanks": ("## Рынок { #market }\n\nТекст.", 'id="market"'),
    "id-bare": ("## Рынок #at-work\n\nТекст.", 'id="at-work"'),
    "bold-blanks": ("Это ** важно ** всем.", "<strong>важно</strong>"),
    "bold-one-blank": ("Это **важно ** всем.", "<strong>важно</strong>"),
    "bold-quotes": ("Это **«важно»**всем.", "<b>«важно»</b>"),
    "bold-uneven": ("Это *важно** всем.", "<strong>важно</strong>"),
    "bold-uneven-left": ("Это **важно* всем.", "<strong>важно</strong>"),
    "bold-underscores": ("Это __ важно __ всем.", "<strong>важно</strong>"),
    "strike-blanks": ("Это ~~ не ~~ важно.", "<del>не</del>"),
    "highlight": ("Это ==важно== всем.", "<mark>важно</mark>"),
    "entity": ("Это&nbspважно.", "Это&nbsp;важно"),
    "line-end": ("Раз\\nДва.", "Раз<br>"),
    "bullets": ("Нужно:\n• раз\n• два", "<li>раз"),
    "bullets-apart": ("• раз", "<li>раз"),
    "bullets-of-word": ("Нужно:\n·\u00a0\u00a0 раз\n·\u00a0\u00a0 два", "<li>раз"),
    "bullets-on-one-line": ("• раз • два • три", "<li>два"),
    "bullets-with-second-lines": ("• раз\nещё\n• два\nещё", "<li>два"),
    "bullets-in-item": ("- раз\n  • два\n  • три", "<li>два"),
    "dashes": ("Нужно:\n— раз\n— два", "<li>раз"),
    "dashes-in-quote": ("> — раз\n> — два", "<li>раз"),
    "hyphens": ("-раз\n-два", "<li>раз"),
    "numbers": ("1)Раз\n2)Два", "<li>Раз"),
    "numbers-dots": ("1.Раз\n2.Два", "<li>Раз"),
    "letters": ("а) раз\nб) два", "<li>раз"),
    "tabs": ("Город\tМедиана\nТверь\t50 | 60", "<td>50 | 60</td>"),
    "pipes": ("| Город | Медиана |\n| Тверь | 50 |", "<td>Тверь</td>"),
    "pipes-inside": ("Город | Медиана\nТверь | 50", "<td>Тверь</td>"),
    "pipes-long-dashes": ("| Город | Медиана |\n|—|—|\n| Тверь | 50 |", "<td>Тверь</td>"),
    "pipes-columns": ("| Город | Медиана |\n|---|\n| Тверь | 50 |", "<td>Тверь</td>"),
    "rule": ("Раз.\n\n———\n\nДва.", "<hr>"),
    "rule-equals": ("Раз.\n\n=====\n\nДва.", "<hr>"),
    "rule-below": ("Раз.\n———\nДва.", "<hr>"),
    "rule-heading": ("Раз и два.\n---\nТри.", "<hr>"),
    "callout-words": ("> [!NOTE] Раз\n> два", "callout note"),
    "callout-name": ("> [!TIPS]\n> Раз", "callout tip"),
    "task-cyrillic": ("- [х] раз\n- [ ] два", "checked"),
    "task-empty": ("- [] раз\n- [x] два", 'type="checkbox"'),
    "heading-no-break-space": ("##\u00a0Советы\n\nТекст.", 'id="советы"'),
    "heading-indented": ("Текст.\n\n    ## Советы\n\nТекст.", 'id="советы"'),
    "heading-id-stop": ("## Рынок {#market}.\n\nТекст.", 'id="market"'),
    "heading-id-first": ("## {#market} Рынок\n\nТекст.", 'id="market"'),
    "bullets-no-break-space": ("Нужно:\n\n-\u00a0раз\n-\u00a0два", "<li>раз"),
    "bullet-no-break-space": ("-\u00a0раз", "<li>раз"),
    "numbers-no-break-space": ("Нужно:\n1.\u00a0раз\n2.\u00a0два", "<li>раз"),
    "bullets-of-a-font": ("o   раз\no   два", "<li>раз"),
    "semicolons": ("Город;Медиана\nТверь;50\nОрёл;40", "<td>50</td>"),
    "wide-spaces": ("Город     Медиана\nТверь     50\nОрёл      40", "<td>50</td>"),
    "link-anchor-space": ("Вот [роль](../roles/art-director.md #duties).", "roles/art-director/#duties"),
    "picture-colon": ("![Анна]: ../images/anna.png", 'images/anna.png"'),
    "picture-no-bracket": ("![Анна]../images/anna.png", 'images/anna.png"'),
    "telephone": ("[Звоните](+7 495 000-00-00)", "Звоните: +7"),
    "footnote-space": ("Раз[ ^1] и два[^1].\n\n[^1]: Три.", 'id="fnref-1-2"'),
    "indented": ("Раз.\n\n\tВторой абзац начинается с красной строки.", "<p>Второй"),
}
# Opinions: in the text of a role, whose front matter has the experts.
OPINIONS = {
    "opinion-same-line": "> Ищи свой путь. — @studio",
    "opinion-hyphen": "> Ищи свой путь.\n> - @studio",
    "opinion-hyphen-apart": "> Ищи свой путь.\n>\n> - @studio",
    "opinion-no-dash": "> Ищи свой путь.\n>\n> @studio",
    "opinion-space": "> Ищи свой путь.\n>\n> — @ studio",
    "opinion-wide-at": "> Ищи свой путь.\n>\n> — ＠studio",
    "opinion-by-id": "> Ищи свой путь.\n>\n> — studio",
    "opinion-by-name": "> Ищи свой путь.\n>\n> — Анна Лис, студия",
    "opinion-by-name-same-line": "> Ищи свой путь. — Анна Лис",
    "opinion-by-position": "> Ищи свой путь.\n> — арт-директор студии",
}
# What is right as it is, or meant as it is typed.
FINE = [
    "~~раз~~ __два__ **три** *четыре* 2 ** 3 a == b 2*3*4",
    "Раз<br>два www.example.org https://example.org/?a=1&copy=2 &nbsp; R&D",
    '`##Совет` `[x] (https://example.org)` `{ pay("a") }` `** a **` `[[x]]` `==x==` `\\n`',
    "```\n##Совет\n[x] (https://example.org)\n• раз\n• два\n| a | b |\n<<<<\n```",
    "    ##Совет\n    x = {1: 2}",
    "\\##Совет \\[x] (https://example.org) \\** раз \\** \\[[x]]",
    "#1 в списке, #hr #маркетинг и C#\n#2 там же",
    "Москва** и Питер** — без налога [1] (см. ниже) и [2](сноска).",
    "Встал\n— и пошёл дальше, ведь\nвремя — деньги.",
    "1) раз\n2) два\n\n- раз\n- два\n\n* раз\n+ два",
    "— Привет.  \n— Здравствуйте.",
    "| a | b |\n| --- | --- |\n| в | `\\|` |",
    "Заголовок\n---\n\nТекст.",
    "## О людях (и не только)\n\n## Ставка 50 %\n\n## C# и F#",
    "> Дизайн — это то, как оно работает.\n>\n> — Стив Джобс, директор",
    "> [!NOTE]\n> Раз",
    "- [x] раз\n- [ ] два\n- [сайт](https://example.org)",
    "<!-- ##Совет\n• раз\n• два -->",
    "C:\\new, \\nabla и a|b",
    "Об этом писали [1][2], см. a[i][j] и [x] [y].",
    "[сайт][1], [другой][]\n\n[1]: https://example.org\n[другой]: https://example.org/a",
    "Дизайнер рисует; верстальщик верстает.\nАрт-директор спорит; бухгалтер платит.",
    "красный;зелёный\nсиний;белый",
    "Слово    слово    слово\nи ещё    раз    так",
    "Начали в\n5.\u00a0мая и продолжили.",
    "2025\u00a0год был трудным.\n2026\u00a0год тоже.",
    "о   чём\nо   том",
    "| a | b |\n| --- | --- |\n| в | г | |\n| д |\n\n| а | б |\n| --- | --- |\n| в | г |",
    "> | a | b |\n> | --- | --- |\n> | в | г |\n\n- раз\n\n  | a | b |\n  | --- | --- |\n  | в | г |",
    "@anna отвечает быстро.\n\nТел. +7 495 000-00-00 (доб. 5), x^2 и a^[b]",
    "## 1. Как началось?\n\n### 1.1. Потом {и потом}\n\nТекст.",
]
EXPERT = "experts: {studio: {name: Анна Лис, position: арт-директор студии}}\n"


class Told(NamedTuple):
    """One finding of a run of `check`."""

    check: str
    line: int
    column: int
    width: int
    hint: str


def told(content: Path) -> dict[str, list[Told]]:
    """Return what `check` tells of a guide's slips and errors, by the names of files."""
    with redirect_stdout(io.StringIO()) as out:
        build.main(["check", "--lang", "en", "--format", "json", "--content", str(content)])
    return {
        Path(file["path"]).stem: kept
        for file in json.loads(out.getvalue())["files"]
        if (
            kept := [_told(each) for each in file["problems"] if "error" in each["severity"] or each["check"] == "slip"]
        )
    }


def _told(each: dict[str, Any]) -> Told:
    return Told(each["check"], each["line"], each["column"], each["width"], each["hint"])


def ends(line: str) -> bool:
    """Return whether a line ends the paragraph above it."""
    return not line.strip("> ")


def pasted(text: str, found: list[Told]) -> str:
    """Return a file's text after all remedies are pasted: a stretch of a line, or the lines of a paragraph."""
    lines = text.split("\n")
    for each in sorted(found, reverse=True, key=lambda each: (each.line, each.column)):
        match = REMEDY.fullmatch(each.hint)
        assert match, each
        line, start = lines[each.line - 1], each.column - 1
        if match["lines"] is None:
            lines[each.line - 1] = line[:start] + match["span"] + line[start + each.width :]
        else:
            end = next((at for at in range(each.line, len(lines)) if ends(lines[at])), len(lines))
            lines[each.line - 1 : end] = match["lines"].split("\n")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a guide in which each page has one slip."""
    content = tmp_path_factory.mktemp("slips") / "content"
    shutil.copytree(HERE / "guides/minimal", content)
    for name, (typed, _) in CASES.items():
        (content / f"pages/{name}.md").write_text(f"---\ntitle: T\nsummary: S\n---\n{typed}\n", "utf-8")
    for name, typed in OPINIONS.items():
        front = f"---\ntitle: {name}\nsummary: S\n{EXPERT}---\n"
        (content / f"roles/{name}.md").write_text(front + typed + "\n", "utf-8")
    (content / "images").mkdir()
    for name in ("anna", "anna-b"):
        shutil.copyfile(HERE.parent / "static/apple-touch-icon.png", content / f"images/{name}.png")
    return content


@pytest.fixture(scope="module")
def mended(guide: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, Any], Path]]:
    """Return what was told of the guide before and after all remedies were pasted, and its site."""
    before = told(guide)
    for path in (*guide.glob("pages/*.md"), *guide.glob("roles/*.md")):
        if path.stem in before:
            path.write_text(pasted(path.read_text("utf-8"), before[path.stem]), "utf-8")
    after = told(guide)
    site = tmp_path_factory.mktemp("site") / "site"
    build.main(["--pages-only", "--quiet", "--content", str(guide), "--output", str(site)])
    yield {"before": before, "after": after}, site


@pytest.mark.parametrize("name", CASES)
def test_a_slip_is_told_and_its_remedy_mends_it(mended: tuple[dict[str, Any], Path], name: str) -> None:
    """Each page has one warning, none after its remedy is pasted, and then shows what was meant."""
    reports, site = mended

    assert [each.check for each in reports["before"].get(name, [])] == ["slip"]
    assert name not in reports["after"]
    shown = (site / name / "index.html").read_text("utf-8").replace("\u00a0", "&nbsp;").replace("index.html", "")
    assert CASES[name][1] in shown


@pytest.mark.parametrize("name", OPINIONS)
def test_an_opinion_that_is_signed_otherwise(mended: tuple[dict[str, Any], Path], name: str) -> None:
    """The quote becomes an opinion of its expert once the remedy is pasted."""
    reports, site = mended

    assert [each.check for each in reports["before"].get(name, [])] == ["slip"]
    assert name not in reports["after"]
    page = (site / f"roles/{name}/index.html").read_text("utf-8")
    assert '<span class="expert-name">Анна Лис</span>' in page
    assert "Ищи свой путь." in page
    assert "@studio" not in page


def slips(text: str, **front: str) -> list[str]:
    """Return the messages of slips in a text."""
    _, problems = render(Source("content/pages/x.md", text), Body(text, 1), "ru")
    return [str(problem.message) for problem in problems if problem.check == "slip"]


@pytest.mark.parametrize("text", FINE)
def test_what_is_meant_as_it_is_typed_is_no_slip(text: str) -> None:
    """Right Markdown, code, comments, escapes and ordinary punctuation are left alone."""
    assert slips(text) == []


def test_cells_that_readers_would_not_see() -> None:
    """A row with more cells than its table has columns is told, and so is one that an empty line cuts off."""
    table = "| a | b |\n| --- | --- |\n"

    assert slips(f"{table}| в | г | д |") == [
        "this row has 3 cells, but the table has 2 columns: the rest is not shown"
    ]
    assert slips(f"{table}| в | г |\n\n| д | е |\n\n| ж | з |") == [
        "an empty line cuts these cells off from the table above"
    ]


def test_a_signature_outside_its_quote() -> None:
    """A signature below a quote is told; a line with a dash below a paragraph is none."""
    assert slips("> Раз.\n\n— @studio") == ["the signature of an opinion is a line of its quote"]
    assert slips("Раз.\n\n— @studio") == []


def test_a_slip_can_be_accepted(tmp_path: Path) -> None:
    """Like every warning it can be accepted with a reason."""
    content = tmp_path / "content"
    shutil.copytree(HERE / "guides/minimal", content)
    accepted = "accepted: [{check: slip, text: =важно=, why: so it is written there}]\n"
    about = content / "pages/about.md"
    about.write_text(about.read_text("utf-8").replace("---\n", f"---\n{accepted}", 1) + "\nЭто ==важно==.\n", "utf-8")

    assert build.main(["check", "--strict", "--content", str(content)]) == 0


@pytest.mark.parametrize(
    "piece",
    [
        "[x] (",
        "[x](a b ",
        "** a ",
        'pay("',
        "{ ",
        "== a",
        "&nbsp",
        "\\n",
        "[[a",
        "__ a ",
        "• a\n",
        "a | b\n",
        "a\tb\n",
        "> - @a\n",
    ]
    + ["__ " + " " * 40, "@a @", "— ", "*a", "(a)[", "#a ", "- [х] a\n"]
    + ["| a |\n\n", "|", "![a]", "[a][b", "[ ^", "a;1\n", "a    1\n", "-\u00a0a\n"],
)
def test_the_search_takes_time_in_proportion(piece: str) -> None:
    """Twice the text takes about twice the processor time, whatever is repeated."""
    times = []
    for count in (6_000, 12_000):
        text = piece * (count // len(piece))
        slips(text)
        taken = []
        for _ in range(4):
            started = time.process_time()
            slips(text)
            taken.append(time.process_time() - started)
        times.append(min(taken))

    assert times[1] < 3 * times[0] + 0.03, times
