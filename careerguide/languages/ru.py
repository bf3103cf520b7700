"""Russian."""

from __future__ import annotations

import re

from careerguide.languages.punctuation import (
    BLOCK,
    INLINE,
    NBSP,
    apostrophes,
    dash,
    dash_pattern,
    ellipses,
    number_groups,
    paired_quotes,
    ranges,
)
from careerguide.languages.rules import HeadingPatterns, LanguageRules, MoneyWords, ProsePatterns

# --- typography

_DASH = dash_pattern("--|[-–—]")
_FIRST_DASH = re.compile(  # of a reply, at the beginning of a paragraph
    rf"(\A|{BLOCK})([\s{INLINE}]*)(?:[–—]|--?) +(?=[^\W\d]|[«„“\"…({INLINE}])"
)
_DECADES = re.compile(r"(?<![\w.,/:–-])(\d{1,4})-(?=\d{1,4}-(?:[ейхмя]|го|му|ми)(?!\w))")
_ABBREVIATED = re.compile(  # words that belong to the next one
    r"(?<![\w-])(?:(?:(?:стр|рис|табл|гл|ст|пп?|разд|прил|кв|корп|д|ч)\.) (?=\d)"
    r"|(?:(?<!\d[ \u00a0])г|гор|ул|просп|пер|пл|наб|ш|бул|пос|дер|им|проф|акад)\. (?=[А-ЯЁ«])"
    r"|(?:тыс\.|(?:млн|млрд|трлн)\.?) (?=[₽$€]|руб|долл|евро|чел|р\.)"
    rf"|(?:[ОЗП]?АО|ООО|АНО|НКО|НПО|ФГУП|[ГМ]УП|ТОО) (?={INLINE}?[«\"„“])|ИП (?=[А-ЯЁ]))"
)
_SHORT = "[А-Яа-яЁё]"
_UNIT = r"[%₽°€]|тыс|млн|руб|гг?\.|дн|км|см?\b|[мч]\b|кг|шт"
_COUNTED = rf"{_UNIT}|[а-яё]{{3}}"  # or a word long enough to name what is counted
_GLUE = re.compile(  # spaces at which a line must not break
    r" (?=\S)(?:"
    rf"(?<=(?<![\w-]){_SHORT} )(?<![ \u00a0][бж] )"
    rf"|(?<=(?<![\w-]){_SHORT}{{2}} )(?<![ \u00a0](?:ли|же|бы|ль) )"
    r"|(?=(?:ли|же|бы|ль|б|ж)(?![\w-]))"
    rf"|(?<=[\d}}] )(?={_COUNTED})|(?<=\ue001 )(?={_UNIT})|(?<=[№§] )(?=\d)"  # {{n}} and \ue001 stand for numbers
    r"|(?<=[IVX] )(?=вв?\.)|(?<=[а-яё] )(?=[IVX]+(?!\w))"
    r"|(?<=₽ )(?=в[ \u00a0](?:час|день|недел|месяц|год))"
    r"|(?<=(?<!\w)[А-ЯЁA-Z]\. )(?=[А-ЯЁA-Z][\w.])"
    r"|(?<=[а-яё] )(?=[А-ЯЁ]\.[ \u00a0]?[А-ЯЁ]\.)"
    r"|(?<=т\. )(?=[дпеко]\.))"
)
_QUOTES = re.compile(f'["«»„“”{BLOCK}]')


def typography(text: str) -> str:
    """Return text with «quotes», dashes, and no-break spaces after short words."""
    text = _DASH.sub(dash, ranges(_decades(number_groups(apostrophes(ellipses(text))))))
    text = _FIRST_DASH.sub("\\1\\2—" + NBSP, text)
    text = _GLUE.sub(NBSP, _ABBREVIATED.sub(lambda match: match[0][:-1] + NBSP, text))
    return paired_quotes(text, _QUOTES, outer="«»", inner="„“")


def _decades(text: str) -> str:
    return _DECADES.sub("\\1–", text) if "-" in text else text


