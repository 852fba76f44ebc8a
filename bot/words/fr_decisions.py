"""French sentences of what a digest offers to decide, and of what became of it."""

from collections.abc import Mapping

from bot.words import en_decisions
from bot.words.fr_grammar import counted, number, of


class Decisions(en_decisions.Decisions):
    to_decide = "À décider :"
    decision_done = "C’est fait"

    def decision(self, kind: str, named: Mapping[str, str], figures: Mapping[str, int]) -> str:
        match kind:
            case "reassign":
                return f"Redonner les {counted(figures.get('open', 0), 'ticket')} {of(named['who'])}…"
            case "incident":
                return f"Déclarer un incident : {named['value']}"
            case _:
                texts = counted(figures.get("past", 0) + figures.get("soon", 0), "texte")
                return f"Rappeler {texts} à leurs responsables"

    def why_decide(self, kind: str, named: Mapping[str, str], figures: Mapping[str, int]) -> str:
        match kind:
            case "reassign":
                told = f"absence {of(named['who'])}, {counted(figures.get('open', 0), 'ticket')} dans {named['queue']}"
                return f"{told}, {figures['overdue']} en retard" if figures.get("overdue") else told
            case "incident":
                requests = counted(figures.get("requests", 0), "demande")
                return f"{requests} en un jour, {self.cause(named['rule'], named['value'])}"
            case _:
                parts = [f"{number(figures['past'])} hors date"] if figures.get("past") else []
                parts += [f"{number(figures['soon'])} bientôt"] if figures.get("soon") else []
                return f"textes sur lesquels reposent les suggestions : {', '.join(parts)}"

    def decision_taken(self, kind: str) -> str:
        return "C’est un incident, et ses tickets le disent." if kind == "incident" else (
            "Leurs responsables ont reçu un rappel."
        )  # fmt: skip

    def became(
        self, kind: str, named: Mapping[str, str], before: Mapping[str, int], now: Mapping[str, int], who: str
    ) -> str:
        by = who or "personne n’a décidé"
        match kind:
            case "reassign":
                told = f"{named['who']}, {named['queue']} : {_then(before, now, 'open')} en cours"
            case "incident":
                told = f"{self.cause(named['rule'], named['value'])} : {_then(before, now, 'requests')} en un jour"
            case _:
                told = f"textes hors date : {_then(before, now, 'past')}"
        return f"{told} ({by})"

    def since_offered(self, told: list[str]) -> str:
        return f"Proposé la dernière fois : {' ; '.join(told)}."


def _then(before: Mapping[str, int], now: Mapping[str, int], figure: str) -> str:
    return f"{number(before.get(figure, 0))} puis {number(now.get(figure, 0))}"
