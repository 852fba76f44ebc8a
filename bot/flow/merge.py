"""A person makes two tickets of one customer one: what the first asked for goes on in the other."""

from dataclasses import dataclass

from bot.domain.card import CardFacts
from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Actor
from bot.domain.roles import Action, allowed_actions, require
from bot.domain.ticket import Event, State, Ticket, next_state
from bot.domain.twins import Twin
from bot.flow import card, taken_in, twins
from bot.flow.actors import actor
from bot.flow.reply import check_free
from store import inbox, tickets
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Offer:
    """What **Merge…** shows: the ticket, and those of its customer that it is likely the same as."""

    facts: CardFacts
    twins: tuple[Twin, ...]


def offer(uow: UnitOfWork, ticket_id: int, by: str) -> Offer:
    """Into what a ticket may be merged, of that which whoever asks may work on. Raises what `merge` would."""
    facts = card.opened(uow, ticket_id, by, to=Action.MERGE)
    next_state(facts.ticket.state, Event.MERGED)
    who = actor(uow, by)
    found = twins.of(uow, facts.ticket)
    return Offer(facts, tuple(twin for twin in found if Action.MERGE in allowed_actions(who, twin.ticket)))


def merge(uow: UnitOfWork, ticket_id: int, into: int, by: str, view_id: str) -> Ticket | None:
    """**Merge…**: a ticket ends, and the other one goes on for both: with its messages, its seal, the approvals that it
    needs, its urgency, its holder where the other has none, and what departments were asked for it.

    A suggestion of either is made anew, and a reply of the other that has not left is stopped. Whoever had one of them
    is told. A second submit of the same modal returns None. Raises `Refused`: SAME_TICKET, OTHER_CUSTOMER,
    OTHER_SOURCE, TARGET_ENDED, ESCALATED where only the first is, ALREADY_WAITING while a reply of the first is on its
    way, WRONG_STATE, or a role's refusal for either of them.
    """
    if ticket_id == into:
        raise Refused(RefusalCode.SAME_TICKET, number=f"T-{into}")
    locked = {each: tickets.lock(uow, each) for each in sorted((ticket_id, into))}  # in one order, as all who take two
    if not inbox.submit(uow, view_id):
        return None
    who, ticket, target = actor(uow, by), locked[ticket_id], locked[into]
    _check(uow, who, ticket, target)
    asks = ticket.state not in (State.RESOLVED, State.WAITING_CUSTOMER)
    taken_in.take_in(
        uow, ticket, target, who.journal_name, who=who.person.name, asks=asks, joined=True, answer_follows=True,
        teller=who.person.id,
    )  # fmt: skip
    return tickets.get(uow, target.id)


def _check(uow: UnitOfWork, who: Actor, ticket: Ticket, target: Ticket) -> None:
    require(Action.MERGE, who, ticket)
    require(Action.MERGE, who, target)
    if ticket.customer_id != target.customer_id:
        raise Refused(RefusalCode.OTHER_CUSTOMER, number=target.number)
    if ticket.source != target.source:
        raise Refused(RefusalCode.OTHER_SOURCE, number=target.number)
    next_state(ticket.state, Event.MERGED)
    if target.ended:
        raise Refused(RefusalCode.TARGET_ENDED, number=target.number)
    if ticket.escalated_to and not target.escalated_to:  # whoever answers for it would hear of it no more
        raise Refused(RefusalCode.ESCALATED, number=ticket.number)
    check_free(uow, ticket)
