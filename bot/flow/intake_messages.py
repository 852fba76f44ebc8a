"""What a further message does to its ticket: the customer's, a colleague's written elsewhere, our own come back."""

from datetime import datetime

from bot.domain.arrival import AgentMessage, CustomerMessage, NewRequest
from bot.domain.outbox import Kind
from bot.domain.reply import Reply, ReplyState
from bot.domain.text import clean, same_words, thanks_only
from bot.domain.ticket import Event, State, Ticket
from bot.domain.triage import Request
from bot.domain.triage import triage as judged
from bot.flow import availability, bursts, outbox, sending, triage, upkeep_echo
from bot.flow.intake_opening import Outcome, add, named, open_ticket, sender
from store import conversations, drafts, findings, people, replies, tickets
from store import outbox as outbox_rows
from store.unit_of_work import UnitOfWork

_STOPPABLE = (ReplyState.AWAITING_KEYS, ReplyState.UNDO)


def lead(uow: UnitOfWork, ticket_id: int) -> Ticket:
    """The locked ticket that a conversation's next line belongs to: of a merged one the one that goes on."""
    ticket = tickets.lock(uow, ticket_id)
    while ticket.state is State.MERGED and (target := findings.of(uow, ticket.id).merged_into) is not None:
        ticket = tickets.lock(uow, target)
    return ticket


def customer_wrote(uow: UnitOfWork, ticket_id: int, arrival: NewRequest | CustomerMessage) -> Outcome:
    """The customer's line joins its ticket, and whatever was about to be said is read again."""
    ticket = lead(uow, ticket_id)
    if ticket.state is State.CLOSED or ticket.text_gone:
        known = None if arrival.customer.identity else ticket.customer_id
        return Outcome(ticket_id=open_ticket(uow, arrival, continues=ticket, customer_id=known).id)
    person_id = sender(uow, arrival) if arrival.customer.identity else ticket.customer_id
    if add(uow, ticket.id, arrival, person_id, people.customer(uow, person_id).name) is None:
        return Outcome(ticket_id=ticket.id, new=False)
    thanked = ticket.state is State.RESOLVED and thanks_only(clean(arrival.body))
    event = Event.CUSTOMER_THANKED if thanked else Event.CUSTOMER_WROTE
    written = {"written": min(arrival.at, uow.at).isoformat()} if arrival.at else {}
    moved = tickets.move(uow, ticket.id, event, named(arrival, person_id), **written)
    _shown_again(uow, ticket, arrival.body)
    moved = triage.again(uow, ticket.id, None)
    if not thanked:
        read_again(uow, before=ticket, ticket=moved)
    moved = tickets.get(uow, ticket.id)
    if moved.sealed and not ticket.sealed:
        triage.seal(uow, moved)
    elif thanked:
        outbox.card(uow, moved, outbox.MESSAGE)
    if moved.assignee_id is not None:
        outbox.thread(uow, moved.id)
    return Outcome(ticket_id=ticket.id)


def customer_wrote_before(uow: UnitOfWork, ticket_id: int, arrival: CustomerMessage) -> Outcome:
    """A line that nobody heard until the team had answered it in the source itself: it opens and moves nothing."""
    ticket = lead(uow, ticket_id)
    if ticket.text_gone:
        return Outcome(ticket_id=ticket.id, new=False)
    person_id = sender(uow, arrival) if arrival.customer.identity else ticket.customer_id
    name, at = people.customer(uow, person_id).name, min(arrival.at or uow.at, uow.at)
    return _on_record(uow, ticket, add(uow, ticket.id, arrival, person_id, name, at))


def _on_record(uow: UnitOfWork, ticket: Ticket, new: int | None) -> Outcome:
    """What is older than the customer's last word, or was answered since, is no news. What is suggested should know of
    it all the same, and a reply that was approved without it stops at the second look."""
    if new is not None and not ticket.ended and ticket.state is not State.RESOLVED:
        if replies.under_way(uow, ticket.id) is None:
            drafts.supersede(uow, ticket.id)
            outbox.prepare(uow, ticket.id)
        outbox.card(uow, ticket, outbox.MESSAGE)
    return Outcome(ticket_id=ticket.id, new=new is not None)


