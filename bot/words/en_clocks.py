"""English sentences of clocks: what is due, warnings of it, and clocks that stand still."""

from collections.abc import Mapping

from bot.words.en_grammar import counted


class Clocks:
    """What is owed, and by when. `target` is a `bot.domain.sla.Target`."""

    clock_stopped = "clock stopped"
    after_due = "after it is due"
    all_acted_on = "Nothing overdue waits for you any more."

    def owed(self, target: str, when: str, *, late: bool) -> str:
        """The one due time of a card."""
        match target:
            case "first_response":
                return f"overdue, answer was due {when}" if late else f"answer due {when}"
            case "next_response":
                return f"overdue, next answer was due {when}" if late else f"next answer due {when}"
            case _:
                return f"overdue, was to be resolved by {when}" if late else f"to be resolved by {when}"

    # The line of a channel
    def due_soon(self, named: str) -> str:
        return f"Answer due soon: {named}"

    def resolution_soon(self, named: str) -> str:
        return f"To be resolved soon: {named}"

    def overdue_answers(self, named: str) -> str:
        return f"Overdue: {named}"

    def due_at(self, number: str, when: str) -> str:
        return f"{number} ({when})"

    def late_since(self, number: str, when: str, target: str = "first_response") -> str:
        what = " (resolution)" if target == "resolution" else ""
        return f"{number}{what} since {when}"

    # What leads and snoozers are told
    def nobody_acts(self, named: str) -> str:
        return f"Overdue, and nobody has done anything about it: {named}"

    def late_with(self, late: str, holder: str) -> str:
        return f"{late} ({f'with {holder}' if holder else 'with nobody'})"

    def runs_on(self, owed: str) -> str:
        """While it sleeps; `owed` is what is due."""
        return f"Clocks run on while it sleeps: {owed}."

    # The digest
    def overdue_now(self, counts: Mapping[str, int]) -> str:
        """Every clock counts; `counts` are by target."""
        names = {"first_response": "first answer", "next_response": "next answer", "resolution": "resolution"}
        return f"Overdue just now: {', '.join(counted(counts[key], names[key]) for key in names if counts.get(key))}."
