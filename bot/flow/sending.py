"""What happens to an approved reply: the second look, the send, and what came of it."""

from dataclasses import dataclass
from typing import Final

from bot.domain.changes import Change, in_records
from bot.domain.draft import Draft
from bot.domain.errors import RefusalCode, Refused
from bot.domain.outbox import Job, Kind
from bot.domain.people import Actor
from bot.domain.record import LinkedRecord
from bot.domain.reply import LOOKING, REPEATED, Delivery, OutgoingReply, Reply, ReplyState, may_leave
from bot.domain.roles import Action, require
from bot.domain.ticket import Event, Ticket
from bot.flow import approvers, beside, changes, clocks, escalation_news, outbox, outcomes, outgoing, promises
from bot.flow.actors import actor
from bot.flow.reply import get_reply, withdraw
from store import conversations, drafts, findings, journal, overlay, people, posts, records, replies, tickets
from store import outbox as outbox_rows
from store.unit_of_work import UnitOfWork

#: What is said of a look that comes too late.
_SETTLED: Final = {ReplyState.SENT: RefusalCode.ALREADY_SENT, ReplyState.UNDO: RefusalCode.ALREADY_WAITING}
_AFTER: Final = {"wait": Event.SENT_WAIT, "hold": Event.SENT_HOLD, "resolve": Event.SENT_RESOLVE}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reply to be sent, with the records that it rests on and that must be read once more before."""

    reply: Reply
    source: str
    rests_on: tuple[LinkedRecord, ...]


def waiting(uow: UnitOfWork, reply_id: int) -> Waiting | None:
    """The reply to send or to look for, or None when neither may be (any more): taken back, stopped or sent."""
    reply = replies.get(uow, reply_id)
    if reply is None or not (reply.state is ReplyState.UNDO or reply.repeats or reply.looked_for):
        return None
    draft = _draft(uow, reply) if reply.state is ReplyState.UNDO else None
    return Waiting(reply, tickets.get(uow, reply.ticket_id).source, draft.records if draft else ())


def _draft(uow: UnitOfWork, reply: Reply) -> Draft | None:
    return drafts.get(uow, reply.draft_id) if reply.draft_id is not None else None


def wait_for_record(uow: UnitOfWork, reply_id: int, record: LinkedRecord) -> None:
    """A record could not be read once more: the reply waits, may still be taken back, and its card says so."""
    found = replies.get(uow, reply_id)
    if found is None:
        return
    ticket = tickets.lock(uow, found.ticket_id)
    facts = {"record": f"{record.source}:{record.key}"}
    if replies.wait(uow, reply_id, "record_unreachable", facts):
        outbox.card(uow, ticket, outbox.MESSAGE)


def begin(uow: UnitOfWork, job: Job, reply_id: int, read_again: tuple[LinkedRecord, ...]) -> OutgoingReply | None:
    """The second look, then the one UPDATE that lets a reply leave. None when it stays: the card says why.

    `read_again` are the records as they are now. Any difference (a record, the last message, an article, an
    approval) stops the reply. A worker that has lost the lease of `job` begins nothing. One that is sent again has had
    its second look: it may have arrived, so looking once more would come too late.
    """
    found = replies.get(uow, reply_id)
    if found is None:
        return None
    ticket = tickets.lock(uow, found.ticket_id)
    reply = replies.get(uow, reply_id)
    if reply is None or not outbox_rows.holds(uow, job):
        return None
    if reply.repeats:
        return outgoing.of(uow, ticket, reply)
    if reply.state is not ReplyState.UNDO:
        return None
    reason, facts = _difference(uow, ticket, reply, read_again)
    if reason:
        stop(uow, ticket, reply, reason, facts)
        return None
    if not may_leave(reply.body, reply.keys_needed, reply.approvals):
        # A later message asked for a second approval: back to waiting, nothing is lost.
        replies.advance(uow, reply.id, ReplyState.UNDO, ReplyState.AWAITING_KEYS)
        outbox.card(uow, approvers.ask(uow, ticket, reply, "system"), outbox.CLICK)
        return None
    place = conversations.of_ticket(uow, ticket.id)
    facts = {"begun": uow.now.isoformat(), "place": str(place[0]), "conversation": place[1]}
    begun = {"stop_reason": "", "stop_facts": facts}
    if not replies.advance(uow, reply.id, ReplyState.UNDO, ReplyState.SENDING, **begun):
        return None
    journal.append(uow, ticket.id, "system", "reply.sending", reply=reply.id)
    return outgoing.of(uow, ticket, reply)


def _difference(uow: UnitOfWork, ticket: Ticket, reply: Reply, read_again: tuple[LinkedRecord, ...]) -> Change:
    if ticket.last_message_id != reply.last_message_id:
        return changes.in_conversation(uow, ticket.id)
    draft = _draft(uow, reply)
    overlay.fresh(uow)
    if draft is not None and (found := changes.in_sources(uow, draft))[0]:
        return found
    for record in read_again:
        records.link(uow, ticket.id, record, "second look")
    # Compared with what the text was made of, not with the ticket's rows: these may have been read again since.
    return in_records(draft.records if draft else (), read_again, all_read=True)


def stop(uow: UnitOfWork, ticket: Ticket, reply: Reply, reason: str, facts: dict[str, str]) -> None:
    """The reply will not leave as it is: the card says what changed, and a new suggestion is asked for."""
    states = (ReplyState.AWAITING_KEYS, ReplyState.UNDO, ReplyState.SENDING)
    if not replies.advance(uow, reply.id, states, ReplyState.STOPPED, stop_reason=reason, stop_facts=facts):
        return
    ticket = withdraw(uow, ticket, reply, "system", "reply.stopped", reason=reason)
    for person_id in dict.fromkeys((reply.written_by, *(key.person_id for key in reply.approvals))):
        told = people.by_id(uow, person_id)
        if told is not None:
            whose = "writer" if person_id == reply.written_by else "approver"
            outbox.notice(uow, "reply_stopped", told.slack_id, ticket.id, reason=reason, whose=whose, **facts)
    outbox.prepare(uow, ticket.id, outbox.CLICK)


def record(uow: UnitOfWork, job: Job, reply_id: int, delivery: Delivery) -> None:
    """Write down what the helpdesk answered. Safe to call twice: only a reply that is being sent changes.

    Of a worker that has lost its lease only one thing still counts: that the customer has the reply.
    """
    found = replies.get(uow, reply_id)
    if found is None:
        return
    ticket = tickets.lock(uow, found.ticket_id)
    found = replies.get(uow, reply_id) or found
    if delivery.outcome != "sent" and not outbox_rows.holds(uow, job):
        return
    match delivery.outcome:
        case "sent":
            arrived(uow, ticket, found, delivery.external_id, delivery.channel)
        case "repeat":
            send_again(uow, ticket, found)
        case "not_connected" | "rate_limited" if found.repeats:
            pass
        case _ if found.repeats:  # no clear no: the first time may have been the one that arrived
            doubtful(uow, ticket, found)
        case "moved_on":
            stop(uow, ticket, found, "new_message", {})
        case "refused":
            stop(uow, ticket, found, "refused", {"detail": delivery.detail})
        case "unsure":
            unclear(uow, ticket, found)
        case "not_connected" | "rate_limited":
            # Nothing left this machine: the reply is approved still, and the job comes again.
            why = "helpdesk_unreachable" if delivery.outcome == "not_connected" else ""
            back = {"stop_reason": why, "stop_facts": {}}
            if replies.advance(uow, found.id, ReplyState.SENDING, ReplyState.UNDO, **back):
                outbox.card(uow, ticket, outbox.MESSAGE)


def unclear(uow: UnitOfWork, ticket: Ticket, reply: Reply) -> bool:
    """It may have arrived: it is repeated, looked for or put to a person, as its source allows. False: to a person."""
    match uow.desk.source(ticket.source).after_doubt:
        case "repeat":
            send_again(uow, ticket, reply)
        case "look":
            look_for(uow, ticket, reply)
        case _:
            doubtful(uow, ticket, reply)
            return False
    return True


def look_for(uow: UnitOfWork, ticket: Ticket, reply: Reply) -> None:
    """It may have arrived, and its helpdesk can be asked: the job comes again to look (`bot.flow.looking`).

    It stays `sending`: it cannot be taken back, and no other text goes before it is clear.
    """
    begun = {"begun": uow.now.isoformat(), **replies.conversation_note(uow, reply.id)}
    if replies.advance(uow, reply.id, ReplyState.SENDING, ReplyState.SENDING, stop_reason=LOOKING, stop_facts=begun):
        journal.append(uow, ticket.id, "system", "reply.looking", reply=reply.id)
        outbox.card(uow, ticket, outbox.MESSAGE)


def send_again(uow: UnitOfWork, ticket: Ticket, reply: Reply) -> None:
    """No clear answer came, and this helpdesk takes the same reply twice as one: the job comes again with it.

    It stays `sending`, since it may have arrived: it cannot be taken back, and no other text goes before it is clear.
    """
    waits = {"stop_reason": REPEATED, "stop_facts": replies.conversation_note(uow, reply.id)}
    if not reply.repeats and replies.advance(uow, reply.id, ReplyState.SENDING, ReplyState.SENDING, **waits):
        journal.append(uow, ticket.id, "system", "reply.repeated", reply=reply.id)
        outbox.card(uow, ticket, outbox.MESSAGE)


def arrived(uow: UnitOfWork, ticket: Ticket, reply: Reply, external_id: str, channel: str = "") -> None:
    """The customer has it, in `channel` where that is Slack. The line joins the conversation, and the ball is with the
    customer or nobody. It does not leave again, also where it had been found missing and was about to."""
    if channel:  # every message of ours in Slack is on record
        posts.stands(
            uow, kind="answer", subject=str(reply.id), place=channel, channel=channel, ts=external_id,
            ticket_id=ticket.id,
        )  # fmt: skip
    states = (ReplyState.UNDO, ReplyState.SENDING, ReplyState.UNSURE)
    if not replies.advance(uow, reply.id, states, ReplyState.SENT, sent_at=uow.at, external_id=external_id):
        return
    outbox_rows.cancel(uow, Kind.REPLY, reply.id)
    outbox_rows.settle_unsure(uow, Kind.REPLY, reply.id)
    outcomes.arrived(uow, reply)
    promises.arrived(uow, ticket, reply)
    drafts.supersede(uow, ticket.id)  # made while this one was on its way
    newest = (
        tickets.get(uow, ticket.id).last_message_id or 0
    )  # what was merged into it later stands above, and was read
    crossed = (reply.last_message_id or 0) < conversations.newest_customer_message(uow, ticket.id)[0] <= newest
    author = people.by_id(uow, reply.written_by)
    if conversations.of_reply(uow, reply.id) is None:
        conversations.add_message(
            uow,
            ticket_id=ticket.id,
            conversation_id=conversations.of_ticket(uow, ticket.id)[0],
            external_id=external_id or f"reply:{reply.id}",
            named=bool(external_id),
            author="agent",
            author_name=author.name if author else "",
            person_id=reply.written_by,
            body=reply.body,
            reply_id=reply.id,
        )
    if ticket.first_response_at is None:
        findings.keep(uow, ticket.id, first_response_at=uow.at)
    if author is not None:
        escalation_news.happened(uow, ticket, "answered", Actor(person=author))
    by = f"person:{reply.written_by}"
    if crossed or ticket.ended:  # the customer wrote while it was being sent: the ball is still with us
        journal.append(uow, ticket.id, by, "reply.sent", reply=reply.id)
        ticket = clocks.reset(uow, ticket)
        outbox.prepare(uow, ticket.id)
    else:
        ticket = tickets.move(uow, ticket.id, _AFTER[reply.after_send], by, reply=reply.id)
        if reply.after_send == "hold":  # the answer itself is still to come
            outbox.prepare(uow, ticket.id)
    outbox.card(uow, ticket, outbox.CLICK)
    outbox.thread(uow, ticket.id)
    beside.redraw(uow, ticket)


def doubtful(uow: UnitOfWork, ticket: Ticket, reply: Reply) -> None:
    """It was written and no clear answer came: nothing is sent again until a person has looked."""
    if not replies.advance(uow, reply.id, ReplyState.SENDING, ReplyState.UNSURE, stop_reason="", stop_facts={}):
        return
    journal.append(uow, ticket.id, "system", "reply.unsure", reply=reply.id)
    author = people.by_id(uow, reply.written_by)
    owner = uow.desk.owner_of(ticket.type)
    for person in sorted({people.slack_id_of(uow, owner) or owner, author.slack_id if author else ""}):
        outbox.notice(uow, "reply_unsure", person, ticket.id, reply=str(reply.id))
    outbox.card(uow, ticket, outbox.URGENT)


def settle(uow: UnitOfWork, reply_id: int, arrived_there: bool, by: str) -> Ticket:
    """A person has looked: *It arrived*, or *Send again* (the same text and approvals, after the undo time).

    Raises `Refused`: NO_DRAFT for a reply that there is not, ALREADY_WAITING where somebody sends it again already,
    ALREADY_SENT, WRONG_STATE where it was taken back or stopped since, or a role's refusal.
    """
    ticket = tickets.lock(uow, get_reply(uow, reply_id).ticket_id)
    who = actor(uow, by)
    require(Action.WRITE_REPLY, who, ticket)
    found = get_reply(uow, reply_id)
    if found.state is not ReplyState.UNSURE:
        raise Refused(_SETTLED.get(found.state, RefusalCode.WRONG_STATE))
    journal.append(uow, ticket.id, who.journal_name, "reply.settled", reply=reply_id, arrived=arrived_there)
    outbox_rows.settle_unsure(uow, Kind.REPLY, reply_id)
    if arrived_there:
        arrived(uow, ticket, found, "")
        return tickets.get(uow, ticket.id)
    undo = uow.desk.file.sending.undo
    replies.advance(uow, reply_id, ReplyState.UNSURE, ReplyState.UNDO, send_after=uow.now + undo)
    outbox.reply(uow, ticket.id, reply_id, undo)
    outbox.card(uow, ticket, outbox.CLICK)
    return ticket
