"""English sentences about Deskhand itself: what waits, what was given up, who has fallen silent."""

from collections.abc import Mapping
from typing import ClassVar

from bot.words.en_figures import Figures
from bot.words.en_grammar import counted


class Troubles(Figures):
    """What is told of Deskhand's own health."""

    health_title = "How Deskhand does"
    database_answers = "The database answers."
    nothing_late = "Nothing waits that is due."
    nothing_waits = "Nothing is on its way."
    slack_never = "Slack has not been met yet."
    nothing_given_up = "Nothing was given up."
    try_again_button = "Try again"
    drop_button = "Drop"
    read_button = "Read"
    given_up_title = "Given up"
    kinds: ClassVar[dict[str, str]] = {
        "prepare": "suggestion",
        "card": "card",
        "thread": "thread",
        "reply": "reply",
        "notice": "direct message",
        "digest": "digest",
        "question": "answer to a question",
        "figures": "figures of days",
        "export": "figures as a file",
        "event": "event for a subscriber",
        "upkeep": "note or status for a helpdesk",
    }

    def work(self, kind: str) -> str:
        """A kind of work that must leave."""
        return self.kinds.get(kind, kind.replace("_", " "))

    def source_silent(self, source: str, when: str, usual: int) -> str:
        """A source that sends nothing, `when` it was last heard (empty: never)."""
        since = f" since {when}" if when else " so far"
        told = f" (usual by now: {usual})" if usual else ""
        return f"Nothing from {source}{since}{told}. Check its webhook."

    def untold(self, subscriber: str, events: int, cause: str) -> str:
        """A subscriber that takes nothing, and how many events wait for it."""
        wait = "waits" if events == 1 else "wait"
        return f"{subscriber} takes nothing: {counted(events, 'event')} {wait}{f' ({cause})' if cause else ''}."

    def was_silent(self, source: str, since: str, until: str) -> str:
        """The digest's remark; a time that is empty lies beyond the day."""
        when = f"between {since} and {until}" if since and until else f"since {since}" if since else ""
        when = when or (f"until {until}" if until else "all day")
        return f"Nothing came from {source} {when}; figures may be low."

    def late(self, duration: str) -> str:
        return f"The oldest work that is due has waited for {duration}."

    def on_its_way(self, counts: Mapping[str, int]) -> str:
        """How much of each kind waits or is being done."""
        return f"On its way: {', '.join(f'{self.work(kind)} {count}' for kind, count in counts.items())}."

    def slack_answered(self, when: str) -> str:
        return f"Slack said who is in the channels {when}; it is asked every five minutes."

    def unsure_replies(self, count: int) -> str:
        were = "reply is" if count == 1 else "replies are"
        return f"{count} {were} of the kind that nobody knows whether it arrived; the card asks."

    def parked_requests(self, count: int) -> str:
        return f"{counted(count, 'request')} kept that could not be worked: python -m bot inbox list"

    def figures_differ(self, count: int) -> str:
        """The last comparison of rolled-up days with the ledger found so many figures to be wrong."""
        were = "was" if count == 1 else "were"
        return f"{counted(count, 'figure')} of past days {were} not what the ledger says; those days are counted anew."

    def figures_behind(self, days: int) -> str:
        have = "has" if days == 1 else "have"
        return f"{counted(days, 'day')} {have} waited for an hour to be counted; figures may be low."

    def given_up(self, count: int, shown: int) -> str:
        newest = f", the newest {shown}" if shown < count else ""
        return f"Given up: {count}{newest}."

    def letter(self, kind: str, subject: str, cause: str) -> str:
        """Work that was given up. `subject` is a ticket's number, else an id."""
        return f"{self.work(kind)} {subject}: {cause or 'no cause is known'}"

    def letter_facts(self, letter_id: int, attempts: int, trace: str) -> list[str]:
        """What is known of it besides, a line each."""
        tried = f"Given up after {counted(attempts, 'try', 'tries')}."
        asked = f"Asked for by the request {trace}; its log lines bear that id." if trace else ""
        return [line for line in (f"Outbox row {letter_id}.", tried, asked) if line]
