"""What a customer was told before about the same thing, in a few words."""

import re
from dataclasses import dataclass
from typing import Final

from bot.domain.phrases import fold
from bot.domain.text import clean

LONGEST: Final = 70  # characters of what was said


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The customer's last ticket before this one about the same record of theirs."""

    ticket_id: int
    source: str  # the record's
    key: str
    times: int  # tickets about that record in the window, this one included
    who: str  # first name of who answered; empty: nobody has
    said: str  # what was promised; empty: nothing that names a day

    @property
    def number(self) -> str:
        return f"T-{self.ticket_id}"


#: A day or date, in folded text: what a customer will remember of an answer.
_DAY: Final = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|tonight|next week"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|aujourd'hui|demain|semaine prochaine"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|heute|morgen|nachste woche"
    r"|lunes|martes|miercoles|jueves|viernes|sabado|hoy|manana"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|fev|avr|mai|juin|juil|aou"
    r"|dez|okt|marz)\w*"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?)\b"
)
_SENTENCE: Final = re.compile(r"[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")


def promised(body: str) -> str:
    """The first sentence of an answer that names a day, without the rest; "" where none does, or it is a question."""
    for found in _SENTENCE.finditer(clean(body)):
        sentence = " ".join(found[0].split())
        if sentence and not sentence.endswith("?") and _DAY.search(fold(sentence)):
            sentence = sentence.rstrip(".!")
            return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rstrip() + "…"
    return ""
