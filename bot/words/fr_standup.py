"""French sentences of the standup."""

from datetime import date

from bot.words import en_standup
from bot.words.fr_digest import day_name
from bot.words.fr_grammar import counted, listed, number


class Standup(en_standup.Standup):
    nothing_waits_anywhere = "Rien n’attend : bonne matinée."

    def standup_title(self, day: date) -> str:
        return f"Point du {day_name(day)}"

    def standup_waiting(self, first: int, following: int, telling: int, approval: int, nobody: int) -> str:
        figures = {"une première réponse": first, "la réponse suivante": following, "une approbation": approval}
        told = [f"{number(count)} pour {what}" for what, count in figures.items() if count]
        told += [f"{number(telling)} pour dire au client ce qu’un service a répondu"] if telling else []
        if not told:
            return "Rien ne nous attend."
        return f"En attente : {', '.join(told)} ; {counted(nobody, 'libre')}."

    def slept_long(self, count: int, numbers: list[str]) -> str:
        more = f" et {number(count - len(numbers))} de plus" if count > len(numbers) else ""
        return f"En veille depuis plus d’une semaine : {', '.join(numbers)}{more}."

    def standup_people(self, shares: list[str]) -> str:
        return f"Qui en a : {', '.join(shares)}."

    def standup_share(self, name: str, opened: int, due: int, *, away: bool) -> str:
        notes = [f"{number(due)} à échéance"] if due else []
        notes += ["absence"] if away else []
        noted = f" ({', '.join(notes)})" if notes else ""
        return f"{name} {number(opened)}{noted}"

    def nothing_waits_in(self, titles: list[str]) -> str:
        return f"Rien n’attend dans {listed(titles, 'ni')}."
