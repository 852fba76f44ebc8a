"""French words for escalations: who is asked, what they read in one glance, and what others hear of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.words import en_escalations
from bot.words.fr_grammar import counted, listed, ordinal

_MOODS: Final = {
    "angry": "très mécontent",
    "harm": "parle d’un dommage",
    "legal": "menace d’une action en justice",
    "reputation": "menace de rendre public",
    "dispute": "conteste quelque chose",
    "cancellation": "veut partir",
    "asks_for_person": "demande une personne",
}
_REJECTED: Final = {
    "wrong_facts": "faits inexacts",
    "wrong_question": "répondait à autre chose",
    "tone": "ton inadapté",
    "outdated": "source dépassée",
    "too_long": "trop longue ou peu claire",
}
_NEWS: Final = {
    "accepted": "{who} l’a accepté et s’en charge maintenant.",
    "passed_on": "{who} l’a transmis à {to}.",
    "answered": "{who} a répondu au client.",
    "settled": "{who} dit que c’est réglé ; il est revenu dans la file.",
    "resolved": "{who} l’a résolu.",
}


class Escalations(en_escalations.Escalations):
    accept_escalation = "Accepter"
    passing = "Transmettre…"
    passing_title = "Transmettre"
    passing_submit = "Transmettre"
    passing_person = "À qui"
    passing_why = "Pourquoi"
    passing_hint = "Lu tout de suite. Le client ne le voit pas."
    settle = "Réglé…"
    settle_title = "Réglé"
    settle_submit = "Rendre à la file"
    settle_note = "Ce qui a été décidé"
    settle_hint = "Pour qui continue. Le client ne le voit pas."
    glance_wants = "Demande"
    glance_promised = "Promis"
    glance_told = "Dernière réponse"
    glance_tried = "Déjà fait"
    glance_mood = "Humeur"
    glance_questions = "Reste à savoir"
    glance_nothing_tried = "rien encore"
    glance_calm = "aucun signe de colère"

    asked_by_reason = "Choisissez un motif pour voir qui sera sollicité."

    def will_be_asked(self, names: Sequence[str], on_call: str, within: str) -> str:
        first, *rest = [*names, *([f"{on_call} (d’astreinte)"] if on_call else [])]
        if not rest:
            return f"On sollicite {first}, et personne après."
        each = ", chaque fois" if len(rest) > 1 else ""
        return f"On sollicite d’abord {first}, puis {', puis '.join(rest)}{each} après {within} d’heures ouvertes."

    def advised(self, said: str) -> str:
        return f"Conseil : {said}"

    def advised_by(self, rule: str) -> str:
        return f"Conseil selon la règle « {rule} » du fichier du desk ; il n’entre dans aucune réponse"

    def escalated_line(self, to: str, by: str, when: str, reason: str, accepted: str, *, ended: bool = False) -> str:
        line = f"Escaladé à {to}" if to else "Escaladé"
        line += f" par {by}" if by else ""
        line += f", {when}" if when else ""
        line += f" : {reason}" if reason else ""
        if accepted:
            return f"{line} · accepté {accepted}"
        return line if ended else f"{line} · pas encore accepté"

    def asked_before(self, names: Sequence[str]) -> str:
        return f"sollicités avant : {listed(list(names), 'et')}"

    def mood(self, signs: Sequence[tuple[str, int]]) -> str:
        told = []
        for name, number in signs:
            if name == "contacts":
                told.append(f"{ordinal(number)} contact en 14 jours")
            elif name == "reopened":
                told.append(f"rouvert {counted(number, 'fois', 'fois')}")
            else:
                told.append(_MOODS.get(name, name))
        return ", ".join(told) or self.glance_calm

    def tried(self, what: str, detail: str) -> str:
        number = int(detail) if detail.isdigit() else 1
        match what:
            case "replies":
                return f"{counted(number, 'réponse envoyée', 'réponses envoyées')}"
            case "holding":
                return counted(number, "réponse d’attente envoyée", "réponses d’attente envoyées")
            case "rejected":
                return f"suggestion refusée : {_REJECTED.get(detail, detail.replace('_', ' '))}"
            case "stopped":
                return f"{counted(number, 'réponse arrêtée', 'réponses arrêtées')}"
            case "snoozed":
                return f"mis en veille {counted(number, 'fois', 'fois')}"
            case "settled":
                return "déjà escaladé et réglé"
            case _:
                return detail

    def until_promise(self, who: str, when: str, *, late: bool) -> str:
        return f"{who} pour {when}, en retard" if late else f"{who} pour {when}"

    def escalation_news(self, number: str, events: Sequence[Mapping[str, Any]]) -> str:
        told = [_NEWS.get(str(event.get("what")), "Il y a du nouveau.").format_map(event) for event in events]
        notes = [f"« {event['note']} »" for event in events if event.get("note")]
        return "\n".join([f"{number} : {' '.join(told)}", *notes])
