"""Questions that the customer has answered already."""

import re
from typing import Final

from bot.domain.grounding.faults import Sources
from bot.domain.grounding.texts import fold

_ASKS: Final = re.compile(
    r"\?|\b(?:tell us|let us know|we (?:still )?need|send us|give us|dites[ -]nous|indiquez[ -]nous|il nous faut"
    r"|nous avons besoin|envoyez[ -]nous|sagen sie uns|teilen sie uns|senden sie uns|brauchen wir|wir brauchen"
    r"|benotigen wir|diganos|indiquenos|envienos|necesitamos)\b"
)
_CHOICES: Final = ("refund|rembours|erstatt|reembols", "replac|remplac|ersatz|article neuf|reemplaz")
_PLACE: Final = re.compile(r"\b(?:address|adresse|anschrift|direccion)\b")
_MAIL: Final = re.compile(r"\be-?mail|\bcorreo\b|\bcourriel\b")
_GIVEN_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_NUMBER: Final = re.compile(
    r"\border number|number of your order|numero de (?:votre )?commande|bestellnummer|numero de(?: su)? pedido"
)
_PICTURE: Final = re.compile(r"\b(?:photo|picture|foto|bild|image|imagen)\w*\b")
_GIVEN_PLACE: Final = re.compile(
    r"\b\d{1,4}\w?,? (?:[A-ZÀ-Þ]\w+ )+(?:Street|Road|Lane|Avenue|Drive|Close|Way|Court|Square|Place|Gardens)\b"
    r"|\b\d{1,4}\w?,? (?i:rue|avenue|boulevard|place|chemin|allée|impasse|quai)\b"
    r"|\b[A-ZÄÖÜ][\w-]*(?:straße|strasse|str\.|gasse|weg|allee|platz) ?\d"
    r"|\b(?i:calle|avenida|plaza|paseo) [^\d\n]{2,40},? \d"
)


def said_already(text: str, sources: Sources) -> bool:
    """Whether a sentence asks for a choice that the customer has made, or for an address, an order number, a picture or
    an e-mail address that they have given."""
    question, answer = fold(text), fold(sources.asked)
    if not _ASKS.search(question):
        return False
    offered = [stem for stem in _CHOICES if re.search(stem, question)]
    if len(offered) > 1 and any(re.search(stem, answer) for stem in offered):
        return True
    if _PLACE.search(question) and not _MAIL.search(question) and _GIVEN_PLACE.search(sources.asked):
        return True
    if _NUMBER.search(question) and any(record.state == "own" for record in sources.records):
        return True
    if _PICTURE.search(question) and sources.pictured:
        return True
    return bool(_MAIL.search(question) and _GIVEN_MAIL.search(sources.asked))
