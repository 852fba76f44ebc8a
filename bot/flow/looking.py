"""Looking for a reply where it was sent, after no clear answer came: it is there, it is not, or a person is asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.outbox import DONE, Job, Outcome
from bot.domain.reply import Found, OutgoingReply, Reply, ReplyState
from bot.domain.ticket import Ticket
from bot.flow import outbox, outgoing, sending
from store import journal, replies, tickets
from store import outbox as outbox_rows
from store.unit_of_work import UnitOfWork

#: For so long a helpdesk that does not say is asked again; then a person is.
PATIENCE: Final = timedelta(minutes=30)
#: So often a reply is sent before one that never comes to be there is given up.
MOST_SENDS: Final = 3
#: Until the reply that is not there is looked at once more and leaves again.
_AGAIN: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Sought:
    """A reply that may have arrived, and since when (real time)."""

    reply: OutgoingReply
    begun: datetime


def sought(uow: UnitOfWork, reply_id: int) -> Sought | None:
    """What to look for, or None when that has become clear meanwhile."""
    reply = replies.get(uow, reply_id)
    if reply is None or not reply.looked_for:
        return None
    begun = datetime.fromisoformat(replies.conversation_note(uow, reply_id)["begun"])
    return Sought(outgoing.of(uow, tickets.get(uow, reply.ticket_id), reply), begun)


def record(uow: UnitOfWork, job: Job, reply_id: int, found: Found) -> Outcome:
    """Write down what a look has shown, and say what becomes of the job. Safe to call twice.

    What is there is `sent`. What is not there may leave again, with its approvals and a full second look, since time
    has passed. Of a worker that has lost its lease only one thing still counts: that the customer has the reply.
    """
    known = replies.get(uow, reply_id)
    if known is None:
        return DONE
    ticket = tickets.lock(uow, known.ticket_id)
    reply = replies.get(uow, reply_id) or known
    if found.outcome == "arrived":
        sending.arrived(uow, ticket, reply, found.external_id, found.channel)
        return DONE
    if not reply.looked_for or not outbox_rows.holds(uow, job):
        return DONE
    return _missing(uow, ticket, reply) if found.outcome == "missing" else _unknown(uow, ticket, reply, found)


def _missing(uow: UnitOfWork, ticket: Ticket, reply: Reply) -> Outcome:
    journal.append(uow, ticket.id, "system", "reply.missing", reply=reply.id)
    times = sum(
        entry.action == "reply.missing" and entry.detail["reply"] == str(reply.id)
        for entry in journal.entries(uow, ticket.id)
    )
    if times >= MOST_SENDS:
        sending.stop(uow, ticket, reply, "not_taken", {"times": str(times)})
        return DONE
    back = {"send_after": uow.now, "stop_reason": "", "stop_facts": {}}
    replies.advance(uow, reply.id, ReplyState.SENDING, ReplyState.UNDO, **back)
    outbox.card(uow, ticket, outbox.MESSAGE)
    return Outcome("again", "it has not arrived", delay=_AGAIN)


def _unknown(uow: UnitOfWork, ticket: Ticket, reply: Reply, found: Found) -> Outcome:
    asked = {"asked": uow.now.isoformat(), **replies.conversation_note(uow, reply.id)}
    if uow.now - datetime.fromisoformat(asked["asked"]) >= PATIENCE:
        sending.doubtful(uow, ticket, reply)
        return Outcome("unsure", found.detail)
    replies.advance(uow, reply.id, ReplyState.SENDING, ReplyState.SENDING, stop_facts=asked)
    delay = timedelta(seconds=found.retry_after) if found.retry_after else None
    return Outcome("again", found.detail, delay=delay, patient=True)