# --- words

_LEAST_STEM = 3  # the minimum length of a stem without its ending
_BARE_ENDING = re.compile(r"(?:ий|ый|ой|ая|яя|ое|ее|ые|ие|[аеиоуыэюяйь])$")
_ENDINGS = (
    "(?:[аеиоуыюяйь]|ами?|ах|ая|ев|его|ее|ей|ему?|ец|ею|ие|ием|ии|ий|ими?|их|ию|ия|иях?|иям|ов|ого|ое|ой|ому?|ою|"
    "ую|ые|ый|ыми?|ых|ью|юю|ями?|ях|яя)?"
)
# What a search ignores at the end of nouns, adjectives, participles and verbs.
_SEARCH_ENDINGS = (
    "а ам ами ах ая е ев его ее ей ем еми ему ею и ие ием ии ий им ими их ию ия иям иями иях й о ов ого ое ой ом ому "
    "ою у ую ы ые ый ым ыми ых ь ью ю юю я ям ями ях яя ем ет ете ешь ут ют ит ите ишь ат ят ть л ла ло ли "
    "ал ала али ало ать ил ила или ило ить ел ела ели еть ул ула ули уло уть ся сь ться лся лась лось лись "
    "ется ются ится атся ятся утся аться алась ались алось ался иться илась ились илось ился еться "
    "уться улась улись улся усь юсь емся имся етесь итесь ешься ишься йся йтесь ись йте ьте емте имте"
)

# Ends of stems that stand for each other: first those of single verbs, which are tried first, then those of many words.
_STEM_CHANGES = (
    "взя возьм",
    "бра бер бир",
    "ийт ийд ид идт ишл ишел",
    "йт йд шл шел",
    "оня ойм",
    "аня айм",
    "риня рим",
    "ня ним",
    "вест вед вел",
    "рест рет рел",
    "паст пад пал",
    "став ста",
    "кн к",
    "ок к ек",
    "ец ц",
    "ов у",
    "ж д жд з г",
    "ч т к ц",
    "ш с х",
    "щ ст ск т",
    "бл б",
    "вл в",
    "мл м",
    "пл п",
)


def word_forms(word: str) -> str:
    """Return a pattern for a word with any ending; for a word whose stem is too short, the word itself."""
    stem = _BARE_ENDING.sub("", word)
    return stem + _ENDINGS if len(stem) >= _LEAST_STEM else word


# The usual transliteration on signs and maps, without diacritics.
_LATIN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u",
})  # fmt: skip
_ADJECTIVE = re.compile(r"[иы]й\b")  # Нижний: nizhny, not nizhniy


def latin(text: str) -> str:
    """Return lower-case text with Cyrillic letters transliterated."""
    return _ADJECTIVE.sub("y", text).translate(_LATIN)


_KEYS = dict(zip("`qwertyuiop[]asdfghjkl;'zxcvbnm,.", "ёйцукенгшщзхъфывапролджэячсмитьбю", strict=True))
_ROUBLES = "RUB BYN"

