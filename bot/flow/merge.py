"""A person makes two tickets of one customer one: what the first asked for goes on in the other."""

from dataclasses import dataclass
from typing import Final

from bot.domain.card import CardFacts
from bot.domain.desk import Priority
from bot.domain.errors import RefusalCode, Refused
from bot.domain.handoff import Handoff, Part, number_of
from bot.domain.people import Actor
from bot.domain.roles import Action, allowed_actions, require
from bot.domain.ticket import Event, State, Ticket, next_state
from bot.domain.twins import Twin
from bot.flow import card, correct, handoff, intake_merge, outbox, promises, triage, twins
from bot.flow.actors import actor
from bot.flow.reply import check_free
from store import conversations, findings, handoffs, inbox, journal, people, tickets
from store.unit_of_work import UnitOfWork

_URGENCY: Final[dict[Priority, int]] = {"low": 0, "normal": 1, "high": 2, "urgent": 3}


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
    asked = _waiting(uow, ticket)
    for found in asked:
        handoffs.add(uow, handoff.held(uow, found.id).id, target.id, who.person.id)
    asks = ticket.state not in (State.RESOLVED, State.WAITING_CUSTOMER)
    if target.sealed and not ticket.sealed:  # what it says is part of something delicate from now on
        ticket = intake_merge.marked(uow, target, ticket, who.journal_name)
        triage.show_sealed(uow, ticket)
    conversations.join(uow, ticket.id, target.id)
    journal.append(uow, target.id, who.journal_name, "ticket.took_in", merged=ticket.number)
    intake_merge.end(uow, ticket, target, who.journal_name)
    target = _given(uow, ticket, target, who)
    _judged(uow, ticket, target)
    if asks:
        _newest(uow, target)
    intake_merge.carry_over(uow, ticket, target, who.journal_name, asks=asks, joined=True)
    _urgency(uow, ticket, target.id, who)
    _handed_off(uow, asked, target.id, who)
    promises.joined(uow, target)
    _tell(uow, ticket, target, who)
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


def _waiting(uow: UnitOfWork, ticket: Ticket) -> list[Handoff]:
    """What departments are still to answer for a ticket."""
    return [
        found
        for found in handoffs.of_ticket(uow, ticket.id)
        if any(item.ticket_id == ticket.id and item.part is Part.WAITING for item in found.items)
    ]


def _given(uow: UnitOfWork, ticket: Ticket, target: Ticket, who: Actor) -> Ticket:
    """A ticket that nobody has goes to whoever had the other one, where they may work on it."""
    holder = people.by_id(uow, ticket.assignee_id)
    if target.assignee_id is not None or holder is None:
        return target
    if not correct.works_there(uow, target, holder.slack_id):
        return target
    return tickets.assign(uow, target.id, holder.id, who.journal_name, "ticket.assigned")


def _judged(uow: UnitOfWork, ticket: Ticket, target: Ticket) -> None:
    """What people have said of either text holds for both, but for what the other one shows itself."""
    mine, theirs = findings.of(uow, ticket.id), findings.of(uow, target.id)
    unmarked = {*theirs.unmarked} - {*ticket.classes}
    unmarked |= {*mine.unmarked} - {*target.classes, *theirs.marked}
    findings.keep(uow, target.id, unmarked=sorted(unmarked))


def _newest(uow: UnitOfWork, target: Ticket) -> None:
    """An answer goes to where the customer has written last."""
    public = [line.id for line in conversations.messages(uow, target.id) if line.public]
    if public and public[-1] > (target.last_message_id or 0):
        tickets.last_message(uow, target.id, public[-1])


def _urgency(uow: UnitOfWork, ticket: Ticket, target_id: int, who: Actor) -> None:
    now = tickets.get(uow, target_id)
    if _URGENCY[ticket.priority] > _URGENCY[now.priority]:
        correct.set_priority(uow, now, ticket.priority, who.journal_name, outbox.CLICK)


def _handed_off(uow: UnitOfWork, asked: list[Handoff], target_id: int, who: Actor) -> None:
    """Departments work on for the ticket that goes on."""
    for found in asked:
        target = tickets.get(uow, target_id)
        if target.state is State.NEW:
            tickets.move(uow, target_id, Event.WORKED_ON, who.journal_name)
        detail = {"handoff": number_of(found.id), "department": found.department}
        outbox.card(uow, tickets.move(uow, target_id, Event.HANDED_OFF, who.journal_name, **detail), outbox.CLICK)
        handoff.set_timer(uow, handoff.held(uow, found.id))
        outbox.handoff(uow, found.id, handoff.channel_of(uow, found))


def _tell(uow: UnitOfWork, ticket: Ticket, target: Ticket, who: Actor) -> None:
    """Whoever had the ticket that ended, and whoever has the one that goes on."""
    told = {who.person.id}
    for kind, person_id in (("merged_yours", ticket.assignee_id), ("merged_here", target.assignee_id)):
        person = people.by_id(uow, person_id)
        if person is not None and person.id not in told:
            told.add(person.id)
            outbox.notice(uow, kind, person.slack_id, target.id, who=who.person.name, merged=ticket.number)
