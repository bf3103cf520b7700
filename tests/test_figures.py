"""Figures in a text: what they show, what is refused, and where the caret stands."""

import pytest
from prose_guide import hints, html, places, prose


@pytest.mark.parametrize(
    ("call", "value", "anchor", "shown"),
    [
        ('pay("moskva", "agencies", "median")', "115000", "pay/index.html#moskva-agencies-median", "115~000~₽"),
        ("pay('moskva', 'agencies', 'I')", "50000-60000", "pay/index.html#moskva-agencies-I", "50~000~– 60~000~₽"),
        ('pay("moskva", "median", table="plain")', "15000", "plain/index.html#moskva-median", "15~000~₽"),
        ('pay_min("moskva")', "50000", "pay/index.html#moskva-agencies-I", "50~000~₽"),
        ('pay_max("moskva")', "115000", "pay/index.html#moskva-agencies-median", "115~000~₽"),
        ('pay_max("moskva", "companies")', "90000", "pay/index.html#moskva-companies-median", "90~000~₽"),
        ('pay_max("moskva", table="plain")', "20000", "plain/index.html#moskva-I", "20~000~₽"),
    ],
)
def test_a_figure_is_set_in_the_locale_and_linked_to_its_cell(call: str, value: str, anchor: str, shown: str) -> None:
    """A figure is a <data> with its plain value, holding a link to the cell that it comes from."""
    link = f'<a href="site:salaries/{anchor}">{shown}</a>'
    assert html("{{ " + call + " }}") == f'<p><data class="figure" value="{value}">{link}</data></p>'


def test_a_gap_is_named_in_words() -> None:
    """A cell that is a gap shows why the figure is missing, and no value."""
    shown = html('{{ pay("moskva", "companies", "I") }}')

    assert '<span class="figure gap">' in shown
    assert "<data" not in shown
    assert ">0" not in shown


def test_the_highest_of_an_open_range_says_that_it_is_open() -> None:
    """The top of a range without one is shown as a range, not as an amount that nobody has measured."""
    assert 'value="40000-"' in html('{{ pay_max("omsk") }}')


def test_a_figure_in_a_link_has_no_link_of_its_own() -> None:
    """Links do not nest."""
    assert html('[{{ pay_min("moskva") }}](manager.md)').count("<a ") == 1


def test_a_figure_in_a_heading_is_text_where_text_is_wanted() -> None:
    """A section's plain title holds the figure's words."""
    shown, problems = prose('## От {{ pay_min("moskva") }}\n')

    assert not problems
    assert shown.sections[0].title.replace("\u00a0", " ") == "От 50 000 ₽"
    assert "<data" in shown.sections[0].title_html


@pytest.mark.parametrize("text", ["`{{ pay(1) }}`", "```\n{{ x }} {% y %}\n```", "    {{ x }}\n", "``{# x #}``"])
def test_figures_in_code_are_text(text: str) -> None:
    """Whatever stands in code is shown as it is."""
    assert "{" in html(text)


