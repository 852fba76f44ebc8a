"""Whether the journal and the spans of a ticket hold together, and each digest ran once."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from sqlmodel import col, select

from bot.domain.ticket import ENDED, State
from store import journal
from store.tables import (
    ApprovalRow,
    DigestRunRow,
    HandoffTicketRow,
    JournalRow,
    MessageRow,
    QuarantineRow,
    ReplyRow,
    SlackPostRow,
    SpanRow,
    TicketRow,
    TypeModeRow,
)
from store.unit_of_work import UnitOfWork

#: What a reply in one of these states has in its ticket's journal: one entry of these.
_ENTRIES: Final = {
    "sent": ("reply.sent", "ticket.sent_wait", "ticket.sent_resolve"),
    "stopped": ("reply.stopped",),
    "taken_back": ("reply.taken_back",),
}


def of_ticket(uow: UnitOfWork, ticket_id: int) -> Iterator[str]:
    """What is wrong with the records of one ticket."""
    if not journal.intact(uow, ticket_id):
        yield f"the journal of T-{ticket_id} does not verify"
    yield from _journal(uow, ticket_id)
    yield from _between(uow, ticket_id)
    yield from _spans(uow, ticket_id)


def _journal(uow: UnitOfWork, ticket_id: int) -> Iterator[str]:
    """Everything that was decided has its entry, and nothing has two."""
    rows = uow.session.exec(select(JournalRow).where(JournalRow.ticket_id == ticket_id)).all()
    entries = Counter((row.action, _int(row.detail.get("reply"))) for row in rows)
    if entries["ticket.created", None] != 1:
        yield f"T-{ticket_id} was created {entries['ticket.created', None]} times by its journal"
    for reply in uow.session.exec(select(ReplyRow).where(ReplyRow.ticket_id == ticket_id)).all():
        ends = _ENTRIES.get(reply.state, ())
        if ends and (times := sum(entries[action, reply.id] for action in ends)) != 1:
            yield f"reply {reply.id} is {reply.state} and has {times} entries that say so"
        given = uow.session.exec(select(ApprovalRow).where(ApprovalRow.reply_id == reply.id)).all()
        if entries["reply.approved", reply.id] != len(given):
            yield f"reply {reply.id} has {len(given)} approvals and {entries['reply.approved', reply.id]} entries"


def _between(uow: UnitOfWork, ticket_id: int) -> Iterator[str]:
    """What was asked of departments, taken in from other tickets and noted: each once, and once on record."""
    rows = uow.session.exec(select(JournalRow).where(JournalRow.ticket_id == ticket_id)).all()
    actions = Counter((row.action, row.detail.get("handoff") or row.detail.get("merged")) for row in rows)
    asked = uow.session.exec(select(HandoffTicketRow).where(HandoffTicketRow.ticket_id == ticket_id)).all()
    for part in asked:
        number = f"O-{part.handoff_id}"
        for action, times in (
            ("ticket.handed_off", 1),
            ("handoff.accepted", None),
            ("ticket.handed_back", 1 if part.state in ("done", "need_more", "declined") else 0),
        ):
            found = actions[action, number]
            if found > 1 if times is None else found != times:
                yield f"T-{ticket_id}: {number} is {part.state} for it and has {found} entries {action}"
    for (action, name), times in actions.items():
        if action == "ticket.took_in" and times != 1:
            yield f"T-{ticket_id} took in {name} {times} times by its journal"
    noted = Counter(row.detail.get("message") for row in rows if row.action == "note.added")
    notes = select(MessageRow).where(MessageRow.ticket_id == ticket_id, MessageRow.author == "note")
    for note in uow.session.exec(notes).all():
        if noted[note.id] != 1:
            yield f"note {note.id} of T-{ticket_id} has {noted[note.id]} entries"


def _int(given: Any) -> int | None:
    return int(given) if given is not None else None


def _spans(uow: UnitOfWork, ticket_id: int) -> Iterator[str]:
    """Who held the ball, from the beginning to now: without a gap, without an overlap, and as the ticket says."""
    ticket = uow.session.get_one(TicketRow, ticket_id)
    spans = uow.session.exec(select(SpanRow).where(SpanRow.ticket_id == ticket_id).order_by(col(SpanRow.id))).all()
    for earlier, later in pairwise(spans):
        # Not a request, and then one after all: the time between belongs to nobody.
        anew = later.state == "new" and earlier.to_at is not None and earlier.to_at < later.from_at
        if earlier.to_at != later.from_at and not anew:
            yield f"T-{ticket_id}: one span ends at {earlier.to_at}, the next begins at {later.from_at}"
    still = [span for span in spans if span.to_at is None]
    ended = State(ticket.state) in ENDED
    if len(still) != (0 if ended else 1):
        yield f"T-{ticket_id} is {ticket.state} and has {len(still)} open spans"
    if still and (still[0].state, still[0].queue) != (ticket.state, ticket.queue):
        yield f"T-{ticket_id} is {ticket.state} in {ticket.queue}, its span says {still[0].state} in {still[0].queue}"


def digests(uow: UnitOfWork) -> Iterator[str]:
    """Each audience got each day's digest once; a department's list stays out on a morning when nothing is asked."""
    runs = uow.session.exec(select(DigestRunRow)).all()
    days = Counter((run.digest, run.audience, run.local_date) for run in runs)
    yield from (f"digest {day} ran {times} times" for day, times in days.items() if times > 1)
    may_be_empty = {spec.name for spec in uow.desk.file.digests if spec.kind == "handoffs"}
    live = col(SlackPostRow.kind).in_(("digest", "morning")), SlackPostRow.state == "live"
    posted = Counter(post.subject for post in uow.session.exec(select(SlackPostRow).where(*live)).all())
    for run in runs:
        if posted[str(run.id)] != 1 and not (run.digest in may_be_empty and not posted[str(run.id)]):
            yield f"the digest of {run.local_date} stands {posted[str(run.id)]} times"


def decisions(uow: UnitOfWork) -> Iterator[str]:
    """What people decided about sources and types happened once."""
    held = uow.session.exec(select(QuarantineRow).where(col(QuarantineRow.lifted_at).is_(None))).all()
    for name, times in Counter((one.kind, one.name) for one in held).items():
        if times > 1:
            yield f"{name} is held back {times} times at once"
    modes = uow.session.exec(select(TypeModeRow).order_by(col(TypeModeRow.id))).all()
    for earlier, later in pairwise(sorted(modes, key=lambda one: one.type)):
        if (earlier.type, earlier.mode) == (later.type, later.mode):
            yield f"{later.type} was put on {later.mode} twice in a row"
