"""Currencies with their codes and signs, and whether amounts are before or after tax."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Self

from careerguide.core.problems import SiteText
from careerguide.languages.registry import merged


class Basis(StrEnum):
    """Whether amounts are before or after tax."""

    words: SiteText

    def __new__(cls, name: str, words: SiteText) -> Self:
        """Return the member whose value is the word used in files."""
        basis = str.__new__(cls, name)
        basis._value_ = name
        basis.words = words
        return basis

    GROSS = "gross", SiteText("before tax")
    NET = "net", SiteText("after tax")
    UNKNOWN = "unknown", SiteText("not known whether before or after tax")


# ISO 4217, the currencies in use in 2025.
_ISO_4217 = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
    CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD
    HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD
    MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY
    TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CODES = frozenset(_ISO_4217.split())

# A sign can mean several currencies: the table's own `currency` decides.
SIGNS = {
    "₽": "RUB",
    "$": "USD ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SGD TTD TWD UYU XCD",
    "€": "EUR",
    "£": "GBP EGP FKP GIP LBP SDG SHP SSP SYP",
    "¥": "JPY CNY",
    "₸": "KZT",
    "₴": "UAH",
    "₹": "INR",
    "₺": "TRY",
    "₼": "AZN",
    "₾": "GEL",
    "₩": "KRW KPW",
    "₪": "ILS",
    "₫": "VND",
    "₦": "NGN",
    "₱": "PHP",
    "֏": "AMD",
    "฿": "THB",
}


def currencies(token: str) -> frozenset[str]:
    """Return the codes that a currency sign, code or word can mean; empty for any other token."""
    if token in SIGNS:
        return frozenset(SIGNS[token].split())
    name = token.rstrip(".")
    return frozenset({name.upper()}) if name.upper() in CODES else _by_word().get(name.casefold(), frozenset())


def words_for(code: str) -> tuple[str, ...]:
    """Return the code and the words that can mean a currency, longest first, without signs."""
    words = (word for word, codes in _by_word().items() if code in codes)
    return tuple(sorted([code, *words], key=len, reverse=True))


def signs_of(code: str) -> tuple[str, ...]:
    """Return the signs that can mean a currency."""
    return tuple(sign for sign, codes in SIGNS.items() if code in codes.split())


@cache
def _by_word() -> dict[str, frozenset[str]]:
    words = merged(lambda rules: rules.money.currencies)
    return {word: frozenset(codes.split()) for word, codes in words.items()}
