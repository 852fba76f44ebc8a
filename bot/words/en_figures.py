"""English sentences of `/queue`."""

from typing import ClassVar

from bot.words.en_grammar import as_far_as
from bot.words.en_retention import Removals


class Figures(Removals):
    """What queues are told in."""

    # /queue
    queue_orders: ClassVar[dict[str, str]] = {
        "due soon": "the first due first",
        "overdue": "the first due first",
        "asleep": "the first to wake first",
    }

    def queue_count(self, name: str, count: int, most: int) -> str:
        """`most` is how far was counted."""
        return f"{as_far_as(count, most)} {self.queue_titles.get(name, name.replace('_', ' '))}"

    def queue_page(self, first: int, last: int, total: int, most: int, chosen: str) -> str:
        """`chosen` is the filter, which decides what comes first."""
        order = self.queue_orders.get(chosen, "the longest waiting first")
        told = f"{first} to {last} of {as_far_as(total, most)}, {order}"
        return told if total else "Nothing waits here."

    def waits(self, duration: str) -> str:
        return f"waits {duration}"

    def due(self, when: str) -> str:
        return f"due {when}"

    def asleep_until(self, when: str) -> str:
        return f"asleep until {when}"

    def until(self, when: str) -> str:
        return f"until {when}"

    def sleeps_until(self, when: str) -> str:
        return f"Asleep until {when}."

    def asleep(self, named: str) -> str:
        """The tickets of a queue that sleep, each with its time."""
        return f"Asleep: {named}"

    def woke(self, number: str) -> str:
        return f"{number} is awake again."

    def and_more(self, count: int, *, at_least: bool = False) -> str:
        """`at_least`: nobody counted farther."""
        return f"and {'at least ' if at_least else ''}{count} more"
