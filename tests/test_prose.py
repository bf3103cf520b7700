"""Texts as readers get them: sections, links, pictures, opinions, terms, footnotes; and what is wrong, at its place."""

import gc
import pickle

import pytest
from prose_guide import CONTEXT, hints, html, markup, places, prose

from careerguide.markdown.document import excerpt, plain_text, resolve, without_ids
from careerguide.markdown.draft import Draft


def test_a_text_is_split_at_its_second_level_headings() -> None:
    """What stands before the first h2 is the introduction; each h2 begins a section with id, title, line and h3s."""
    shown, problems = prose(
        "Вступление.\n\n## Дела {#duties}\n\nА\n\n### Раз\n\n#### Два\n\n## Иное\n\nБ\n", first_line=5
    )
    first, second = shown.sections

    assert not problems
    assert plain_text(shown.intro) == "Вступление."
    assert (first.id, first.title, first.known, first.line) == ("duties", "Дела", True, 7)
    assert [tuple(heading) for heading in first.headings] == [("раз", "Раз", 3), ("два", "Два", 4)]
    assert (second.id, second.known, plain_text(second.html)) == ("иное", False, "Б")


def test_a_heading_in_a_quote_begins_no_section() -> None:
    """Only headings of the text itself divide it."""
    assert [section.id for section in prose("## А\n\n> ## Б\n\n- ## В\n")[0].sections] == ["а"]


@pytest.mark.parametrize(
    ("headings", "ids"),
    [
        (["Что это?", "Сколько платят"], ["что-это", "сколько-платят"]),
        (["Раз", "Раз", "Раз"], ["раз", "раз-1", "раз-2"]),
        (["C++ и C#", "Раз-1", "Раз"], ["c-и-c", "раз-1", "раз"]),
        (["**Раз** `два`", "[Три](manager.md)"], ["раз-два", "три"]),
        (["???", "Main"], ["section", "main-1"]),
        (["Дела {#x}", "X"], ["x", "x-1"]),
        (["Раз {#раз-1}", "Раз", "Раз"], ["раз-1", "раз", "раз-2"]),
    ],
)
def test_headings_have_stable_ids(headings: list[str], ids: list[str]) -> None:
    """An id is the editor's own, or made as GitHub does: lower case, hyphens, no punctuation, numbered when taken."""
    shown, _ = prose("".join(f"## {heading}\n\n" for heading in headings))

    assert [section.id for section in shown.sections] == ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## А {#x}\n\n## Б {#x}\n", (3, 4, "heading-id", "Б {#x}")),
        ("## А {#a b}\n", (1, 4, "heading-id", "А {#a b}")),
        ("## А {#main}\n", (1, 4, "heading-id", "А {#main}")),
        ("## А\n\n### Б {#pay}\n", (3, 5, "heading-id", "Б {#pay}")),
        ("- ## А {#pay}\n", (1, 6, "heading-id", "А {#pay}")),
        ("# А\n", (1, 3, "second-title", "А")),
        ("А\n===\n", (1, 1, "second-title", "А")),
        ("## А\n\n#### Б\n", (3, 6, "heading-order", "Б")),
        ("##\n", (1, 1, "heading-empty", "#")),
        ("### А\n", (1, 5, "heading-order", "А")),
    ],
)
def test_headings_that_are_wrong(text: str, expected: tuple[int, int, str, str]) -> None:
    """A second title, a level left out, an id twice: each is said at the heading."""
    assert places(prose(text)[1]) == [expected]


