"""English sentences for leads: who has how much, giving tickets to others, turns and pauses."""

from collections.abc import Sequence

from bot.words.en_grammar import as_far_as, counted, listed


class Leads:
    shares_title = "Who has how much"
    reassign = "Reassign…"
    reassign_title = "Reassign tickets"
    reassign_submit = "Reassign"
    reassign_from = "Whose tickets"
    reassign_which = "Which"
    reassign_all = "All of them"
    reassign_to = "To whom"
    reassign_to_queue = "Back to the queue"
    reassign_spread = "In turn to whoever is here"
    reassign_hint = "Sealed tickets go only to people who may see behind the seal. Each person gets one message."
    nobody_has_any = "Nobody has a ticket here."
    resume = "Resume"
    is_away = "away"
    is_off = "not at work"
    not_paused = "This queue is not paused."
    by_turn = "by turn"

    def first_due(self, count: int) -> str:
        return f"The first {count} that are due"

    def take_all(self, name: str) -> str:
        return f"Take over {name}’s tickets"

    def share(self, open_now: int, due: int, overdue: int, waiting: int, most: int) -> str:
        """What one person has, without what is none. `most` is how far was counted."""
        parts = [f"{as_far_as(open_now, most)} open"]
        parts += [f"{as_far_as(due, most)} due today"] if due else []
        parts += [f"{as_far_as(overdue, most)} overdue"] if overdue else []
        parts += [f"{as_far_as(waiting, most)} waiting for approval"] if waiting else []
        return " · ".join(parts)

    def have_nothing(self, names: Sequence[str]) -> str:
        return f"With nothing: {', '.join(names)}"

    def away_until(self, when: str) -> str:
        return f"away until {when}"

    def has_so_many(self, name: str, count: int, most: int) -> str:
        return f"{name} ({as_far_as(count, most)})"

    def moved_to(self, name: str, count: int) -> str:
        """`name` empty: back to the queue."""
        return f"{count} to {name}" if name else f"{count} back to the queue"

    def moved_many(self, name: str, count: int, parts: Sequence[str]) -> str:
        if not count:
            return f"None of {name}’s tickets was moved."
        return f"{counted(count, 'ticket')} of {name}’s moved: {listed(list(parts), 'and')}."

    def stayed_sealed(self, numbers: Sequence[str]) -> str:
        return f"Left where they are, since they are sealed and not for whoever was chosen: {', '.join(numbers)}."

    def stayed_leaving(self, numbers: Sequence[str]) -> str:
        return f"Left where they are, since a reply is on its way: {', '.join(numbers)}."

    def given_many(self, who: str, count: str, other: str, numbers: str) -> str:
        return f"{who} gave you {count} of {other}’s tickets: {numbers}."

    def taken_many(self, who: str, count: str, numbers: str) -> str:
        return f"{who} gave {count} of your tickets to others: {numbers}."

    def away_now(self, name: str, when: str) -> str:
        """For the lead who has said so."""
        return f"{name} is away until {when}. They were told, and can change it."

    def back_now(self, name: str) -> str:
        return f"{name} is here again. They were told."

    def was_not_away(self) -> str:
        return "They were not away."

    nobody_here = "Nobody else is here just now, so nothing was moved."

    def paused(self, when: str, who: str, reason: str) -> str:
        return f"Paused until {when} by {who}: {reason}. Nobody is given tickets by turn; what is due stays due."

    def pause_of_day(self, when: str, who: str, reason: str) -> str:
        """For the digest: a pause that day, and until when it lasts or lasted."""
        return f"paused until {when} by {who} ({reason})"

    def paused_short(self, when: str) -> str:
        return f"queue paused until {when}"

    def paused_now(self, when: str) -> str:
        return f"Paused until {when}. Nobody is given tickets by turn; what is due stays due. Resume it at any time."

    def resumed_now(self, title: str) -> str:
        return f"{title}: resumed."
