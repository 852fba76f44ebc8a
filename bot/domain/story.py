"""A ticket's whole story as values: what it is, who held it when, and what happened. Figures are counted from it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from bot.domain.clocks import ANSWERED, ASKED, CROSSED, OURS
from bot.domain.desk import Priority
from bot.domain.outcome import Band
from bot.domain.spans import Span
from bot.domain.ticket import State

#: What the journal calls an answer that left, and taking a ticket.
SENT: Final = frozenset({"ticket.sent_wait", "ticket.sent_resolve", "ticket.sent_hold", "reply.sent"})
TAKEN: Final = frozenset({
    "ticket.claimed", "ticket.assigned", "ticket.given", "ticket.taken_over", "ticket.reassigned",
})  # fmt: skip
#: Entries from which figures follow. Each figure belongs to the moment of its entry.
TOLD: Final = tuple(
    sorted(
        SENT | TAKEN | ANSWERED
        | {
            ASKED, "ticket.created", "ticket.merged", "ticket.not_a_request", "ticket.rated", "ticket.avoidable",
            "ticket.escalated", "ticket.opened", "ticket.handed_off", "ticket.handed_back", "handoff.answered",
            "draft.made", "draft.opened", "draft.rejected", "reply.approved", "report.made", "record.read",
            "article.opened", "outside.asked",
        }
    )
)  # fmt: skip


#: Of these it also matters what the journal says of them.
DETAILED: Final = tuple(
    sorted(
        SENT | TAKEN
        | {
            ASKED, "ticket.rated", "ticket.avoidable", "ticket.escalated", "reply.approved", "report.made",
            "article.opened", "ticket.handed_back", "handoff.answered",
        }
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal. `detail` is empty but for `DETAILED`."""

    at: datetime
    actor: str
    action: str
    detail: dict[str, Any]

    @property
    def came_by_merge(self) -> bool:
        """Our turn again since another ticket became part of this one: nobody has written just then, and what the
        customer asked there counts as a request of its own."""
        return "merged" in self.detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A suggestion that was made, and what became of it. `band` is None while that is not known."""

    id: int
    type: str
    made_at: datetime
    withheld: str  # why none was made; empty: one was
    band: Band | None
    decided_at: datetime | None
    as_it_stood: bool  # sent without an edit
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The ticket's part in a handoff."""

    department: str
    asked_at: datetime
    answered_at: datetime | None
    promised_at: datetime  # what held when it was answered


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a model outside. `micros` is None where its cost is not known."""

    at: datetime
    micros: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """As much of a customer's ticket as says whether another one is about the same thing."""

    ticket_id: int
    created_at: datetime
    type: str | None
    via: str
    records: frozenset[tuple[str, str]] = frozenset()  # (source, key) of those that it names
    continues: int | None = None
    merged_into: int | None = None
    is_request: bool = True
    spans: tuple[Span, ...] = ()  # only where they are asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """By what a ticket's figures are cut, as it is now."""

    type: str | None
    via: str
    source: str
    segment: str
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything that figures look at of one ticket, oldest first."""

    contact: Contact  # itself
    traits: Traits
    state: State
    priority: Priority
    language: str
    value: int | None  # the customer's
    first_response_at: datetime | None
    first_response_due: datetime | None
    spans: tuple[Span, ...]
    entries: tuple[Entry, ...]
    suggested: tuple[Suggested, ...] = ()
    replied_with: dict[int, int | None] = field(default_factory=dict)  # reply id -> the suggestion it was made of
    asked: tuple[Asked, ...] = ()
    calls: tuple[Call, ...] = ()
    others: tuple[Contact, ...] = ()  # of the same customer and about the same thing, with their spans

    @property
    def created_at(self) -> datetime:
        return self.contact.created_at

    def queue_at(self, at: datetime) -> str:
        """Where it stood at a moment: of a change at that very moment what came of it."""
        return next((span.queue for span in reversed(self.spans) if span.start <= at), self.spans[0].queue)

    def resolutions(self) -> Iterator[Span]:
        """The stretches in which it was resolved."""
        return (span for span in self.spans if span.state is State.RESOLVED)

    def reopenings(self) -> Iterator[datetime]:
        """When it was taken up again after it had been resolved: it was our turn, as `store.spans.reopened` and the
        ticket's own count have it. An answer that arrived after that, and waits for the customer, reopens nothing."""
        opened = {span.start for span in self.spans if span.state is State.OPEN}
        return (span.end for span in self.resolutions() if span.end is not None and span.end in opened)

    def holder_before(self, at: datetime) -> str:
        """The kind of whoever had the ball just before a moment; empty where it had not begun."""
        return next((span.holder.kind for span in reversed(self.spans) if span.start < at), "")

    def ours_until(self, until: datetime) -> Iterator[tuple[datetime, datetime, str]]:
        """(from, to, queue) of the stretches in which the ball was with us, a department or a supplier."""
        for span in self.spans:
            if span.holder.kind in OURS and span.start < until:
                yield span.start, min(span.end or until, until), span.queue

    def next_responses(self) -> Iterator[tuple[datetime, datetime]]:
        """(asked, answered) of each answer after the first one to something that the customer wrote.

        It is counted from the oldest message that it answers; one that crossed with a further message answers what was
        written before that one, and a resolution without an answer answers nothing.
        """
        waiting: list[datetime] = []
        for entry in self.entries:
            if entry.action == ASKED:
                waiting.append(entry.at)
            elif entry.action == CROSSED:
                if waiting[:-1]:
                    yield waiting[0], entry.at
                waiting = waiting[-1:]
            elif entry.action in ANSWERED:
                if waiting and entry.action in SENT and entry.at != self.first_response_at:
                    yield waiting[0], entry.at
                waiting = []
