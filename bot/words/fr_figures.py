"""French sentences of `/queue`."""

from typing import ClassVar, Final

from bot.words import en_figures
from bot.words.fr_grammar import as_far_as, number

#: Titles that agree with their number.
_PLURAL: Final = frozenset({"unassigned", "sensitive"})


class Figures(en_figures.Figures):
    # /queue
    queue_orders: ClassVar[dict[str, str]] = {
        "due soon": "la première échéance d’abord",
        "overdue": "la première échéance d’abord",
        "asleep": "le premier réveil d’abord",
    }

    def queue_count(self, name: str, count: int, most: int) -> str:
        title = self.queue_titles.get(name, name.replace("_", " "))
        told = as_far_as(count, most)
        return f"{told} {title.removesuffix('s') if count < 2 and name in _PLURAL else title}"

    def queue_page(self, first: int, last: int, total: int, most: int, chosen: str) -> str:
        order = self.queue_orders.get(chosen, "la plus longue attente d’abord")
        told = f"{first} à {last} sur {as_far_as(total, most)}, {order}"
        return told if total else "Rien n’attend ici."

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

    def and_more(self, count: int, *, at_least: bool = False) -> str:
        return f"et {'au moins ' if at_least else ''}{number(count)} de plus"