def test_only_a_section_has_the_name_of_a_part_of_the_page() -> None:
    """A role's page has parts of its own, such as #skills; a lesser heading of that name gets a number."""
    shown, _ = prose("## Duties\n\n### Skills\n\n## Skills\n")

    assert [heading.id for heading in shown.sections[0].headings] == ["skills-1"]
    assert [section.id for section in shown.sections] == ["duties", "skills"]


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("manager.md", "site:roles/manager/index.html"),
        ("../roles/manager.md#duties", "site:roles/manager/index.html#duties"),
        ("../pages/about.md", "site:about/index.html"),
        ("../pages/about.md#%D0%BD%D0%B0%D1%88%D0%B8-%D1%86%D0%B5%D0%BB%D0%B8", "site:about/index.html#наши-цели"),
        ("../salaries/pay.yaml", "site:salaries/pay/index.html"),
        ("../salaries/pay.yaml#moskva-agencies-median", "site:salaries/pay/index.html#moskva-agencies-median"),
        ("../glossary.yaml", "site:glossary/index.html"),
        ("../glossary.yaml#tender", "site:glossary/index.html#tender"),
        ("../skills.yaml", "site:skills/index.html"),
        ("../skills.yaml#talk", "site:skills/talk/index.html"),
        ("../regions.yaml", "site:salaries/index.html"),
        ("../regions.yaml#omsk", "site:regions/omsk/index.html"),
        ("https://example.org/a?b=c&d=e", "https://example.org/a?b=c&amp;d=e"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_links_lead_to_the_page_that_the_file_becomes(target: str, address: str) -> None:
    """A link is written as a path to a file, which works on GitHub too; outside links keep their address."""
    outside = "" if address.startswith("site:") else ' rel="noopener"'
    assert html(f"[туда]({target})") == f'<p><a href="{address}"{outside}>туда</a></p>'


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("manger.md", "did you mean “manager.md”?"),
        ("manager", "did you mean “manager.md”?"),
        ("roles/manager.md", "did you mean “manager.md”?"),
        ("manager.md#dutis", "did you mean “duties”?"),
        (
            "../glossary.yaml#tinder",
            "did you mean “tender”?\nif it is new, add it to glossary.yaml:\ntinder:\n  term: Tinder\n  meaning: …",
        ),
        (
            "../skills.yaml#walk",
            "did you mean “talk”?\nif it is new, add it to skills.yaml:\nwalk:\n  name: Walk\n  summary: …",
        ),
        ("../salaries/pay.yaml#moskva-agencies-medan", "did you mean “moskva-agencies-median”?"),
        ("secret.md", "publish it (draft: no), or take the link out"),
        ("../../../../etc/passwd", "write the way from this file, such as ../roles/name.md or ../glossary.yaml#term"),
        ("../guide.yaml", "write the way from this file, such as ../roles/name.md or ../glossary.yaml#term"),
        ("/roles/manager/", "write the way from this file: ../roles/name.md"),
        ("//example.org", "write the way from this file: ../roles/name.md"),
        ("javascript:alert(1)", "links lead to https:// or mailto: addresses, or to files of this guide"),
        ("JaVaScRiPt:alert(1)", "links lead to https:// or mailto: addresses, or to files of this guide"),
        ("data:text/html,x", "links lead to https:// or mailto: addresses, or to files of this guide"),
        (
            "https://",
            "copy it from the browser again: https://, the name of the site, and no space, quote, < or > in it",
        ),
        ("http://user@example.org", "take out what stands before the @: a name or a password is nobody's business"),
    ],
)
def test_links_that_lead_nowhere(target: str, hint: str) -> None:
    """The caret stands under the address, and the hint says what was meant."""
    shown, problems = prose(f"Смотрите\nещё [туда]({target}).", first_line=4)

    assert places(problems) == [(5, 12, "link", target)]
    assert hints(problems) == [hint]
    assert 'href=""' in shown.intro


@pytest.mark.parametrize("target", ["../glossary.yaml", "../skills.yaml"])
def test_a_list_that_is_empty_is_no_page(target: str) -> None:
    """A link to a glossary without terms, or to skills without any, is told where it stands."""
    _, problems = prose(f"[туда]({target})", records={})

    assert places(problems) == [(1, 8, "link", target)]


def test_links_within_a_text_name_its_page() -> None:
    """A link to a section of the same text works wherever the text is shown, and a broken one is found."""
    shown, problems = prose("[туда](#a)\n\n## Раз {#a}\n\n[сюда](#b)\n")

    assert shown.intro == '<p><a href="site:roles/director/index.html#a">туда</a></p>\n'
    assert places(problems) == [(5, 8, "link", "#b")]


