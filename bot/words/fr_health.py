"""French sentences about Deskhand itself: what waits, what was given up, who has fallen silent."""

from collections.abc import Mapping
from typing import ClassVar

from bot.words import en_health
from bot.words.fr_grammar import counted, number


class Troubles(en_health.Troubles):
    health_title = "Comment va Deskhand"
    database_answers = "La base de données répond."
    nothing_late = "Rien de ce qui est dû n’attend."
    nothing_waits = "Rien n’est en route."
    slack_never = "Slack n’a pas encore répondu."
    nothing_given_up = "Rien n’a été abandonné."
    try_again_button = "Réessayer"
    drop_button = "Laisser tomber"
    read_button = "Lire"
    given_up_title = "Abandonné"
    kinds: ClassVar[dict[str, str]] = {
        "prepare": "suggestion",
        "card": "carte",
        "thread": "fil",
        "reply": "réponse",
        "notice": "message direct",
        "digest": "bilan",
        "question": "réponse à une question",
        "figures": "chiffres de jours",
        "export": "chiffres en fichier",
        "event": "événement pour un abonné",
        "upkeep": "note ou statut pour un helpdesk",
    }

    def source_silent(self, source: str, when: str, usual: int) -> str:
        since = f" depuis {when}" if when else " jusqu’ici"
        told = f" (d’habitude, à cette heure : {usual})" if usual else ""
        return f"Rien de {source}{since}{told}. Vérifiez son webhook."

    def untold(self, subscriber: str, events: int, cause: str) -> str:
        wait = "attend" if abs(events) < 2 else "attendent"
        told = f" ({cause})" if cause else ""
        return f"{subscriber} ne prend rien : {counted(events, 'événement')} {wait}{told}."

    def was_silent(self, source: str, since: str, until: str) -> str:
        when = f"entre {since} et {until}" if since and until else f"depuis {since}" if since else ""
        when = when or (f"jusqu’à {until}" if until else "de toute la journée")
        return f"Rien n’est venu de {source} {when} ; les chiffres sont peut-être bas."

    def late(self, duration: str) -> str:
        return f"Le plus ancien travail dû attend depuis {duration}."

    def on_its_way(self, counts: Mapping[str, int]) -> str:
        return f"En route : {', '.join(f'{self.work(kind)} {count}' for kind, count in counts.items())}."

    def slack_answered(self, when: str) -> str:
        return f"Membres des canaux lus dans Slack : {when}, et toutes les cinq minutes."

    def unsure_replies(self, count: int) -> str:
        told = counted(
            count,
            "réponse dont personne ne sait si elle est arrivée",
            "réponses dont personne ne sait si elles sont arrivées",
        )
        return f"{told} ; la carte pose la question."

    def parked_requests(self, count: int) -> str:
        told = counted(count, "demande mise de côté, intraitable", "demandes mises de côté, intraitables")
        return f"{told} : python -m bot inbox list"

    def figures_differ(self, count: int) -> str:
        told = counted(
            count,
            "chiffre de jours passés ne correspondait pas au registre",
            "chiffres de jours passés ne correspondaient pas au registre",
        )
        return f"{told} ; ces jours sont recomptés."

    def figures_behind(self, days: int) -> str:
        told = counted(days, "jour attend", "jours attendent")
        return f"{told} depuis une heure d’être comptés ; les chiffres sont peut-être bas."

    def given_up(self, count: int, shown: int) -> str:
        newest = f", dont les {shown} plus récents" if shown < count else ""
        return f"Abandonnés : {number(count)}{newest}."

    def letter(self, kind: str, subject: str, cause: str) -> str:
        return f"{self.work(kind)} {subject} : {cause or 'cause inconnue'}"

    def letter_facts(self, letter_id: int, attempts: int, trace: str) -> list[str]:
        tried = f"Abandonné après {counted(attempts, 'essai')}."
        asked = f"Demandé par la requête {trace} ; ses lignes de journal portent cet identifiant." if trace else ""
        return [line for line in (f"Ligne d’outbox {letter_id}.", tried, asked) if line]
