"""French sentences for leads: who has how much, giving tickets to others, turns and pauses."""

from collections.abc import Sequence

from bot.words import en_leads
from bot.words.fr_grammar import as_far_as, listed, number


class Leads(en_leads.Leads):
    shares_title = "Qui a combien"
    reassign = "Réattribuer…"
    reassign_title = "Réattribuer des tickets"
    reassign_submit = "Réattribuer"
    reassign_from = "Les tickets de"
    reassign_which = "Lesquels"
    reassign_all = "Tous"
    reassign_to = "À qui"
    reassign_to_queue = "Retour à la file"
    reassign_spread = "À tour de rôle, aux présents"
    reassign_hint = (
        "Les tickets scellés ne vont qu’à ceux qui peuvent voir derrière le sceau. Chacun reçoit un seul message."
    )
    nobody_has_any = "Personne n’a de ticket ici."
    resume = "Reprendre"
    is_away = "absent"
    is_off = "hors de ses heures"
    not_paused = "Cette file n’est pas en pause."
    by_turn = "à tour de rôle"

    def first_due(self, count: int) -> str:
        return f"Les {count} premiers attendus"

    def take_all(self, name: str) -> str:
        return f"Reprendre les tickets de {name}"

    def share(self, open_now: int, due: int, overdue: int, waiting: int, most: int) -> str:
        parts = [f"{as_far_as(open_now, most)} en cours"]
        parts += [f"{as_far_as(due, most)} pour aujourd’hui"] if due else []
        parts += [f"{as_far_as(overdue, most)} en retard"] if overdue else []
        parts += [f"{as_far_as(waiting, most)} en attente d’approbation"] if waiting else []
        return " · ".join(parts)

    def have_nothing(self, names: Sequence[str]) -> str:
        return f"Sans rien : {', '.join(names)}"

    def away_until(self, when: str) -> str:
        return f"absent jusqu’à : {when}"

    def has_so_many(self, name: str, count: int, most: int) -> str:
        return f"{name} ({as_far_as(count, most)})"

    def moved_to(self, name: str, count: int) -> str:
        return f"{number(count)} à {name}" if name else f"{number(count)} de retour dans la file"

    def moved_many(self, name: str, count: int, parts: Sequence[str]) -> str:
        if not count:
            return f"Aucun des tickets de {name} n’a bougé."
        return f"Tickets de {name} réattribués ({number(count)}) : {listed(list(parts), 'et')}."

    def stayed_sealed(self, numbers: Sequence[str]) -> str:
        return f"Restés en place, car scellés et pas pour la personne choisie : {', '.join(numbers)}."

    def stayed_leaving(self, numbers: Sequence[str]) -> str:
        return f"Restés en place, car une réponse est en train de partir : {', '.join(numbers)}."

    def given_many(self, who: str, count: str, other: str, numbers: str) -> str:
        return f"{who} vous a donné {count} des tickets de {other} : {numbers}."

    def taken_many(self, who: str, count: str, numbers: str) -> str:
        return f"{who} a donné {count} de vos tickets à d’autres : {numbers}."

    def away_now(self, name: str, when: str) -> str:
        return f"{name} est en absence jusqu’au {when}. La personne est prévenue et peut le changer."

    def back_now(self, name: str) -> str:
        return f"{name} est de retour. La personne est prévenue."

    def was_not_away(self) -> str:
        return "Cette personne n’était pas en absence."

    nobody_here = "Personne d’autre n’est là en ce moment : rien n’a bougé."

    def paused(self, when: str, who: str, reason: str) -> str:
        told = f"En pause jusqu’à {when}, par {who} : {reason}."
        return f"{told} Rien n’est donné à tour de rôle ; les échéances continuent."

    def pause_of_day(self, when: str, who: str, reason: str) -> str:
        return f"en pause jusqu’à {when}, par {who} ({reason})"

    def paused_short(self, when: str) -> str:
        return f"file en pause jusqu’à {when}"

    def paused_now(self, when: str) -> str:
        return f"En pause jusqu’à {when}. Rien n’est donné à tour de rôle ; les échéances continuent."

    def resumed_now(self, title: str) -> str:
        return f"{title} : reprise."