def test_links_by_label_and_of_html_are_checked_too() -> None:
    """However a link is written, it is resolved, and a broken one is found."""
    assert html("[а][b]\n\n[b]: manager.md") == '<p><a href="site:roles/manager/index.html">а</a></p>'
    assert html('<a href="manager.md">а</a>') == '<p><a href="site:roles/manager/index.html">а</a></p>'
    assert places(prose('Раз\n\n<a href="x.md">а</a>')[1]) == [(3, 10, "link", "x.md")]


def test_pictures_come_from_the_guide() -> None:
    """A picture is one of content/images/, which the text then lists."""
    shown, problems = prose('![Офис](../images/office.png "Вид")')

    assert not problems
    assert shown.images == ("office.png",)
    size = 'width="640" height="480"'
    assert f'<img alt="Офис" src="site:images/office.png" {size} loading="lazy" title="Вид">' in shown.intro


def test_an_editor_may_say_how_wide_a_picture_is() -> None:
    """His own HTML decides the width; the height follows, so that nothing is distorted and nothing moves."""
    shown, problems = prose('<img src="../images/office.png" alt="Офис" width="320" height="9">')

    assert not problems
    assert '<img src="site:images/office.png" width="320" height="240" loading="lazy" alt="Офис">' in shown.intro


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("![Офис](https://example.org/a.png)", "image"),
        ("![Офис](//example.org/a.png)", "image"),
        ("![Офис](data:image/png;base64,AA)", "image"),
        ('<img src="https://example.org/a.png" alt="x">', "image"),
        ("![Офис](../images/ofice.png)", "image"),
        ("![Офис](../roles/manager.md)", "image"),
        ("![](../images/office.png)", "image-alt"),
    ],
)
def test_pictures_that_cannot_be_shown(text: str, check: str) -> None:
    """No picture comes from elsewhere, and each says what it shows."""
    assert [problem.check for problem in prose(text)[1]] == [check]


def test_an_opinion_is_shown_with_its_expert() -> None:
    """A quote that ends in — @somebody is a figure whose caption says who; without a name, only the position."""
    quote = '<figure class="opinion"><blockquote>\n<p>Сказано.</p>\n</blockquote>\n<figcaption>'

    assert html("> Сказано.\n>\n> — @movie").startswith(
        f'{quote}<span class="expert-name">А.~Иванов</span><br>'
        '<span class="expert-position">директор~— агентство</span>'
    )
    assert html("> Сказано.\n> — @nobody").startswith(
        f'{quote}<span class="expert-position">кто-то</span></figcaption>'
    )


def test_an_opinion_of_nobody_known() -> None:
    """An unknown expert is found at the name."""
    _, problems = prose("> Сказано.\n>\n> — @moive")

    assert places(problems) == [(3, 5, "opinion", "@moive")]
    assert hints(problems) == ["did you mean “movie”?"]


def test_a_quote_that_is_signed_otherwise_stays_a_quote() -> None:
    """Only @ names an expert."""
    assert html("> Сказано.\n>\n> — Иванов").startswith("<blockquote>")


def test_terms_are_linked_at_their_first_use_in_a_section() -> None:
    """Each term is linked once per section, in whatever grammatical form, and its meaning shown."""
    shown, problems = prose("Много тендеров и тендер.\n\n## А\n\nО тендерами и Дебиторскую задолженность, ДЗ.\n")

    assert not problems
    assert shown.intro.count('class="term"') == 1
    assert '<a class="term" href="site:glossary/index.html#tender">тендеров</a>' in shown.intro
    assert [part.split("<")[0] for part in shown.sections[0].html.split('">')[1:]] == [
        "тендерами",
        "Дебиторскую задолженность",
    ]
    assert shown.terms == ("tender", "debt")


