"""Keeping a ticket's helpdesk up to date, besides replies: what is to stand there, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.domain.outbox import Job
from bot.domain.reply import Delivery, Found
from bot.domain.ticket import Ticket
from bot.domain.upkeep import (
    Kept,
    OutgoingNote,
    Standing,
    Wanted,
    agreed,
    doubted,
    mark_of,
    meaning,
    plain,
    standing,
    status_of,
    status_wanted,
    tags_of,
)
from bot.flow import intake_events
from bot.words import words
from store import conversations, findings, journal, people, posts, tickets
from store import outbox as outbox_rows
from store.unit_of_work import UnitOfWork

#: So many looks a note waits for its card; then it stands without the way there.
_WAITS: Final = 6


@dataclass(frozen=True, slots=True)
class Noting:
    """A note to write. `since` (real time): it may stand there already, from then on; None: it does not."""

    note: OutgoingNote
    since: datetime | None = None


def begin(uow: UnitOfWork, job: Job, ticket_id: int) -> Wanted | None:
    """What is to stand there now, put on record before anything leaves; None where nothing is to be done.

    Safe to call again after a failure: what is not known to stand there is wanted again, as the ticket is by then. What
    has ended is left as it is: a helpdesk closes for good what was solved long enough.
    """
    ticket = tickets.lock(uow, ticket_id)
    if ticket.ended or not outbox_rows.holds(uow, job):
        return None
    writes = uow.desk.source(ticket.source).writes
    found = standing(journal.entries(uow, ticket_id))
    given: dict[str, Any] = {}
    if "status" in writes:
        given |= _status(uow, ticket, found)
    if "assignee" in writes:
        given |= _assignee(uow, ticket, found)
    if "tags" in writes and (tags := tags_of(ticket)) != tuple(filter(None, found.tags.split(", "))):
        given["tags"] = tags
    if not given:
        return None
    return Wanted(source=ticket.source, conversation=conversations.of_ticket(uow, ticket_id)[1], **given)


def _status(uow: UnitOfWork, ticket: Ticket, found: Standing) -> dict[str, Any]:
    if agreed(ticket, found):
        journal.append(uow, ticket.id, "system", "upkeep.done", what="status", status=status_of(ticket), agreed=True)
        return {}
    status = status_wanted(ticket, found)
    if status is None:
        return {"look": True} if doubted(ticket, found) else {}
    if status != found.pending:
        journal.append(uow, ticket.id, "system", "upkeep.begun", what="status", status=status)
    return {"status": status}


def _assignee(uow: UnitOfWork, ticket: Ticket, found: Standing) -> dict[str, Any]:
    """Whoever has the ticket. Nobody: it is taken from whom it was given there, and from nobody else."""
    if str(ticket.assignee_id or "") == found.assignee:
        return {}
    if ticket.assignee_id is not None:
        if email := people.email_of(uow, ticket.assignee_id):
            return {"person_id": ticket.assignee_id, "email": email}
        journal.append(uow, ticket.id, "system", "upkeep.missing", person=ticket.assignee_id)
        return {}
    return {"email": "", "released": people.email_of(uow, int(found.assignee))} if found.assigned else {}


def record(uow: UnitOfWork, ticket_id: int, wanted: Wanted, kept: Kept) -> None:
    """Put on record what stands there now, and who is not known there, which is said once."""
    ticket = tickets.lock(uow, ticket_id)
    if kept.missing:
        journal.append(uow, ticket_id, "system", "upkeep.missing", person=wanted.person_id)
    details: dict[str, dict[str, Any]] = {
        "status": {"status": wanted.status}, "assignee": {"person": wanted.person_id}, "tags": {"tags": wanted.tags},
    }  # fmt: skip
    for what in (name for name in details if name in kept.done):
        journal.append(uow, ticket_id, "system", "upkeep.done", what=what, **details[what])
    if wanted.look and kept.status:
        _looked(uow, ticket, kept.status)


def _looked(uow: UnitOfWork, ticket: Ticket, status: str) -> None:
    """What was taken for our own change may have been somebody's there: what stands there says so."""
    wanted = status_of(ticket)
    if wanted is None:  # it has ended meanwhile
        return
    if meaning(status) == meaning(wanted):
        journal.append(uow, ticket.id, "system", "upkeep.done", what="status", status=wanted, agreed=True)
    else:
        intake_events.status_there(uow, ticket, status, ticket.source)


def begin_note(uow: UnitOfWork, job: Job, ticket_id: int, workspace: str, *, again: bool = False) -> Noting | str:
    """The note to write, put on record before it leaves; else why there is none now: `wait` for the card, or `done`.

    `again`: it was looked for, and is not there. `workspace` is the address of the workspace in Slack.
    """
    ticket = tickets.lock(uow, ticket_id)
    found = standing(journal.entries(uow, ticket_id))
    if "note" not in uow.desk.source(ticket.source).writes or found.note_done or not outbox_rows.holds(uow, job):
        return "done"
    if ticket.ended or ticket.quiet_in_slack or not findings.of(uow, ticket_id).prepared:
        return "done"
    card = "" if ticket.sealed else _card(uow, ticket, workspace)
    if not (card or ticket.sealed) and job.attempts < _WAITS:
        return "wait"
    note = _note(uow, ticket, card)
    if found.note_begun and not again:
        return Noting(note, datetime.fromisoformat(found.note_begun))
    journal.append(uow, ticket_id, "system", "upkeep.begun", what="note", begun=uow.now.isoformat())
    return Noting(note)


def _card(uow: UnitOfWork, ticket: Ticket, workspace: str) -> str:
    """The address of the ticket's card in Slack; empty while it does not stand there."""
    live = posts.live(uow, "card", str(ticket.id))
    if not workspace or live is None or live.ts is None:
        return ""
    return f"{workspace.rstrip('/')}/archives/{live.channel}/p{live.ts.replace('.', '')}"


def _note(uow: UnitOfWork, ticket: Ticket, card: str) -> OutgoingNote:
    said = words(uow.desk.queue(ticket.queue).language)
    mark = mark_of(ticket)
    lines = [said.upkeep_by(mark)]
    if ticket.sealed:
        lines.append(said.upkeep_sealed)
    else:
        summary = findings.of(uow, ticket.id).summary
        lines += [said.upkeep_issue(plain(summary.issue))] if summary.issue else []
        lines += [said.upkeep_asked(plain(summary.asked))] if summary.asked else []
        lines += [said.upkeep_open(plain("; ".join(summary.open_questions)))] if summary.open_questions else []
        lines += [said.upkeep_card(card)] if card else []
    conversation = conversations.of_ticket(uow, ticket.id)[1]
    return OutgoingNote(source=ticket.source, conversation=conversation, body="\n".join(lines), mark=mark)


def record_note(uow: UnitOfWork, ticket_id: int, came: Delivery | Found) -> None:
    """The note stands there."""
    tickets.lock(uow, ticket_id)
    if not standing(journal.entries(uow, ticket_id)).note_done:  # it has come back before the helpdesk has answered
        journal.append(uow, ticket_id, "system", "upkeep.done", what="note", id=came.external_id)
