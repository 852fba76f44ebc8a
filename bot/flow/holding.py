"""The holding reply: one approval away while a ticket waits, never sent by itself, and the ball stays where it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.domain import holding, macro
from bot.domain.card import CardFacts
from bot.domain.desk import Hours
from bot.domain.errors import RefusalCode, Refused
from bot.domain.hours import add_business
from bot.domain.reply import Reply, ReplyState
from bot.domain.roles import Action, require
from bot.domain.ticket import State, Ticket
from bot.flow import approvers, card, handoff_lines, reply
from bot.flow.actors import actor
from store import escalations, inbox, journal, replies, tickets
from store.unit_of_work import UnitOfWork

#: By when somebody writes unless they choose another day: a working day later, by the hours of the queue.
SOON = timedelta(hours=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What **Holding reply…** shows: the text with `{date}` in it, and the day that is offered."""

    facts: CardFacts
    text: str
    day: date
    spoken: bool  # there are words for it in the customer's language


def offer(uow: UnitOfWork, ticket_id: int, by: str) -> Offer:
    """The prefilled text. Raises what `send` would before anybody has typed, and `Refused(NOT_WAITING)` for a ticket
    that nobody has to be told of: it is not escalated, no promise is late, and no approval is waited for."""
    _check_approval(uow, tickets.get(uow, ticket_id), by)
    facts = card.opened(uow, ticket_id, by, to=Action.WRITE_REPLY)
    ticket = facts.ticket
    if not waits(uow, ticket):
        raise Refused(RefusalCode.NOT_WAITING)
    file, owner = uow.desk.file, actor(uow, by).person.first_name
    hours = _hours(uow, ticket)
    later = add_business(hours, uow.at, SOON, uow.desk.holidays.get(hours.holidays, frozenset()))
    return Offer(
        facts=facts,
        text=_typed(facts) or holding.text(file, ticket.language, facts.customer, owner),
        day=later.astimezone(ZoneInfo(hours.time_zone)).date(),
        spoken=holding.spoken(file, ticket.language),
    )


def _typed(facts: CardFacts) -> str:
    """What somebody made of it that nobody got: it was taken back or stopped."""
    return facts.unsent if facts.reply is not None and facts.reply.after_send == "hold" else ""


def wanted(uow: UnitOfWork, ticket_id: int, by: str) -> Offer | None:
    """As `offer`, or None where anything speaks against it: for offering it beside something else."""
    try:
        return offer(uow, ticket_id, by)
    except Refused:
        return None


def waits(uow: UnitOfWork, ticket: Ticket) -> bool:
    """Whether the customer should hear that somebody is on it."""
    if ticket.state is State.WAITING_APPROVAL or escalations.open_of(uow, ticket.id) is not None:
        return True
    return any(line.late for line in handoff_lines.of(uow, ticket.id))


def send(
    uow: UnitOfWork, ticket_id: int, body: str, day: date, by: str, view_id: str, message_id: int | None = None
) -> Reply | None:
    """Put the holding reply up, with its day in place of `{date}`; a sensitive ticket still needs both approvals.

    A second submit of the same modal returns None. Raises `Refused`: EMPTY_TEXT, MACRO_GAP, PAST_TIME, NOT_WAITING,
    NEW_MESSAGE, ANSWERED_OUTSIDE, TEXT_TOO_LONG, TAKEN, HOLDING_WAITS, ALREADY_WAITING, WRONG_STATE or a role's
    refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    require(Action.WRITE_REPLY, who, ticket)
    if not body.strip():
        raise Refused(RefusalCode.EMPTY_TEXT)
    if gap := macro.gap(body.replace(holding.DATE, ""), uow.desk.file, holding.VARIABLES):
        raise Refused(RefusalCode.MACRO_GAP, gap=gap)
    if day < uow.at.astimezone(ZoneInfo(_hours(uow, ticket).time_zone)).date():
        raise Refused(RefusalCode.PAST_TIME)
    if not waits(uow, ticket):
        raise Refused(RefusalCode.NOT_WAITING)
    _check_approval(uow, ticket, by)
    reply.check_free(uow, ticket)
    reply.check_last_message(uow, ticket, message_id)
    ticket = reply.take(uow, ticket, who)
    text = holding.dated(body.strip(), ticket.language, day)
    sent = reply.put_up(
        uow, ticket, who, text, draft=None, helped=False, language=ticket.language, after_send="hold"
    )  # fmt: skip
    journal.append(uow, ticket.id, who.journal_name, "reply.holding", until=day.isoformat(), reply=sent.id)
    return sent


def _check_approval(uow: UnitOfWork, ticket: Ticket, by: str) -> None:
    """A delicate ticket's holding reply needs the second approval too, so that it could not leave before the reply that
    waits for one: raises `Refused(HOLDING_WAITS)` with who may give it."""
    require(Action.WRITE_REPLY, actor(uow, by), ticket)
    waiting = replies.under_way(uow, ticket.id)
    if waiting is not None and waiting.state is ReplyState.AWAITING_KEYS:
        raise Refused(RefusalCode.HOLDING_WAITS, who_may=", ".join(approvers.named(uow, ticket, waiting)))


def _hours(uow: UnitOfWork, ticket: Ticket) -> Hours:
    """Of a queue that the newest desk file no longer has: round the clock, by the desk's own time."""
    ours = Hours(time_zone=uow.desk.file.time_zone)
    return next((queue.hours for queue in uow.desk.file.queues if queue.name == ticket.queue), ours)