@pytest.mark.parametrize(
    ("text", "marked", "hint"),
    [
        ("Да {{ pay.__class__ }}", "{{ pay.__class__ }}", "write a figure such as"),
        ('{{ pay("moskva")["x"] }}', '{{ pay("moskva")["x"] }}', "write a figure such as"),
        ("{{ ().__class__.__mro__ }}", "{{ ().__class__.__mro__ }}", "write a figure such as"),
        ('{{ pay("a" ~ "b") }}', '{{ pay("a" ~ "b") }}', "write a figure such as"),
        ("{{ pay(1, 2, 3) }}", "{{ pay(1, 2, 3) }}", "write a figure such as"),
        ("{{ pay(*x) }}", "{{ pay(*x) }}", "write a figure such as"),
        ("{{ pay(**x) }}", "{{ pay(**x) }}", "write a figure such as"),
        ('{{ pay("a")|safe }}', '{{ pay("a")|safe }}', "write a figure such as"),
        ('{{ pay("a") if x }}', '{{ pay("a") if x }}', "write a figure such as"),
        ('{{ "a" }}{{ pay_min("moskva") }}', '{{ "a" }}', "write a figure such as"),
        ("{{ }}", "{{ }}", "write a figure such as"),
        ("{{ " + "(" * 250 + " }}", "{{ " + "(" * 250 + " }}", "write a figure such as"),
        ("{{ " + "x" * 400 + " }}", "{{ " + "x" * 400 + " }}", "write a figure such as"),
        ('{{ pai("moskva") }}', '{{ pai("moskva") }}', "did you mean “pay”?"),
        ("раз {{ два", "{{", "close it with }}"),
        ("раз {% if x %}", "{%", "take it out"),
        ("раз {# x #}", "{#", "take it out"),
        ('{{ pay("moskva", "agencies", "medain") }}', '"medain"', "did you mean “median”?"),
        ('{{ pay("moskva", "agencies", "Медиана") }}', '"Медиана"', "write its id: median"),
        ('{{ pay("moskva", "агентства", "median") }}', '"агентства"', "write its id: agencies"),
        ('{{ pay("Москва", "agencies", "median") }}', '"Москва"', "write its id: moskva"),
        ('{{ pay("Мосвка", "agencies", "median") }}', '"Мосвка"', "did you mean “moskva”?"),
        ('{{ pay("omsk", "companies", "median") }}', '"companies"', "available: agencies"),
        (
            '{{ pay("moskva", "median") }}',
            '{{ pay("moskva", "median") }}',
            'write {{ pay("moskva", "agencies", "median") }}',
        ),
        ('{{ pay_min("moskva", table="plane") }}', '"plane"', "did you mean “plain”?"),
        ('{{ pay("moskva", "agencies", "median", table="plain") }}', None, 'write {{ pay("moskva", "median") }}'),
        ('{{ pay_min("moskva", table="plain", table="plain") }}', None, "keep one of the two"),
        ('{{ pay("moskva", "agencies", "median", of="plain") }}', None, 'only table="…" is given by name'),
    ],
)
def test_what_is_no_figure_is_refused_at_its_place(text: str, marked: str | None, hint: str) -> None:
    """The caret stands under the word that is wrong, and the hint names what was meant."""
    _, problems = prose("Строка.\n\n" + text, first_line=7)

    assert [(p.line, p.check) for p in problems] == [(9, "figure")]
    assert hint in hints(problems)[0]
    if marked is not None:
        assert places(problems)[0][3] == marked


def test_a_page_has_no_table_of_its_own() -> None:
    """Where no table belongs to the text, a figure must name one."""
    _, problems = prose('{{ pay_min("moskva") }}', table=None)

    assert 'add table="…"' in hints(problems)[0]


def test_a_figure_inside_a_tag_is_refused() -> None:
    """A figure stands in a text, not in an attribute."""
    assert [p.check for p in prose('<a title="{{ x }}">y</a>')[1]] == ["figure"]
    assert [p.check for p in prose('<div title="{{ x }}">\ny\n</div>')[1]] == ["figure"]


def test_each_figure_of_a_line_has_its_own_place() -> None:
    """Two mistakes in one line, in a table's cell and behind a tab, are found where they are."""
    _, problems = prose("| а | б |\n|---|---|\n| {{ x }} | да {{ y }} |\n\n-\t{{ z }}\n")

    assert places(problems) == [(3, 3, "figure", "{{ x }}"), (3, 16, "figure", "{{ y }}"), (5, 3, "figure", "{{ z }}")]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Платят 115 000 руб. в месяц", 'write {{ pay("moskva", "agencies", "median") }}'),
        ("Платят 115 тыс. ₽", 'write {{ pay("moskva", "agencies", "median") }}'),
        ("Платят 50 000 – 60 000 рублей", 'write {{ pay("moskva", "agencies", "I") }}'),
        ("Paid $50,000", 'text: "$50,000"'),
        ("Оборот 1,5 млн руб.", 'text: "1,5 млн руб."'),
        ("Платят 115 т.р. и больше", 'write {{ pay("moskva", "agencies", "median") }}'),
        ("Платят 115к₽", 'write {{ pay("moskva", "agencies", "median") }}'),
        ("Платят 50-60к в месяц", 'write {{ pay("moskva", "agencies", "I") }}'),
        ("Платят 90 тысяч в месяц", 'write {{ pay("moskva", "companies", "median") }}'),
    ],
)
def test_money_typed_by_hand_is_a_warning_that_names_the_figure(typed: str, hint: str) -> None:
    """An amount in a text is warned of; the hint is the figure to write, or how to accept what no table holds."""
    _, problems = prose(typed)

    assert [(p.severity, p.check) for p in problems] == [("warning", "typed-money")]
    assert hint in hints(problems)[0]


@pytest.mark.parametrize(
    "text",
    ["`115 000 руб.`", "https://a.ru/115000руб", "115 000 человек", "за 5 лет", "цена: $"]
    + ["Raised $50M and $1.2bn", "=Sheet14!$B$2:$H$12", "120 тысяч подписчиков", "50-60к посетителей", "120 т. руды"],
)
def test_numbers_that_are_no_money_are_left_alone(text: str) -> None:
    """Code, addresses and other numbers are no amounts."""
    assert not prose(text)[1]