@pytest.mark.parametrize(
    "text",
    [
        "[тендер](manager.md)",
        "`тендер`",
        "### Тендер\n",
        "```\nтендер\n```",
        "тендерный",
        "под-тендер",
        "брифинг",
        "этендер",
    ],
)
def test_terms_are_not_linked_where_they_are_none(text: str) -> None:
    """Links, headings, code and other words stay without a term's link."""
    assert 'class="term"' not in prose(text)[0].intro


def test_callouts_say_their_kind_in_the_guides_language() -> None:
    """> [!NOTE] and its like become boxes with a title."""
    shown = html("> [!WARNING]\n> Осторожно.")

    assert shown.startswith('<div class="callout warning" role="note"><p class="callout-title">')
    assert shown.endswith("<p>Осторожно.</p>\n</div>")


def test_tasks_have_tick_boxes() -> None:
    """- [x] is a ticked box that nobody can change."""
    assert html("- [x] два") == '<ul>\n<li class="task"><input type="checkbox" disabled checked> два\n</li>\n</ul>'


def test_footnotes_stand_at_the_end_of_their_section() -> None:
    """A footnote is numbered by first use, shown in the section that uses it, and links back."""
    shown, problems = prose("## А\n\nРаз[^x].\n\n## Б\n\nДва[^y][^x].\n\n[^y]: Игрек.\n[^x]: Икс **тут**.\n")
    first, second = shown.sections

    assert not problems
    assert '<sup id="fnref-1"><a href="site:roles/director/index.html#fn-1">1</a></sup>' in first.html
    assert '<li id="fn-1"><p>Икс <strong>тут</strong>.' in first.html
    assert '<ol start="2"><li id="fn-2"><p>Игрек.' in second.html


def test_alignment_survives_as_a_class() -> None:
    """A table's alignment is said by a class: style attributes are dropped."""
    assert '<td class="right">1</td>' in html("| а |\n|--:|\n| 1 |")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<script>alert(1)</script>раз", "раз"),
        ("<style>p{}</style>\n\nраз", "<p>раз</p>"),
        ('<p onclick="x()" style="color:red" class="y" id="z">раз</p>', "<p>раз</p>"),
        ("<iframe src=x></iframe><form><input name=a>раз</form>", "раз"),
        ("<svg onload=alert(1)><a>раз</a></svg>\n\nдва", "<p></p>\n<p>два</p>"),
        ('<h3 id="main">раз</h3>', "<h3>раз</h3>"),
        ("<math><mi//xlink:href=x>раз</math>\n\nдва", "<p></p>\n<p>два</p>"),
        ("раз <b>два", "<p>раз <b>два</b></p>"),
        ("</div></section>раз", "раз"),
        ("<!-- тайна -->раз", "раз"),
        (
            '<a href="https://a.ru" target=_blank onclick=x>раз</a>',
            '<p><a href="https://a.ru" rel="noopener">раз</a></p>',
        ),
        ('<div class="callout" role="alert">раз</div>', "<div>раз</div>"),
    ],
)
def test_html_of_editors_is_harmless(typed: str, shown: str) -> None:
    """Nothing that runs, loads, or reaches out of the text survives; nothing stays open, and what is lost is told."""
    assert html(typed, told="html-tag") == shown


def test_an_open_tag_does_not_reach_into_the_next_section() -> None:
    """Each section is closed by itself."""
    shown, _ = prose("## А\n\n<details><summary>Ещё</summary>\n\n## Б\n\nраз\n")

    assert shown.sections[0].html.count("</details>") == 1
    assert shown.sections[1].html.strip() == "<p>раз</p>"


def test_typography_is_the_languages() -> None:
    """Quotes and dashes are set in text, never in code."""
    assert html('Он - "сам", `a - "b"`') == '<p>Он~— «сам», <code>a - "b"</code></p>'


def test_markup_can_be_pickled_and_is_the_same_each_time() -> None:
    """A worker process can render, and a cache can keep, what depends on the text alone."""
    text = '## А\n\n[b](manager.md) {{ pay_min("moskva") }} тендер\n\n> раз\n> — @movie\n'
    made, _ = markup(text)

    assert pickle.loads(pickle.dumps(made)) == made == markup(text)[0]
    assert resolve(pickle.loads(pickle.dumps(made)), CONTEXT) == resolve(made, CONTEXT)