# How tables and people shorten the names of the larger cities; no name here is short for two of them.
PLACE_NAMES = {
    "Москва": ("МСК", "Msk"),
    "Санкт-Петербург": ("Питер", "СПб", "Петербург", "С.-Петербург", "С-Петербург", "Spb"),
    "Новосибирск": ("Нск", "Новосиб", "Н-ск", "Н-сибирск"),
    "Екатеринбург": ("Екб", "Ебург", "Екат", "Ект", "Е-бург"),
    "Нижний Новгород": ("Нижний", "НН", "Н. Новгород", "Н.Новгород", "Н-Новгород", "ННов"),
    "Ростов-на-Дону": ("Ростов", "РнД", "Ростов н/Д", "Ростов-н/Д", "Ростов н/Дону", "Ростов на Дону"),
    "Казань": ("Кзн",),
    "Челябинск": ("Челяба", "Чел", "Челяб"),
    "Красноярск": ("Крск", "Красн-к"),
    "Краснодар": ("Крд",),
    "Самара": ("Смр",),
    "Пермь": ("Прм",),
    "Воронеж": ("Врн",),
    "Волгоград": ("Влг", "Волг", "Влгд"),
    "Владивосток": ("Владик", "Влдв", "ВДК"),
    "Калининград": ("Кгд", "Кёниг"),
    "Хабаровск": ("Хаб", "Хбр"),
    "Набережные Челны": ("Челны", "Наб. Челны", "Наб.Челны", "Н. Челны"),
    "Тольятти": ("Тлт",),
    "Магнитогорск": ("Магнитка",),
    "Новокузнецк": ("Новокузня", "Нвкз"),
    "Комсомольск-на-Амуре": ("Комсомольск", "КнА"),
    "Петропавловск-Камчатский": ("П-Камчатский", "Петропавловск-Камч."),
    "Ханты-Мансийск": ("Х-Мансийск", "Ханты"),
    "Московская область": ("МО", "Подмосковье", "Моск. обл.", "Московская обл."),
    "Ленинградская область": ("ЛО", "Лен. обл.", "Ленинградская обл."),
}

