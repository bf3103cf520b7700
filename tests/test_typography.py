"""Quotes, dashes and no-break spaces: what is set, what is left alone, and that no letter is ever lost."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerguide.languages.typography import Typographer

RU, EN, DE = Typographer("ru"), Typographer("en-GB"), Typographer("de")


def shown(text: str) -> str:
    """Return text with visible no-break spaces."""
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('Он сказал: "Да".', "Он~сказал: «Да»."),
        ('"Читай "Войну и мир" до конца"', "«Читай „Войну и~мир“ до~конца»"),
        ("«внешние «внутренние» слова»", "«внешние „внутренние“ слова»"),
        ("“так пишут” в английском", "«так пишут» в~английском"),
        ("„так в немецком“", "«так в~немецком»"),
        ("«верно „внутри“ уже»", "«верно „внутри“ уже»"),
        ('Экран 15" и всё', 'Экран 15" и~всё'),
        ('"никогда не закрыто', '"никогда не~закрыто'),
        ("закрыто зря»", "закрыто зря»"),
        ("слово - дело", "слово~— дело"),
        ("слово – дело", "слово~— дело"),
        ("слово -- дело", "слово~— дело"),
        ("кто-то где-нибудь", "кто-то где-нибудь"),
        ("5-10 лет", "5–10~лет"),
        ("50 000 - 60 000 руб.", "50~000~– 60~000~руб."),
        ("2024-05-31 и 2024-11", "2024-05-31 и~2024-11"),
        ("8-800-555-35-35", "8-800-555-35-35"),
        ("ИСО-9001", "ИСО-9001"),
        ("я и ты в саду", "я~и~ты~в~саду"),
        ("хотел бы ли он же", "хотел~бы~ли он~же"),
        ("100 % и 5 ₽", "100~% и~5~₽"),
        ("3 года, 60 тыс. ₽", "3~года, 60~тыс.~₽"),
        ("12 городов из 300, 2 в Уфе", "12~городов из~300, 2 в~Уфе"),
        ("Показано: {count} страниц", "Показано: {count}~страниц"),
        ("60 000 ₽ в месяц, 5 ₽ в Уфе", "60~000~₽~в~месяц, 5~₽ в~Уфе"),
        ("№ 5", "№~5"),
        ("в диапазоне I, между II и IV, не Vогон", "в~диапазоне~I, между~II и~IV, не~Vогон"),
        ("А. С. Пушкин", "А.~С.~Пушкин"),
        ("А. Пушкин и Пушкин А. С.", "А.~Пушкин и~Пушкин~А.~С."),
        ("и т. д.", "и~т.~д."),
        ("1 115 000 человек", "1~115~000~человек"),
        ("в 2024 500 человек", "в~2024 500~человек"),
        ("ждём...", "ждём…"),
        ("д'Артаньян", "д’Артаньян"),
        ("к 12 июня 2024 г.", "к~12~июня 2024~г."),
        ("на стр. 25, рис. 3 и табл. 4", "на~стр.~25, рис.~3 и~табл.~4"),
        ("в г. Москва на ул. Ленина", "в~г.~Москва на~ул.~Ленина"),
        ("В 2024 г. Москва росла", "В~2024~г. Москва росла"),
        ('ООО "Рога" и АО «Копыта»', "ООО~«Рога» и~АО~«Копыта»"),
        ("60 тыс. руб. и 5 млн руб.", "60~тыс.~руб. и~5~млн~руб."),
        ("— Да, - сказал он", "—~Да,~— сказал он"),
        ("с 9:00-18:00", "с~9:00–18:00"),
        ("2024-2025 гг.", "2024–2025~гг."),
        ("в XX-XXI вв.", "в~XX–XXI~вв."),
        ("80-90-е и 1-2-й", "80–90-е и~1–2-й"),
        ("ГОСТ 7.32-2017, ISO 9001-2015", "ГОСТ 7.32-2017, ISO 9001-2015"),
        ('"экран 15" лучше"', '«экран 15" лучше»'),
        ('Монитор 24" и "мышь"', 'Монитор 24" и~«мышь»'),
        ('"Т-34" и "КВ-1"', "«Т-34» и~«КВ-1»"),
    ],
)
def test_russian(typed: str, expected: str) -> None:
    """Russian has « » with „ “ inside, em dashes, ranges with en dashes, and no line ends after short words."""
    assert shown(RU.text(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('He said, "Yes."', "He said, “Yes.”"),
        ("\"It's 'fine'\", he said", "“It’s ‘fine’”, he said"),
        ("the '90s", "the ’90s"),
        ("a word -- another", "a word~— another"),
        ("word--word", "word—word"),
        ("well-known", "well-known"),
        ("5-10 years...", "5–10 years…"),
        ("“set already”", "“set already”"),
        ("the editors' view, rock 'n' roll", "the editors’ view, rock ’n’ roll"),
        ('a 15" screen, 5\'10" tall', 'a 15" screen, 5\'10" tall'),
        ('"a 15" screen"', '“a 15" screen”'),
        ("5 km, 10 kg, £5 million, 80 %", "5~km, 10~kg, £5~million, 80~%"),
        ("on p. 25, by Mr. J. K. Smith", "on p.~25, by Mr.~J.~K.~Smith"),
        ("9:00-18:00", "9:00–18:00"),
    ],
)
def test_english(typed: str, expected: str) -> None:
    """English has “ ” and ‘ ’, apostrophes, em dashes and ellipses."""
    assert shown(EN.text(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('Sie sagte: "Ja."', "Sie sagte: „Ja.“"),
        ('"Lies "Faust" zu Ende"', "„Lies ‚Faust‘ zu Ende“"),
        ("“so auf Englisch”", "„so auf Englisch“"),
        ("„schon gesetzt“", "„schon gesetzt“"),
        ("ein Wort - noch eins", "ein Wort~– noch eins"),
        ("ein Wort — noch eins", "ein Wort~– noch eins"),
        ("Ein- und Verkauf", "Ein- und Verkauf"),
        ("5-10 Jahre, z. B. 100 %", "5–10 Jahre, z.~B. 100~%"),
        ("50 000 € - das ist's...", "50~000~€~– das ist’s…"),
    ],
)
def test_german(typed: str, expected: str) -> None:
    """German has „ “ with ‚ ‘ inside, and en dashes."""
    assert shown(DE.text(typed)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("fr", "«~Oui “non”~» - …"),
        ("pl", "„Oui «non»” - …"),
        ("sv-FI", "”Oui ’non’” - …"),
        ("tlh", '"Oui "non"" - …'),
    ],
)
def test_a_language_without_a_module_has_its_quotes(code: str, expected: str) -> None:
    """Those of the Unicode CLDR; dashes stay as they are typed, and so do quotes where it has none."""
    assert shown(Typographer(code).text('"Oui "non"" - ...')) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('<p>Он <b>"сам"</b> - да</p>', "<p>Он~<b>«сам»</b>~— да</p>"),
        ('<p>"Начало <em>"внутри"</em> конец"</p>', "<p>«Начало <em>„внутри“</em> конец»</p>"),
        ('<p>"раз</p><p>два"</p>', '<p>"раз</p><p>два"</p>'),
        ('<li>"раз"</li><li>"два"</li>', "<li>«раз»</li><li>«два»</li>"),
        ('<p><code>"a" - b</code> и <kbd>"c"</kbd></p>', '<p><code>"a" - b</code> и~<kbd>"c"</kbd></p>'),
        ('<pre><code>"a" - "b"...</code></pre>', '<pre><code>"a" - "b"...</code></pre>'),
        (
            '<a title="5 - 6 &quot;x&quot;" href="a-b">в саду</a>',
            '<a title="5 - 6 &quot;x&quot;" href="a-b">в~саду</a>',
        ),
        ("<p>http://a.ru/1-2... и a-b@c.ru</p>", "<p>http://a.ru/1-2... и~a-b@c.ru</p>"),
        ("<p>100&nbsp;% и 5 &lt; 6</p>", "<p>100~% и~5 &lt; 6</p>"),
        ("<p>раз<br>\n— два</p>", "<p>раз<br>\n—~два</p>"),
        ('<p>— Да</p><p>ООО <b>"Рога"</b></p>', "<p>—~Да</p><p>ООО~<b>«Рога»</b></p>"),
    ],
)
def test_html(typed: str, expected: str) -> None:
    """Quotes nest across inline tags and never across blocks; code, attributes and addresses stay as they are."""
    assert shown(RU.html(typed)) == expected


def letters(text: str) -> str:
    """Return what no setting may change."""
    return "".join(char for char in text if char.isalnum())


TEXT = st.text(st.sampled_from("абвА. ,-–—\"«»„“”'’()%№₽15 0\n…\u00a0x"), max_size=40)
LANGUAGE = st.sampled_from([RU, EN, DE])


@settings(max_examples=400, deadline=None)
@given(TEXT, LANGUAGE)
def test_twice_is_once(text: str, typographer: Typographer) -> None:
    """Setting what is set already changes nothing, and no letter or digit is lost or added."""
    once = typographer.text(text)

    assert typographer.text(once) == once
    assert letters(once) == letters(text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(TEXT.map(lambda t: t.replace("&", "")), st.sampled_from(["<b>", "</b>", "<p>", "</p>"])), max_size=8
    )
)
def test_html_twice_is_once(parts: list[str]) -> None:
    """The same holds for HTML, and its tags stay where they are."""
    text = "".join(parts)
    once = RU.html(text)

    assert RU.html(once) == once
    assert letters(once) == letters(text)
    assert once.count("<") == text.count("<")


@pytest.mark.parametrize(
    "unit", ['"а ', "«а ", " - ", "1-1 ", "а б ", "100 ", "...", "' ", "<b>", "a@", "www.a ", "А. "]
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    """Ten times the text takes about ten times as long, whatever it contains."""

    def seconds(times: int) -> float:
        text = unit * times
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            RU.html(text)
            best = min(best, time.process_time() - started)
        return best

    assert seconds(10_000) < 40 * seconds(1_000) + 0.05
