"""The codes and signs by which a cell can name its currency."""

from __future__ import annotations

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

# A sign can stand for several currencies: the table's own `currency` says which.
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
ROUBLE_WORDS = frozenset({"RUB", "BYN"})  # руб., р.: said of both


def currencies(token: str) -> frozenset[str]:
    """Return the codes that a sign, a code or a Russian word for the rouble can mean."""
    if token in SIGNS:
        return frozenset(SIGNS[token].split())
    code = token.rstrip(".").upper()
    return frozenset({code}) if code in CODES else ROUBLE_WORDS