def test_one_text_leaves_nothing_in_the_next() -> None:
    """Labels, footnotes and marks of one text are unknown in the next."""
    markup("[a]: manager.md\n\n[^1]: раз\n")

    assert prose("[a] раз[^1]")[0].intro == "<p>[a] раз[^1]</p>"


def test_a_text_that_was_rendered_is_freed() -> None:
    """A preview renders texts for hours: of each nothing is kept in memory but what it was made into."""
    for number in range(20):
        markup(f"Раз <b>два</b> {number}")
    gc.collect()

    assert sum(isinstance(thing, Draft) for thing in gc.get_objects()) <= 1


def test_an_excerpt_is_plain_and_ends_at_a_word() -> None:
    """Search and descriptions get the section's text, cut between words."""
    section = prose("## А\n\nРаз **два** три, четыре.\n\n- пять\n")[0].sections[0]

    assert excerpt(section, 100) == "Раз два три, четыре. пять"
    assert excerpt(section, 14) == "Раз два три…"


def test_an_excerpt_has_no_asides() -> None:
    """Callouts, whatever they contain, and footnotes with their numbers are no part of what a section tells."""
    text = "## А\n\nРаз[^1] два.\n\n> [!NOTE]\n> На этой странице.\n>\n> <div>Три</div>\n\nЧетыре.\n\n[^1]: пять\n"

    assert excerpt(prose(text)[0].sections[0], 100) == "Раз два. Четыре."


def test_a_text_shown_elsewhere_has_no_ids() -> None:
    """A page that shows two roles side by side has each id once."""
    assert "id=" not in without_ids(prose("### Раз\n\nдва[^1]\n\n[^1]: три\n")[0].intro)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "hr_moscow@example.com",
            '<p><a href="mailto:hr_moscow@example.com" rel="noopener">hr_moscow@example.com</a></p>',
        ),
        ("```\na&nbsp;b &amp; &lt;\n```", "<pre><code>a&amp;nbsp;b &amp;amp; &amp;lt;\n</code></pre>"),
        ("раз\n\n    &copy;", "<p>раз</p>\n<pre><code>&amp;copy;\n</code></pre>"),
        ("`&copy;`", "<p><code>&amp;copy;</code></p>"),
        ("`{{` и `}}`", "<p><code>{{</code> и~<code>}}</code></p>"),
        ("«https://a.ru/я»", '<p>«<a href="https://a.ru/%D1%8F" rel="noopener">https://a.ru/я</a>»</p>'),
        ("[а][b] [а][b]\n\n[b]: https://a.ru/" + "x" * 99, None),
    ],
)
def test_texts_are_shown_as_they_are_typed(text: str, shown: str | None) -> None:
    """Addresses are linked whole, code is shown letter for letter, a label leads somewhere as often as it is used."""
    if shown is None:
        assert html(text).count('<a href="https://a.ru/') == 2
    else:
        assert html(text) == shown


