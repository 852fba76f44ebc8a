"""Two conversations become one in the source: one ticket ends, and what it asked for goes on in the other."""

from bot.domain.arrival import Merge, NewRequest
from bot.domain.reply import ReplyState
from bot.domain.ticket import Event, State, Ticket
from bot.flow import approvers, outbox, sending, triage
from bot.flow.intake_events import waits_for
from bot.flow.intake_messages import lead, read_again
from bot.flow.intake_opening import Outcome, add, open_ticket
from store import conversations, drafts, findings, journal, people, replies, tickets
from store.unit_of_work import UnitOfWork


def merged(uow: UnitOfWork, ticket_id: int, arrival: Merge) -> Outcome:
    """Two conversations are one from now on. Waits for the target when that is not here yet."""
    into = conversations.ticket_of(uow, arrival.source, arrival.into)
    if into is None:
        return Outcome(ticket_id=ticket_id, waits_for=waits_for(arrival.into))
    for each in sorted({ticket_id, into}):
        tickets.lock(uow, each)  # in one order, so that two merges cannot wait for each other
    ticket, target = lead(uow, ticket_id), lead(uow, into)
    if ticket.id == target.id:
        return Outcome(ticket_id=target.id, new=False)
    by = f"service:{arrival.source}"
    if ticket.ended:
        conversations.lead_on(uow, ticket.id, target.id)
        journal.append(uow, ticket.id, by, "ticket.merged_outside", into=target.number)
        return Outcome(ticket_id=target.id)
    asks = ticket.state not in (State.RESOLVED, State.WAITING_CUSTOMER)
    over = target.state is State.CLOSED or target.text_gone
    goes_on = _continued(uow, ticket, target, arrival) if asks and over else target
    end(uow, ticket, goes_on, by)
    carry_over(uow, ticket, goes_on, by, asks=asks and goes_on is target)
    return Outcome(ticket_id=goes_on.id)


def _continued(uow: UnitOfWork, ticket: Ticket, closed: Ticket, arrival: Merge) -> Ticket:
    """A ticket that continues a closed one with what the customer has written on the ticket that is merged into it.

    Nothing reopens a closed ticket, and an open request does not end with a conversation that did.
    """
    lines = [line for line in conversations.messages(uow, ticket.id) if line.author == "customer"]
    written = [
        NewRequest(
            source=arrival.source,
            event_id=f"merged:{line.id}",
            conversation=arrival.into,
            subject=ticket.subject,
            body=line.body,
            via=ticket.via,
            language=ticket.language,
            attributes=dict(findings.of(uow, ticket.id).attributes),
            attachments=tuple(
                {"name": found.name, "type": found.media_type, "size": found.size} for found in line.attachments
            ),
            url=closed.url,
        )
        for line in lines
    ]
    new = open_ticket(uow, written[0], continues=closed, customer_id=ticket.customer_id)
    name = people.customer(uow, ticket.customer_id).name
    for further in written[1:]:
        add(uow, new.id, further, ticket.customer_id, name)
    return tickets.get(uow, new.id)


def end(uow: UnitOfWork, ticket: Ticket, target: Ticket, by: str) -> None:
    """A locked ticket has become part of another locked one: its conversations lead there, and nothing of it leaves."""
    reply = replies.under_way(uow, ticket.id)
    if reply is not None and reply.state in (ReplyState.AWAITING_KEYS, ReplyState.UNDO):
        sending.stop(uow, ticket, reply, "merged", {"number": target.number})
    drafts.supersede(uow, ticket.id)
    findings.keep(uow, ticket.id, merged_into=target.id)
    after = tickets.move(uow, ticket.id, Event.MERGED, by, into=target.number)
    conversations.lead_on(uow, ticket.id, target.id)
    outbox.card(uow, after, outbox.MESSAGE)


def carry_over(uow: UnitOfWork, ticket: Ticket, target: Ticket, by: str, *, asks: bool, joined: bool = False) -> None:
    """The ticket that goes on is as delicate as the one that ended, and its turn is ours again where that one `asks`
    for something: as if the customer had written on it. `joined`: its messages are read there too, so they count."""
    after = marked(uow, ticket, target, by)
    if joined:
        after = triage.again(uow, target.id, None, by)
    if asks:
        after = tickets.move(uow, target.id, Event.CUSTOMER_WROTE, by, merged=ticket.number)
        read_again(uow, before=target, ticket=after)
        after = tickets.get(uow, target.id)
    else:
        outbox.card(uow, after, outbox.MESSAGE)
    after = approvers.hold_back(uow, after, by)
    if after.sealed and not target.sealed:
        triage.seal(uow, after)
    if after.assignee_id is not None:
        outbox.thread(uow, after.id)


def marked(uow: UnitOfWork, ticket: Ticket, target: Ticket, by: str) -> Ticket:
    """The locked target, with the seal and the approvals that the locked ticket had."""
    known = findings.of(uow, target.id)
    classes = ticket.classes if ticket.sealed else ()
    keys = max(ticket.keys_needed, target.keys_needed)
    if target.state is State.CLOSED or (keys == target.keys_needed and set(classes) <= set(known.marked)):
        return target
    columns = {
        "keys_needed": keys,
        "marked": sorted({*known.marked, *classes}),
        "unmarked": [name for name in known.unmarked if name not in classes],
    }
    action = "ticket.marked_sensitive" if classes else "ticket.keys_raised"
    tickets.change(uow, target.id, by, action, columns, classes=list(classes), merged=ticket.number)
    return triage.again(uow, target.id, None, by)
