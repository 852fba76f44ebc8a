"""French for quality reviews."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.words import en_reviews
from bot.words.fr_grammar import counted, decimal

_WHY: Final = {
    "reopened": "rouverte",
    "waited": "longue attente",
    "edited": "suggestion très modifiée",
    "quick": "approuvée en quelques secondes",
    "sensitive": "délicate",
}


class Reviews(en_reviews.Reviews):
    home_reviews = "À relire par moi"
    home_my_reviews = "Mes réponses, relues"
    review = "Relire…"
    review_title = "Relecture"
    review_submit = "Noter"
    review_note_label = "Remarque"
    review_note_hint = "Qui a répondu la lit dans son accueil ; elle disparaît après 90 jours, avec les notes."
    scores: Mapping[str, str] = {
        "1": "1 · pas du tout", "2": "2 · en partie", "3": "3 · en grande partie", "4": "4 · tout à fait",
    }  # fmt: skip
    leave_out = "Pas celle-ci…"
    leave_out_title = "Pas celle-ci"
    leave_out_submit = "La laisser"
    leave_out_label = "Pourquoi elle n’est pas relue"
    left_out_why: Mapping[str, str] = {
        "involved": "J’y ai pris part",
        "nothing_said": "Il n’y a rien à juger",
        "language": "Je ne lis pas sa langue",
        "other": "Autre chose",
    }

    def to_review(self, count: int) -> str:
        wait = "attend" if count < 2 else "attendent"
        told = counted(count, "conversation")
        return f"{told} de la semaine dernière {wait} votre relecture, dans l’accueil de cette application."

    def drawn_for(self, reasons: Sequence[str]) -> str:
        return ", ".join(_WHY.get(one, one) for one in reasons)

    def my_reviews(self, count: int, average: str, fewest: int) -> str:
        told = f"{counted(count, 'conversation relue', 'conversations relues')} ces 90 derniers jours"
        if average:
            return f"{told} : {average} sur 4 en moyenne."
        return f"{told}. Les moyennes apparaissent à partir de {fewest}."

    def criterion(self, title: str, average: str) -> str:
        return f"{title} {average}"

    def noted(self, number: str, note: str) -> str:
        return f"{number} : « {note} »"

    def mate_reviewed(self, average: str, count: int) -> str:
        return f"relectures {average} sur 4 ({count})"

    def decimal(self, number: float) -> str:
        return decimal(number, 1)

    def reviewed(self, done: int, drawn: int, average: str, title: str, lowest: str) -> str:
        told = f"Relues : {done} sur {drawn}"
        told += f", en moyenne {average} sur 4" if average else ""
        return f"{told} ; le plus bas : {title} {lowest}." if average and title else f"{told}."