def _shown_again(uow: UnitOfWork, ticket: Ticket, body: str) -> None:
    """What a person has unmarked stands for the text that they saw: a line that itself shows a class brings it back."""
    unmarked = findings.of(uow, ticket.id).unmarked
    if not unmarked:
        return
    line = Request(text=clean(body), language=ticket.language, source=ticket.source, via=ticket.via)
    shown = judged(line, None, uow.desk.file).classes
    findings.keep(uow, ticket.id, unmarked=[name for name in unmarked if name not in shown])


def read_again(uow: UnitOfWork, *, before: Ticket, ticket: Ticket) -> None:
    """Stop what was on its way, and make the card heard where nobody would be told (docs/architecture.md)."""
    if before.quiet_in_slack:
        outbox.unfade(uow, ticket.id)
    reply = replies.under_way(uow, ticket.id)
    if reply is not None and reply.state in _STOPPABLE:
        sending.stop(uow, ticket, reply, "new_message", {})
        ticket = tickets.get(uow, ticket.id)
    drafts.supersede(uow, ticket.id)
    outbox.prepare(uow, ticket.id)
    bursts.heard_again(uow, ticket)
    unheard = ticket.assignee_id is None or before.state is State.RESOLVED
    unheard = unheard or availability.of(uow, ticket.assignee_id, ticket.queue).out_of_reach
    if unheard:
        outbox.card_below(uow, ticket, delay=outbox.PATIENCE)
    else:
        outbox.card(uow, ticket, outbox.MESSAGE)


def agent_wrote(uow: UnitOfWork, ticket_id: int, arrival: AgentMessage) -> Outcome:
    """A line from the team's side: a note, our own reply come back, or an answer given past Deskhand."""
    ticket = lead(uow, ticket_id)
    if not arrival.public and upkeep_echo.own_note(uow, ticket, arrival):
        return Outcome(ticket_id=ticket.id, new=False)
    if not arrival.public:
        new = _store(uow, ticket, arrival, author="note")
        if new is not None and ticket.assignee_id is not None:
            outbox.thread(uow, ticket.id)
        return Outcome(ticket_id=ticket.id, new=new is not None)
    reply = _ours(uow, ticket, arrival)
    if reply is not None and reply.state in (ReplyState.UNDO, ReplyState.SENDING, ReplyState.UNSURE, ReplyState.SENT):
        return _came_back(uow, ticket, reply, arrival)
    if arrival.followed_by and conversations.holding(uow, arrival.source, arrival.conversation, arrival.followed_by):
        new = _store(uow, ticket, arrival, author="agent", at=min(arrival.at or uow.at, uow.at))
        return _on_record(uow, ticket, new)
    return _answered_outside(uow, ticket, arrival)


def agent_wrote_before(uow: UnitOfWork, ticket_id: int, arrival: AgentMessage, at: datetime) -> Outcome:
    """A line from before the customer's first one here: it answers nothing, and moves nothing."""
    ticket = tickets.lock(uow, ticket_id)
    new = _store(uow, ticket, arrival, author="agent" if arrival.public else "note", at=at)
    return Outcome(ticket_id=ticket.id, new=new is not None)


def _ours(uow: UnitOfWork, ticket: Ticket, arrival: AgentMessage) -> Reply | None:
    """The reply of ours that this line is: by our id, by the source's, or the same text that is just being sent."""
    if arrival.reply_id is not None and (found := replies.get(uow, arrival.reply_id)) is not None:
        there = conversations.of_ticket(uow, found.ticket_id)[1] == arrival.conversation
        if found.ticket_id == ticket.id or (there and tickets.get(uow, found.ticket_id).source == arrival.source):
            return found
    known = replies.by_external_id(uow, ticket.id, arrival.message_id) if arrival.message_id else None
    if known is not None:
        return replies.get(uow, known)
    leaving = replies.under_way(uow, ticket.id)
    if leaving is not None and leaving.state in (ReplyState.SENDING, ReplyState.UNSURE):
        return leaving if same_words(leaving.body, arrival.body) else None
    return None


