"""The ledger: who held a ticket, from when to when, without a gap and without an overlap."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from bot.domain.ticket import ENDED, Holder, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One stretch in which holder, queue and state of a ticket stayed the same. `end` is None while it lasts.

    `business_seconds` is counted when the span ends, in the hours of its queue.
    """

    holder: Holder
    queue: str
    state: State
    start: datetime
    end: datetime | None = None
    business_seconds: int | None = None

    def seconds(self, start: datetime, end: datetime) -> int:
        """Wall seconds of the span that fall between two moments; a span that lasts counts up to `end`."""
        return max(0, int((min(self.end or end, end) - max(self.start, start)).total_seconds()))


@dataclass(frozen=True, slots=True)
class Cut:
    """What a change does to the ledger: `ended` is written back, `begun` inserted; both None where nothing changed."""

    ended: Span | None = None
    begun: Span | None = None


def cut(last: Span | None, holder: Holder, queue: str, state: State, at: datetime) -> Cut:
    """Carry a ticket's ledger on to what holds from `at`.

    `last` is the ticket's newest span, None for a new ticket; one that had ended is taken up again. Nothing happens
    where holder, queue and state stay as they are, so that calling twice is safe. A moment before the span's own start
    or end counts as that one. A ticket that has ended gets no new span.
    """
    if last is not None and last.end is not None:
        at, last = max(at, last.end), None
    if last is not None and (last.holder, last.queue, last.state) == (holder, queue, state):
        return Cut()
    at = max(at, last.start) if last is not None else at
    ended = replace(last, end=at) if last is not None else None
    begun = None if state in ENDED else Span(holder=holder, queue=queue, state=state, start=at)
    return Cut(ended, begun)


def faults(spans: Iterable[Span]) -> list[str]:
    """What is wrong with a ticket's ledger, oldest span first: gaps, overlaps, open spans that are not the last.

    A gap is right only after an ended ticket was taken up again, which shows as a span in state `new`.
    """
    found = []
    ordered = list(spans)
    for before, after in pairwise(ordered):
        if before.end is None:
            found.append(f"the span from {before.start} is open and not the last")
        elif after.start < before.end:
            found.append(f"the span from {after.start} begins before the one in front of it has ended")
        elif after.start > before.end and after.state is not State.NEW:
            found.append(f"nobody held the ticket from {before.end} to {after.start}")
    found += [
        f"the span from {span.start} ends before it begins" for span in ordered if span.end and span.end < span.start
    ]
    return found


def waited_by_holder(spans: Iterable[Span], start: datetime, end: datetime) -> dict[str, int]:
    """Wall seconds between two moments that customers waited for us, by `support`, department or supplier name.

    Time in which the customer or nobody held the ticket is not waiting for us and counted nowhere.
    """
    seconds: dict[str, int] = {}
    for span in spans:
        if span.holder.kind in ("support", "department", "supplier") and (waited := span.seconds(start, end)):
            name = span.holder.name or span.holder.kind
            seconds[name] = seconds.get(name, 0) + waited
    return seconds
