"""Putting a ticket to sleep until a time, and waking it.

`ticket.snoozed_until` and the timer row say the same at the end of every transaction: both are set here, and
`store.tickets.move` clears both whenever a ticket is no longer snoozed, whatever has woken it.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.card import CardFacts
from bot.domain.desk import Hours
from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action, require
from bot.domain.schedule import TimerKind
from bot.domain.snooze import choices
from bot.domain.ticket import Event, State, Ticket, next_state
from bot.flow import availability, card, outbox
from bot.flow.actors import actor
from bot.flow.reply import check_free
from store import findings, inbox, people, tickets, timers
from store.timers import Timer
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Offer:
    """What **Snooze…** shows: the ticket, and until when it may be put to sleep (name, moment)."""

    facts: CardFacts
    choices: tuple[tuple[str, datetime], ...]


def offer(uow: UnitOfWork, ticket_id: int, by: str) -> Offer:
    """Until when a ticket may be snoozed, from the hours of its queue. Raises what `snooze` would."""
    facts = card.opened(uow, ticket_id, by, to=Action.SNOOZE)
    _check(uow, facts.ticket)
    try:
        hours = uow.desk.queue(facts.ticket.queue).hours
    except KeyError:  # a queue that the newest desk file no longer has
        hours = Hours(time_zone=uow.desk.file.time_zone)
    return Offer(facts, choices(hours, uow.at, uow.desk.holidays.get(hours.holidays, frozenset())))


def snooze(uow: UnitOfWork, ticket_id: int, until: datetime, by: str, view_id: str) -> Ticket | None:
    """**Snooze…** until a moment of the desk's clock. Of a ticket that is asleep it changes the time.

    A second submit of the same modal returns None. Raises `Refused`: PAST_TIME, ALREADY_WAITING while a reply is on its
    way, WRONG_STATE or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    require(Action.SNOOZE, who, ticket)
    _check(uow, ticket)
    if until <= uow.at:
        raise Refused(RefusalCode.PAST_TIME)
    if ticket.state is State.NEW:
        tickets.move(uow, ticket.id, Event.WORKED_ON, who.journal_name)
    tickets.move(uow, ticket.id, Event.SNOOZED, who.journal_name, until=f"{until:%Y-%m-%d %H:%M} UTC")
    findings.keep(uow, ticket.id, snoozed_until=until)
    timers.put(uow, TimerKind.SNOOZE, ticket.id, until)
    ticket = tickets.get(uow, ticket.id)
    outbox.card(uow, ticket, outbox.CLICK)
    return ticket


def _check(uow: UnitOfWork, ticket: Ticket) -> None:
    if ticket.state is not State.NEW:
        next_state(ticket.state, Event.SNOOZED)
    check_free(uow, ticket)


def wake(uow: UnitOfWork, ticket_id: int, by: str) -> Ticket:
    """**Wake up** before its time. A ticket that is not asleep stays as it is."""
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.SNOOZE, who, ticket)
    if ticket.state is not State.SNOOZED:
        return ticket
    ticket = tickets.move(uow, ticket.id, Event.WOKE, who.journal_name)
    outbox.card(uow, ticket, outbox.CLICK)
    return ticket


def wake_due(uow: UnitOfWork, timer: Timer) -> bool:
    """Its time has come: the holder is told in the thread; a ticket that nobody holds gets a new card at the bottom.

    False while somebody has the ticket: its timer comes again.
    """
    ticket_id = int(timer.subject)
    if not timers.take_ticket(uow, ticket_id):
        return False
    ticket = tickets.lock(uow, ticket_id)
    if ticket.state is not State.SNOOZED:
        return True
    ticket = tickets.move(uow, ticket.id, Event.WOKE, "system", person=ticket.assignee_id)
    holder = people.by_id(uow, ticket.assignee_id)
    if holder is None:
        outbox.card_below(uow, ticket)
        return True
    if availability.of(uow, holder.id, ticket.queue).out_of_reach:
        outbox.card_below(uow, ticket)
    else:
        outbox.card(uow, ticket, outbox.MESSAGE)
    if ticket.sealed:  # it has no thread
        outbox.notice(uow, "woke", holder.slack_id, ticket.id)
    else:
        outbox.thread(uow, ticket.id)
    return True