_FIELD_NAMES = {
    "название": ("title", "name", "label", "term"),
    "заголовок": ("title", "label"),
    "имя": ("name", "title"),
    "названия": ("names",),
    "другие названия": ("names", "also"),
    "описание": ("summary", "meaning", "note"),
    "кратко": ("summary",),
    "отрасль": ("field",),
    "сфера": ("field",),
    "поиск": ("search",),
    "место": ("place",),
    "путь": ("path",),
    "факты": ("facts",),
    "похожие": ("related",),
    "сравнить": ("compare",),
    "навык": ("skills", "skill"),
    "навыки": ("skills",),
    "уровень": ("level",),
    "коды": ("codes",),
    "код": ("code",),
    "зарплата": ("pay",),
    "зарплаты": ("pay",),
    "соискатели": ("applicants",),
    "доля": ("share",),
    "кто": ("who",),
    "эксперты": ("experts",),
    "должность": ("position",),
    "обучение": ("learning",),
    "источник": ("source", "sources"),
    "источники": ("sources", "source"),
    "автор": ("author",),
    "издатель": ("publisher",),
    "ссылка": ("url",),
    "адрес": ("url",),
    "дата": ("date", "collected", "reviewed"),
    "проверено": ("reviewed",),
    "черновик": ("draft",),
    "примечание": ("note", "pay_note"),
    "примечания": ("notes", "note"),
    "вид": ("kind",),
    "тип": ("kind",),
    "за": ("for",),
    "против": ("not_for",),
    "профессия": ("role",),
    "роль": ("role",),
    "валюта": ("currency",),
    "период": ("period",),
    "налог": ("basis",),
    "собрано": ("collected",),
    "столбцы": ("columns",),
    "колонки": ("columns",),
    "сегменты": ("segments",),
    "измерения": ("dimensions",),
    "требования": ("requires",),
    "опыт": ("years",),
    "текст": ("text",),
    "почему": ("why",),
    "термин": ("term",),
    "слово": ("term",),
    "значение": ("meaning", "value"),
    "подпись": ("label",),
    "язык": ("language",),
}
RULES = LanguageRules(
    alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюя",
    typography=typography,
    lowercase_titles=True,
    same_letters={"ё": "е"},
    latin_lookalikes=dict(zip("acekmhopxytb", "асекмнорхутв", strict=True)),  # in capitals or in small letters
    latin=latin,
    word_forms=word_forms,
    inflects_each_word=True,
    endings=tuple(_SEARCH_ENDINGS.split()),
    stem_changes=_STEM_CHANGES,
    keys=_KEYS,
    field_names=_FIELD_NAMES,
    booleans={"да": True, "нет": False},
    unknown=("неизвестно", "неизвестна"),
    year="гг?|года?|году",
    money=MoneyWords(
        at_most=("не более", "до"),
        at_least=("не менее", "от", "с"),
        below=("менее", "меньше", "ниже"),
        above=("более", "больше", "выше", "свыше"),
        than=("чем",),
        conjunctions=("и", "или"),
        maximum=("максимум", "макс"),
        minimum=("минимум", "мин"),
        about=("около", "примерно", "порядка", "приблизительно"),
        thousand=("тыс", "тысяч", "тысячи", "тысяча", "т", "тр", "к"),
        million=("млн", "миллион", "миллиона", "миллионов"),
        currencies=dict.fromkeys(("рублей", "рубля", "рубль", "руб", "р"), _ROUBLES),
    ),
    prose=ProsePatterns(
        thousand=r"тыс(?:\.|яч[а-я]*)?|т\.(?=[ \u00a0]?р\.)",
        million=r"млн\.?|миллион[а-я]*",
        currency=r"руб(?:\.|л[а-я]+)?|р\.|доллар[а-я]*|евро\b",
    ),
    headings=HeadingPatterns(
        region=r"\b(?:регион|город|област|субъект|край|штат)",
        segment=r"\b(?:сегмент|работодател|тип|вид компани|отрасл|сектор)",
        dimension=r"\bпол\b|\b(?:опыт|стаж|образован|квалификац)",
        age=r"\bвозраст",
        pay=r"\b(?:зарплат|заработн|оклад|доход|вилк|оплат)",
        band=r"\b(?:диапазон|грейд|уровень|уровня|разряд|ступен)\w*",
        percentile="перцентил|процентил",
        percentile_letter="[рп]",
        ordinal="[а-я]{1,2}",
        total=r"\bитог|\bвсего\b|\bв среднем\b|\bпо (?:россии|стране|всем)\b|^россия$|^рф$",
        thousand=r"\bтыс(?:\.|яч\w*|\b)|\bт\.?\s?р(?:уб\w*|\b)\.?|\bк\s?руб",
        million=r"\bмлн\b\.?|\bмиллион\w*",
        unit_prefix="в",
        quantiles={
            25: r"нижн\w+ квартил|перв\w+ квартил|1-\w+ квартил",
            75: r"верхн\w+ квартил|трет\w+ квартил|3-\w+ квартил",
            10: r"(?:1-\w+|перв\w+|нижн\w+) дециль",
            90: r"(?:9-\w+|девят\w+|верхн\w+) дециль",
        },
        statistics={
            "count": r"\bкол(?:\b|-?во\b|ич)|\bчисл(?:о|енност)|^ваканси[йи]$|^респондент|^анкет|^опрошен|^ответов\b"
            r"|^занято\b|^выборка|^n$",
            "median": "медиан",
            "mean": "средн",
            "entry": "начальн|стартов",
            "low": r"(?:^|\s)(?:от|мин\w*\.?|нижн\w*)$|^(?:мин|нижн)\w*\b",
            "high": r"(?:^|\s)(?:до|макс\w*\.?|верхн\w*)$|^(?:макс|верхн)\w*\b",
        },
        no_experience="без опыта|нет опыта|(?:до|менее) (?:1|одного) года",
        years="лет|год",
        to="до",
        periods={
            "hour": r"в час|/\s?час",
            "day": "в день|за смену",
            "week": "в недел",
            "month": r"\bв мес|/\s?мес|ежемесячн",
            "year": r"в год\b|годов|/\s?год",
        },
        bases={"gross": r"до вычета|до налог|до ндфл|\bгросс\b", "net": "после вычета|после налог|после ндфл|на руки"},
        currencies={r"\bруб\w*\.?": _ROUBLES, r"\bт\.?\s?р\b\.?": _ROUBLES},
        place_prefix=r"(?:г\.|гор\.|город)\s*",
        no_data=("н/д", "н.д.", "нет данных", "х"),
        segment_ids={
            "агентства": "agencies",
            "компании": "companies",
            "бизнес": "business",
            "государственные": "public",
            "частные": "private",
        },
        place_names=PLACE_NAMES,
    ),
)
