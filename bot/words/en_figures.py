"""English sentences of `/queue` and the digest."""

from datetime import date

from bot.words.en_grammar import counted
from bot.words.en_retention import Removals


class Figures(Removals):
    """What queues and days are told in."""

    # /queue
    def queue_count(self, name: str, count: int, most: int) -> str:
        """`most` is how far was counted."""
        told = f"{most:,} or more" if count >= most else str(count)
        return f"{told} {self.queue_titles.get(name, name.replace('_', ' '))}"

    def queue_page(self, first: int, last: int, total: int, most: int) -> str:
        told = f"{most:,} or more" if total >= most else str(total)
        return f"{first} to {last} of {told}, the longest waiting first" if total else "Nothing waits here."

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

    # The digest
    def digest_title(self, day: date, *, so_far: bool = False) -> str:
        """`Digest for Tuesday 24 November`, of a day that is not over with ", so far"."""
        return f"Digest for {day:%A} {day.day} {day:%B}{', so far' if so_far else ''}"

    def verdict(self, received: int, resolved: int, backlog: int) -> str:
        if not received and not resolved and not backlog:
            return "A quiet day: nothing came in and nothing waits."
        trend = "Less" if resolved > received else "More" if received > resolved else "As much"
        than = "as" if trend == "As much" else "than"
        were = "was" if resolved == 1 else "were"
        return f"{trend} waits {than} before: {received} came in, {resolved} {were} resolved, {backlog} still open."

    def waited_most(self, shares: str) -> str:
        return f"Customers waited for {shares}."

    def waited_for(self, holder: str, duration: str) -> str:
        return f"{'support' if holder == 'support' else holder} {duration}"

    def returns(self, reopened: int, escalated: int) -> str:
        return f"{reopened} reopened, {escalated} escalated."

    def drafts(self, as_is: int, edited: int, rejected: int, withheld: int) -> str:
        return f"Suggestions: {as_is} sent as is, {edited} sent edited, {rejected} rejected, {withheld} withheld."

    def stale(self, count: int, named: str) -> str:
        return f"{counted(count, 'article')} past {'its' if count == 1 else 'their'} date: {named}."

    def to_look_at(self, stopped: int, parked: int) -> str:
        parts = [f"{counted(stopped, 'reply', 'replies')} stopped before sending"] if stopped else []
        parts += [f"{counted(parked, 'request')} kept that could not be read"] if parked else []
        return f"To look at: {', '.join(parts)}." if parts else ""

    def queue_day(self, received: int, resolved: int, backlog: int, unassigned: int) -> str:
        return f"{received} in, {resolved} resolved, {backlog} open, {unassigned} with nobody"

    def queue_waiting(self, first: int, following: int, approval: int, oldest: str) -> str:
        """What waits in a queue where something does; what there is none of is not named."""
        figures = {"a first answer": first, "the next": following, "approval": approval}
        line = f"waiting: {', '.join(f'{count} for {what}' for what, count in figures.items() if count)}"
        return f"{line}; the oldest {oldest}" if oldest else line

    def and_more(self, count: int) -> str:
        return f"and {count} more"