def _came_back(uow: UnitOfWork, ticket: Ticket, reply: Reply, arrival: AgentMessage) -> Outcome:
    """The customer has our reply: whatever was doubtful about it is settled, and nothing is sent again."""
    stored = conversations.of_reply(uow, reply.id)
    if stored is not None:
        if arrival.message_id:
            conversations.name(uow, stored, arrival.message_id)
        return Outcome(ticket_id=ticket.id, new=False)
    if reply.ticket_id != ticket.id:
        ticket = tickets.lock(uow, reply.ticket_id)
    if reply.state is ReplyState.UNDO:  # sent before without an answer, and approved to be sent again
        replies.advance(uow, reply.id, ReplyState.UNDO, ReplyState.SENDING)
        outbox_rows.cancel(uow, Kind.REPLY, reply.id)
    if reply.state is ReplyState.UNSURE:
        outbox_rows.settle_unsure(uow, Kind.REPLY, reply.id)
    if ticket.ended:
        sent = {"sent_at": uow.at, "external_id": arrival.message_id}
        replies.advance(uow, reply.id, (ReplyState.SENDING, ReplyState.UNSURE), ReplyState.SENT, **sent)
        _store(uow, ticket, arrival, author="agent", reply_id=reply.id)
    else:
        sending.arrived(uow, ticket, reply, arrival.message_id)
        line = conversations.of_reply(uow, reply.id)
        if line is not None and not arrival.message_id:
            conversations.name(uow, line, arrival.event_id, named=False)
    return Outcome(ticket_id=ticket.id)


def _answered_outside(uow: UnitOfWork, ticket: Ticket, arrival: AgentMessage) -> Outcome:
    """Somebody answered in the source itself: our suggestion is out of date, and it is the customer's turn, or done."""
    if _store(uow, ticket, arrival, author="agent") is None:
        return Outcome(ticket_id=ticket.id, new=False)
    reply = replies.under_way(uow, ticket.id)
    if reply is not None and reply.state in _STOPPABLE:
        facts = {"who": arrival.author_name, "at": uow.at.isoformat()}
        sending.stop(uow, ticket, reply, "answered_outside", facts)
    drafts.supersede(uow, ticket.id)
    if not ticket.ended:
        if ticket.first_response_at is None:
            findings.keep(uow, ticket.id, first_response_at=uow.at)
        # "Submit as solved" tells the status before the message: what is solved stays so.
        event = Event.SENT_RESOLVE if ticket.state is State.RESOLVED else Event.SENT_WAIT
        ticket = tickets.move(uow, ticket.id, event, f"service:{arrival.source}", outside=True)
    outbox.card(uow, ticket, outbox.MESSAGE)
    if ticket.assignee_id is not None:
        outbox.thread(uow, ticket.id)
    return Outcome(ticket_id=ticket.id)


def _store(
    uow: UnitOfWork,
    ticket: Ticket,
    arrival: AgentMessage,
    *,
    author: str,
    reply_id: int | None = None,
    at: datetime | None = None,
) -> int | None:
    return conversations.add_message(
        uow,
        ticket_id=ticket.id,
        conversation_id=conversations.point(uow, arrival.source, arrival.conversation, ticket.id),
        external_id=arrival.message_id or arrival.event_id,
        named=bool(arrival.message_id),
        author=author,
        author_name=arrival.author_name,
        person_id=None,
        body=arrival.body,
        public=arrival.public,
        reply_id=reply_id,
        at=at,
    )
