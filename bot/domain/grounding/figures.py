"""Numbers, dates, amounts and their units: a sentence may have none that its source does not have."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from bot.domain.grounding.texts import fold

_NUMBER: Final = re.compile(r"\d+(?:[.,\u00a0\u202f']\d+)*")
CURRENCY: Final = re.compile(r"[€$£%]|\b(?:eur|usd|gbp|chf|euros?|dollars?|pounds?)\b", re.IGNORECASE)
_SIGNS: Final = {
    "eur": "€", "euro": "€", "euros": "€", "usd": "$", "dollar": "$", "dollars": "$", "gbp": "£", "pound": "£",
    "pounds": "£",
}  # fmt: skip


def _table(lines: Iterable[str]) -> dict[str, str]:
    return {word: line.split()[0] for line in lines for word in line.split()[1:]}


# "one", "un", "ein" and "uno" are articles as well, and so no figures.
_WORDS: Final = _table((
    "2 two deux zwei dos", "3 three trois drei tres", "4 four quatre vier cuatro", "5 five cinq funf cinco",
    "6 six sechs seis", "7 seven sept sieben siete", "8 eight huit acht ocho", "9 nine neuf neun nueve",
    "10 ten dix zehn diez", "11 eleven onze elf", "12 twelve douze zwolf doce", "14 fourteen quatorze vierzehn catorce",
    "15 fifteen quinze funfzehn quince", "20 twenty vingt zwanzig veinte", "24 twenty-four vingt-quatre",
    "30 thirty trente dreissig treinta", "40 forty quarante vierzig cuarenta", "50 fifty cinquante funfzig cincuenta",
    "60 sixty soixante sechzig sesenta", "90 ninety neunzig noventa", "100 hundred cent hundert cien",
    "1000 thousand mille tausend mil", "1/2 half halfway demi moitie halb halbe halben mitad medio",
    "2x twice double doppelt doppelte doble",
    "d1 monday lundi montag lunes", "d2 tuesday mardi dienstag martes", "d3 wednesday mercredi mittwoch miercoles",
    "d4 thursday jeudi donnerstag jueves", "d5 friday vendredi freitag viernes",
    "d6 saturday samedi samstag sonnabend sabado", "d7 sunday dimanche sonntag domingo",
    "m1 january janvier januar janner enero", "m2 february fevrier februar febrero", "m3 mars marz marzo",
    "m4 april avril abril", "m5 mai mayo", "m6 june juin juni junio", "m7 july juillet juli julio",
    "m8 august aout agosto", "m9 september septembre septiembre", "m10 october octobre oktober octubre",
    "m11 november novembre noviembre", "m12 december decembre dezember diciembre",
))  # fmt: skip
_CAPITALISED: Final = {"March": "m3", "May": "m5"}  # ordinary words in small letters
UNITS: Final = _table((
    "minute minute minutes minuten minuto minutos", "hour hour hours heure heures stunde stunden hora horas",
    "day day days jour jours tag tage tagen dia dias", "week week weeks semaine semaines woche wochen semana semanas",
    "month month months mois monat monate monaten mes meses",
    "year year years an ans annee annees jahr jahre jahren ano anos",
    "workday workday workdays werktag werktage werktagen arbeitstag arbeitstage arbeitstagen",
    "kg kg kilo kilos kilogram kilograms kilogramm", "g gram grams gramm gramme grammes gramo gramos",
    "km km kilometre kilometres kilometer kilometers", "m m metre metres meter metern metro metros",
    "cm cm centimetre centimetres centimeter centimeters zentimeter", "mm mm",
    "l litre litres liter liters litro litros",
))  # fmt: skip
_WORKING: Final = re.compile(
    r"\b(?:working|business) days?\b|\bjours? ouvr(?:és?|es?|ables?)\b|\bd[ií]as? (?:laborables?|hábiles?|habiles?)\b",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(rf"{_NUMBER.pattern}|[^\W\d_]+(?:-[^\W\d_]+)*|[€$£%]")
_BETWEEN: Final = frozenset(["to", "or", "and", "bis", "oder", "und", "a", "ou", "et", "o", "y", "or"])
_WITHIN: Final = 4  # words between a number and its unit: "3 to 5 working days"


def strays(text: str, said: Sequence[str], values: Sequence[str]) -> bool:
    """Whether a text has a figure, a currency or a unit that its sources do not have, or has theirs in another order.

    `said` is the wording that it rests on, `values` what was filled in. `1,234.50`, `1 234,5` and `1234.50` are one.
    """
    source = " . ".join((*said, *values))
    figures = _figures(text)
    if not Counter(figures) <= Counter(_figures(source)) or not currencies(text) <= currencies(source):
        return True
    if not _pairs(text) <= _pairs(source):
        return True
    fixed = _figures(" . ".join(said))
    return Counter(figures) <= Counter(fixed) and not _in_order(figures, fixed)


def same_value(quote: str, value: str) -> bool:
    """Whether `quote` is a record's value, perhaps written for the reader's language: its figures decide, and of a date
    day and month as well."""
    if quote == value:
        return True
    figures, known = Counter(_digits(quote)), Counter(_digits(value))
    if not known or not figures or not figures <= known or not currencies(quote) <= currencies(value):
        return False
    dated = re.match(r"(\d{4})-(\d{2})-(\d{2})", value)
    named = {figure for figure in _figures(quote) if figure[0] == "m"}
    return not named or (dated is not None and named == {f"m{int(dated[2])}"})


def of(text: str) -> set[str]:
    """All figures of a text by their value: numbers, also written out, days of the week and months."""
    return set(_figures(text))


def currencies(text: str) -> set[str]:
    """The signs of the currencies in a text, and that of per cent."""
    return {_SIGNS.get(found.lower(), found.lower()) for found in CURRENCY.findall(text)}


def _digits(text: str) -> list[str]:
    return [_value(number) for number in _NUMBER.findall(text)]


def _value(number: str) -> str:
    if grouped := re.fullmatch(r"(\d{1,3})[.,](\d{3})", number):
        return f"{int(grouped[1])},{grouped[2]}"  # a thousand or three decimals: nothing but the like of it is the same
    if small := re.fullmatch(r"0[.,](\d+)", number):
        return f"0.{small[1]}".rstrip("0").rstrip(".")
    whole, decimals = number, ""
    if match := re.search(r"[.,](\d{1,2})$", number):
        whole, decimals = number[: match.start()], match[1].rstrip("0")
    digits = re.sub(r"\D", "", whole).lstrip("0") or "0"
    return f"{digits}.{decimals}" if decimals else digits


def _figures(text: str) -> list[str]:
    """All figures in their order: numbers by value, also written out, days of the week and months."""
    return [value for token in _TOKEN.findall(text) if (value := figure(token))]


def figure(token: str) -> str:
    """The figure that a number or a word stands for, by its value; empty for any other word."""
    if token[0].isdigit():
        return _value(token)
    return _CAPITALISED.get(token) or _WORDS.get(fold(token), "")


def _pairs(text: str) -> set[tuple[str, str]]:
    """Each number with the unit or currency that it is of."""
    tokens = [token if token[0].isdigit() else fold(token) for token in _TOKEN.findall(_WORKING.sub("workday", text))]
    pairs: set[tuple[str, str]] = set()
    for place, token in enumerate(tokens):
        value = figure(token)
        if not value or value[0] in "dm":
            continue
        before = tokens[place - 1] if place else ""
        if currency := currencies(before):
            pairs.add((value, min(currency)))
        for further in tokens[place + 1 : place + 1 + _WITHIN]:
            if unit := _SIGNS.get(further) or (further if further in "€$£%" else UNITS.get(further, "")):
                pairs.add((value, unit))
                break
            if not figure(further) and further not in _BETWEEN:
                break
    return pairs


def _in_order(figures: Sequence[str], of: Sequence[str]) -> bool:
    rest = iter(of)
    return all(figure in rest for figure in figures)