@pytest.mark.parametrize("text", ["Важно![^1]\n\n[^1]: раз\n", "Важно.[^1]\n[^1]: раз\n", "- а[^1]\n\n[^1]: раз"])
def test_footnotes_need_no_blank_line_and_no_blank(text: str) -> None:
    """A reference after an exclamation mark, and a definition straight below its paragraph, make a footnote."""
    shown = html(text)

    assert '<sup id="fnref-1"><a href="site:roles/director/index.html#fn-1">1</a></sup>' in shown
    assert '<li id="fn-1"><p>раз ' in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Раз[^нет] два", (1, 4, "footnote", "[^нет]")),
        ("Раз\n\n[^1]: никто\n", (3, 1, "footnote", "[^1]: ")),
        ("Раз\n\n<!-- потом\n\nДва", (3, 1, "html-unclosed", "<!--")),
        ("Раз\n\n<![CDATA[ потом\n\nДва", (3, 1, "html-unclosed", "<![CDATA[")),
        ("Раз\n\n<?php потом\n\nДва", (3, 1, "html-unclosed", "<?")),
        ("Раз\n\n<!DOCTYPE x\n\nДва", (3, 1, "html-unclosed", "<!")),
        ("Раз\n\n<div><!-- x\n</div>\n\nДва", (3, 6, "html-unclosed", "<!--")),
        ("Раз <title> два", (1, 5, "html-tag", "<title>")),
        ("Раз\n\n<title>\nдва", (3, 1, "html-tag", "<title>")),
        ("> Раз\n> <textarea> два", (2, 3, "html-tag", "<textarea>")),
        ("Ваше <name>", (1, 6, "html-tag", "<name>")),
        ("<div>\nВаше <name>\n</div>", (2, 6, "html-tag", "<name>")),
        ("Раз <?x?> два", (1, 5, "html-tag", "<?x?>")),
    ],
)
def test_nothing_that_is_typed_is_lost_silently(text: str, expected: tuple[int, int, str, str]) -> None:
    """What GitHub would swallow or show as text is told at its place, and every word of the text is still shown."""
    shown, problems = prose(text)

    assert places(problems) == [expected]
    assert "никто" in text or all(
        word in plain_text(shown.intro) for word in ("Раз", "два", "Два", "Ваше") if word in text
    )


@pytest.mark.parametrize(
    ("text", "column", "offered"),
    [
        ('Раз <iframe src="https://example.org/v?a=1&amp;b=2">два</iframe>', 5, "[…](https://example.org/v?a=1&b=2)"),
        ('<video src="https://example.org/v.mp4"></video>', 1, "[…](https://example.org/v.mp4)"),
        ("Раз <select><option>два</option></select>", 5, "`backticks`"),
        ("<script>\nдва\n</script>", 1, "`backticks`"),
        ("Раз <b>два\n\nтри", 5, "close it with </b>"),
    ],
)
def test_an_element_that_readers_do_not_see_is_told(text: str, column: int, offered: str) -> None:
    """What the site leaves out with all that is in it, and what colours the rest of a text, is told at its tag."""
    _, problems = prose(text)

    (problem,) = problems
    assert (problem.line, problem.column, problem.check) == (1, column, "html-tag")
    assert offered in str(problem.hint)


def test_stray_tags_are_shown_as_they_are_typed() -> None:
    """A tag that means nothing is text, and what follows it is read as ever."""
    assert prose("Ваше <name>, *раз* <title>")[0].intro == "<p>Ваше &lt;name&gt;, <em>раз</em> &lt;title&gt;</p>"


def test_places_are_right_after_wide_letters_escapes_and_tabs() -> None:
    """Columns count characters, also after letters of several bytes, escapes, entities, tabs and quotes' marks."""
    text = "> - ё😀 \\* &amp;\t[туда](x.md) и `ё` [сюда](y.md)\n> - {{ nope() }} ё {{ x }}\n"
    _, problems = prose(text)

    assert {place[3] for place in places(problems)} == {"x.md", "y.md", "{{ nope() }}", "{{ x }}"}


def test_a_failure_of_the_parser_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """A panic of the parser's own language, which is no Exception, is told like a mistake of the text."""

    class Panic(BaseException):
        pass

    def fail(*arguments: object) -> str:
        raise Panic

    monkeypatch.setattr("careerguide.markdown.parser.comrak.markdown_to_xml", fail)
    made, problems = markup("раз")

    assert [(problem.line, problem.check) for problem in problems] == [(1, "size")]
    assert made.intro == ""


def test_an_amount_far_down_a_text_is_placed_at_its_line() -> None:
    """Positions are kept for the words of a text until amounts are looked for, however long it is."""
    text = "\n".join(
        ["## Раздел", "", *(f"- **Пункт {n}.** Текст." for n in range(60)), "- **Итог.** От 13 тысяч рублей."]
    )
    (amount,) = markup(text)[0].amounts

    assert amount.place[:2] == (63, 16)
