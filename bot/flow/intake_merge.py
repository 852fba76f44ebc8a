"""Two conversations become one in the source: one ticket ends, and what it asked for goes on in the other."""

from bot.domain.arrival import Merge, NewRequest
from bot.domain.ticket import State, Ticket
from bot.flow import taken_in
from bot.flow.intake_events import waits_for
from bot.flow.intake_messages import lead
from bot.flow.intake_opening import Outcome, add, open_ticket
from store import conversations, findings, journal, people, tickets
from store.unit_of_work import UnitOfWork


def merged(uow: UnitOfWork, ticket_id: int, arrival: Merge) -> Outcome:
    """Two conversations are one from now on, by the rules of `bot.flow.taken_in`; the answer goes to the one that goes
    on, since the other one is closed there. Waits for the target when that is not here yet."""
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
    joined = goes_on is target and ticket.customer_id == target.customer_id  # nobody reads another customer's words
    joined = joined and not target.text_gone
    taken_in.take_in(uow, ticket, goes_on, by, asks=asks and goes_on is target, joined=joined)
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
    taken_in.typed(uow, ticket, tickets.get(uow, new.id), f"service:{arrival.source}", same=True)
    return tickets.get(uow, new.id)
