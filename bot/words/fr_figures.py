"""French sentences of `/queue` and the digest."""

from datetime import date
from typing import Final

from bot.words import en_figures
from bot.words.fr_grammar import counted, number

_DAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


def day_name(day: date) -> str:
    """`mardi 24 novembre`, `mardi 1er décembre`."""
    numbered = "1er" if day.day == 1 else str(day.day)
    return f"{_DAYS[day.weekday()]} {numbered} {_MONTHS[day.month - 1]}"


#: Titles that agree with their number.
_PLURAL: Final = frozenset({"unassigned", "sensitive"})


class Figures(en_figures.Figures):
    # /queue
    def queue_count(self, name: str, count: int, most: int) -> str:
        title = self.queue_titles.get(name, name.replace("_", " "))
        told = f"{number(most)} ou plus" if count >= most else number(count)
        return f"{told} {title.removesuffix('s') if count < 2 and name in _PLURAL else title}"

    def queue_page(self, first: int, last: int, total: int, most: int) -> str:
        told = f"{number(most)} ou plus" if total >= most else number(total)
        return f"{first} à {last} sur {told}, la plus longue attente d’abord" if total else "Rien n’attend ici."

    def waits(self, duration: str) -> str:
        return f"attend depuis {duration}"

    def due(self, when: str) -> str:
        return f"attendu : {when}"

    def asleep_until(self, when: str) -> str:
        return f"en veille jusqu’à : {when}"

    def until(self, when: str) -> str:
        return f"jusqu’à : {when}"

    def sleeps_until(self, when: str) -> str:
        return f"En veille jusqu’à : {when}."

    def asleep(self, named: str) -> str:
        return f"En veille : {named}"

    def woke(self, number: str) -> str:
        return f"{number} n’est plus en veille."

    # The digest
    def digest_title(self, day: date, *, so_far: bool = False) -> str:
        return f"Bilan du {day_name(day)}{', jusqu’ici' if so_far else ''}"

    def verdict(self, received: int, resolved: int, backlog: int) -> str:
        if not received and not resolved and not backlog:
            return "Une journée calme : rien n’est arrivé et rien n’attend."
        trend = (
            "Moins d’attente"
            if resolved > received
            else "Plus d’attente"
            if received > resolved
            else "Autant d’attente"
        )
        came = f"{counted(received, 'demande arrivée', 'demandes arrivées')}"
        done = f"{counted(resolved, 'résolue')}"
        return f"{trend} qu’avant : {came}, {done}, {number(backlog)} encore en cours."

    def waited_most(self, shares: str) -> str:
        return f"Les clients ont attendu : {shares}."

    def waited_for(self, holder: str, duration: str) -> str:
        return f"{'le support' if holder == 'support' else holder} {duration}"

    def returns(self, reopened: int, escalated: int) -> str:
        return f"{counted(reopened, 'rouvert')}, {counted(escalated, 'escaladé')}."

    def drafts(self, as_is: int, edited: int, rejected: int, withheld: int) -> str:
        sent = f"{counted(as_is, 'envoyée telle quelle', 'envoyées telles quelles')}"
        changed = f"{counted(edited, 'envoyée modifiée', 'envoyées modifiées')}"
        return f"Suggestions : {sent}, {changed}, {counted(rejected, 'rejetée')}, {counted(withheld, 'retenue')}."

    def stale(self, count: int, named: str) -> str:
        return f"{counted(count, 'article périmé', 'articles périmés')} : {named}."

    def to_look_at(self, stopped: int, parked: int) -> str:
        parts = [f"{counted(stopped, 'réponse arrêtée', 'réponses arrêtées')} avant l’envoi"] if stopped else []
        parts += [f"{counted(parked, 'demande illisible mise', 'demandes illisibles mises')} de côté"] if parked else []
        return f"À regarder : {', '.join(parts)}." if parts else ""

    def queue_day(self, received: int, resolved: int, backlog: int, unassigned: int) -> str:
        came, done = counted(received, "arrivée"), counted(resolved, "résolue")
        return f"{came}, {done}, {number(backlog)} en cours, {counted(unassigned, 'libre')}"

    def queue_waiting(self, first: int, following: int, approval: int, oldest: str) -> str:
        figures = {"une première réponse": first, "la suite": following, "une approbation": approval}
        line = f"en attente : {', '.join(f'{count} pour {what}' for what, count in figures.items() if count)}"
        return f"{line} ; la plus ancienne {oldest}" if oldest else line

    def and_more(self, count: int) -> str:
        return f"et {number(count)} de plus"
