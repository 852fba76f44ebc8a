"""French words for what a model outside the house was asked, and what came of it."""

from collections.abc import Sequence
from typing import Final

from bot.words import en_outside
from bot.words.fr_grammar import counted, decimal, number

_INSTEAD: Final = {
    "sent": "rien n’est revenu du modèle extérieur",
    "answered": "le modèle extérieur y a vu du délicat, qu’une personne avait exclu",
    "timed_out": "le modèle extérieur n’a pas répondu à temps",
    "busy": "le modèle extérieur était occupé",
    "quota": "le quota du modèle extérieur est épuisé",
    "refused": "le modèle extérieur n’a pas voulu répondre",
    "cut_off": "la réponse du modèle extérieur était coupée",
    "bad_json": "la réponse du modèle extérieur était illisible",
    "wrong_shape": "la réponse du modèle extérieur était illisible",
    "unreachable": "le modèle extérieur était injoignable",
    "fault": "le modèle extérieur a eu une panne",
    "rejected": "le modèle extérieur n’accepte pas nos demandes",
    "broken": "quelque chose a cassé chez nous pendant la consultation du modèle extérieur",
    "personal": "la réponse du modèle extérieur contenait ce que personne ne lui avait donné",
    "ungrounded": "la réponse du modèle extérieur ne s’appuyait sur aucune source",
    "no_reply": "le modèle extérieur n’a trouvé aucune réponse dans les sources",
    "ceiling": "le budget du jour pour le modèle extérieur est dépensé",
    "resting": "le modèle extérieur vient d’échouer et a un répit",
    "no_prompt": "le prompt du modèle extérieur est périmé",
    "no_key": "aucune clé n’est réglée pour le modèle extérieur",
}


def _dollars(micros: int, digits: int = 2) -> str:
    return f"{decimal(micros / 1_000_000, digits)} $"


class Outside(en_outside.Outside):
    sent_outside = "Envoyé dehors, tel quel :"
    sent_gone = "Ce qui a été envoyé est effacé, comme le veut la durée de conservation du desk."

    def written_outside(self, vendor: str, model: str) -> str:
        return f"Écrit par {vendor} ({model}), vérifié avec ses sources."

    def written_instead(self, came: str) -> str:
        return f"Écrit par l’assistant intégré : {_INSTEAD.get(came, 'le modèle extérieur n’a pas aidé')}."

    def outside_spent(self, spent: str, ceiling: str, calls: str) -> str:
        return (
            f"Le modèle extérieur a dépensé {spent.replace('.', ',')} $ des {ceiling.replace('.', ',')} $ du jour, "
            f"en {calls} appels. Une fois tout dépensé, l’assistant intégré continue seul jusqu’à demain."
        )

    def outside_spent_on(self, micros: int | None, unknown: int) -> str:
        if micros is None:
            return "coût inconnu"
        more = f" et {counted(unknown, 'appel')} de coût inconnu" if unknown else ""
        return f"{_dollars(micros)}{more}"

    def outside_today(self, vendor: str, model: str, spent: str, ceiling: int | None, calls: int) -> str:
        most = f", sur {_dollars(ceiling)} au plus" if ceiling is not None else ""
        return f"{vendor} ({model}) aujourd’hui : {spent} pour {counted(calls, 'appel')}{most}."

    def outside_by_day(self, days: Sequence[tuple[str, str]]) -> str:
        return f"Par jour : {', '.join(f'{day} {spent}' for day, spent in days)}."

    def outside_by_type(self, days: int, types: Sequence[tuple[str, int, str, int | None]]) -> str:
        told = []
        for title, tickets, spent, each in types:
            share = f", {_dollars(each, 3)} chacun" if each is not None and tickets > 1 else ""
            told.append(f"{title} {spent} ({counted(tickets, 'ticket')}{share})")
        return f"En {counted(days, 'jour')} : {', '.join(told)}."

    def outside_in_all(self, calls: int, micros: int | None) -> str:
        return f"En tout : {counted(calls, 'appel')}, {self.outside_cost(micros)}"

    def outside_call(self, vendor: str, model: str, prompt: str, version: int) -> str:
        return f"Consulté : {vendor}, {model}, avec le prompt « {prompt} » version {version}"

    def outside_came(self, came: str, seconds: float) -> str:
        told = "il a répondu" if came == "answered" else _INSTEAD.get(came, "il n’a pas aidé")
        return f"{told} ({decimal(seconds, 1)} s)"

    def outside_tokens(self, read: int | None, kept: int | None, written: int | None) -> str:
        if read is None or written is None:
            return "jetons inconnus"
        again = f" (dont {number(kept)} gardés d’avant)" if kept else ""
        return f"{number(read)} jetons lus{again}, {number(written)} écrits"

    def outside_cost(self, micros: int | None) -> str:
        if micros is None:
            return "coût inconnu"
        return "sans coût" if micros == 0 else _dollars(micros, 5 if micros < 10_000 else 3)
