"""*Promised by*: a reply that promises another answer by a time, and the ticket that comes back then.

The timer begins when the reply has arrived. At its time the ticket wakes as after a snooze, unless we have answered
again since, or it is resolved.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.domain.errors import RefusalCode, Refused
from bot.domain.reply import Reply
from bot.domain.schedule import TimerKind
from bot.domain.ticket import Event, State, Ticket
from bot.flow import availability, outbox
from store import journal, people, promises, tickets, timers
from store.timers import Timer
from store.unit_of_work import UnitOfWork

_WAKES = frozenset({State.WAITING_CUSTOMER, State.SNOOZED})


def promising(
    uow: UnitOfWork, put_up: Callable[..., Reply | None], by: datetime | None, *given: Any, **named: Any
) -> Reply | None:
    """Put a reply up (`put_up(uow, …)`) that promises another answer `by` a moment of the desk's clock, if it is given.

    Raises `Refused(PAST_TIME)`, and what `put_up` raises. A second submit of the same modal promises nothing new.
    """
    if by is not None and by <= uow.at:
        raise Refused(RefusalCode.PAST_TIME)
    reply = put_up(uow, *given, **named)
    if reply is not None and by is not None:
        promises.make(uow, reply.ticket_id, reply.id, by, reply.written_by)
        until = f"{by:%Y-%m-%d %H:%M} UTC"
        journal.append(uow, reply.ticket_id, f"person:{reply.written_by}", "promise.made", reply=reply.id, until=until)
    return reply


def arrived(uow: UnitOfWork, ticket: Ticket, reply: Reply) -> None:
    """The customer has the reply: what it promises counts from now on, and what was promised before does no more."""
    by = promises.of_reply(uow, reply.id)
    if by is None:
        timers.drop(uow, TimerKind.PROMISE, ticket.id)
    else:
        timers.put(uow, TimerKind.PROMISE, ticket.id, by)


def joined(uow: UnitOfWork, ticket: Ticket) -> None:
    """Another ticket was merged into this locked one: what that one's customer was promised is to be kept here."""
    by = promises.standing(uow, ticket.id)
    if by is not None and by > uow.at:
        timers.put(uow, TimerKind.PROMISE, ticket.id, by)


def standing(uow: UnitOfWork, ticket: Ticket) -> datetime | None:
    """What the customer was promised and still waits for; it may be late."""
    if ticket.ended or ticket.state is State.RESOLVED or ticket.first_response_at is None:
        return None
    return promises.standing(uow, ticket.id)


def due(uow: UnitOfWork, timer: Timer) -> bool:
    """The time that was promised has come: whoever has the ticket is told; one that nobody has, or somebody who is out
    of reach, gets a new card.

    False while somebody is working on the ticket in this moment: its timer comes again.
    """
    ticket_id = int(timer.subject)
    if not timers.take_ticket(uow, ticket_id):
        return False
    ticket = tickets.lock(uow, ticket_id)
    over = ticket.ended or ticket.state is State.RESOLVED
    if over or promises.standing(uow, ticket.id) is None:
        return True
    journal.append(uow, ticket.id, "system", "promise.due", person=ticket.assignee_id)
    if ticket.state in _WAKES:
        ticket = tickets.move(uow, ticket.id, Event.WOKE, "system")
    holder = people.by_id(uow, ticket.assignee_id)
    if holder is None:
        outbox.card_below(uow, ticket)
        return True
    if availability.of(uow, holder.id, ticket.queue).out_of_reach:
        outbox.card_below(uow, ticket)
    else:
        outbox.card(uow, ticket, outbox.MESSAGE)
    if ticket.sealed:  # it has no thread
        outbox.notice(uow, "promise_due", holder.slack_id, ticket.id)
    else:
        outbox.thread(uow, ticket.id)
    return True
