"""What French says where a fact was not given."""

from typing import ClassVar

from bot.words import en_facts


class Facts(en_facts.Facts):
    _unsaid: ClassVar[dict[str, str]] = {
        "who": "quelqu’un d’autre",
        "who_may": "qui en est responsable",
        "needed": "un autre rôle",
        "owner": "le responsable",
        "ticket": "un autre ticket",
        "number": "un autre ticket",
        "by": "un autre ticket",
        "into": "un autre ticket",
        "priority": "une autre",
        "score": "sans note",
        "duplicate_of": "un autre ticket",
        "language": "une autre langue",
        "missing": "quelque chose",
        "type": "un autre type",
        "title": "une source",
        "article": "une source",
        "word": "cela",
        "help": "/desk help",
        "state": "maintenant",
        "until": "un autre moment",
        "limit": "3 000",
        "record": "une fiche",
        "field": "quelque chose",
        "before": "autre chose",
        "detail": "sans motif",
        "asked": "personne",
        "reason": "sans motif",
    }
    _anything: ClassVar[str] = "quelque chose"
