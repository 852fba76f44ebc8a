"""Pausing a queue: nobody is given tickets by turn. Customers' clocks go on, and so does everything that people do."""

from datetime import datetime

from bot.domain.errors import RefusalCode, Refused
from bot.domain.pause import LONGEST, Pause, understood
from bot.domain.roles import Action, require
from bot.domain.ticket import Ticket
from bot.flow import outbox
from bot.flow.actors import actor
from store import loads, pauses, tickets
from store.unit_of_work import UnitOfWork

#: As many cards of unclaimed tickets are drawn anew when a pause begins or ends; the others show it when they change.
CARDS = 30


def running(uow: UnitOfWork, queue: str) -> Pause | None:
    """The pause of a queue that runs now."""
    return next(iter(pauses.running(uow, queue)), None)


def until(uow: UnitOfWork, ticket: Ticket) -> datetime | None:
    """When the pause ends that keeps a ticket which nobody has from being given by turn; None where none does."""
    pause = running(uow, ticket.queue) if ticket.assignee_id is None and not ticket.ended else None
    return pause.until if pause else None


def begin(uow: UnitOfWork, queue: str, said: str, by: str) -> Pause:
    """Pause a queue, by `until 14:00 reason`; one that runs is replaced. Said twice it is one pause.

    Raises a lead's refusal, `Refused(PAST_TIME)` for a time that is not understood, past or farther than two weeks, and
    `Refused(REASON_NEEDED)`.
    """
    who = actor(uow, by)
    require(Action.PAUSE, who, None, queue)
    found = understood(said, uow.at, uow.desk.queue(queue).hours.time_zone)
    if found is None or not uow.at < found[0] <= uow.at + LONGEST:
        raise Refused(RefusalCode.PAST_TIME)
    until, reason = found
    if not reason:
        raise Refused(RefusalCode.REASON_NEEDED)
    pauses.begin(uow, queue, reason[:200], who.person.id, until)
    _show(uow, queue)
    return Pause(queue=queue, reason=reason[:200], by=who.person.name, until=until)


def resume(uow: UnitOfWork, queue: str, by: str) -> bool:
    """End a queue's pause; False where none ran. Raises a lead's refusal. Safe to call twice."""
    who = actor(uow, by)
    require(Action.PAUSE, who, None, queue)
    ran = running(uow, queue) is not None
    pauses.end(uow, queue, who.person.id)
    if ran:
        _show(uow, queue)
    return ran


def _show(uow: UnitOfWork, queue: str) -> None:
    for ticket_id in loads.to_give(uow, queue, CARDS):
        outbox.card(uow, tickets.get(uow, ticket_id))
