"""Raising a ticket to the person who answers for it: an agreement that is accepted, passed on, or asked of the next."""

from collections.abc import Collection, Iterator
from datetime import datetime

from bot.domain import escalation as rules
from bot.domain.desk import Hours
from bot.domain.errors import RefusalCode, Refused
from bot.domain.escalation import Agreement, Escalation, Foreseen
from bot.domain.hours import add_business
from bot.domain.people import Person
from bot.domain.roles import Action, require
from bot.domain.schedule import TimerKind
from bot.domain.second_approval import Turn
from bot.domain.ticket import Event, Ticket
from bot.flow import availability, note, outbox
from bot.flow.actors import actor
from bot.flow.approvers import name_of
from bot.flow.triage import request_of
from store import escalations, inbox, journal, people, tickets, timers
from store.timers import Timer
from store.unit_of_work import UnitOfWork


def escalate(uow: UnitOfWork, ticket_id: int, reason: str, said: str, by: str, view_id: str) -> Ticket | None:
    """**Escalate**: the card moves to the escalations channel, and whom the desk file's rules name is asked to accept.

    `reason` is one of the desk file's, or `other`; `said` is a note for the team, which that person is told at once
    unless the ticket is sealed. A second submit of the same modal returns None. Raises `Refused(UNKNOWN_WORD)` for
    another reason, ALREADY_ESCALATED while one is open, or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    require(Action.ESCALATE, who, ticket)
    if reason not in (*uow.desk.file.escalation.reasons, "other"):  # it goes into the journal, which holds no text
        raise Refused(RefusalCode.UNKNOWN_WORD, word=reason)
    if (standing := escalations.open_of(uow, ticket.id)) is not None:
        raise Refused(RefusalCode.ALREADY_ESCALATED, who=with_whom(uow, standing))
    tickets.move(uow, ticket.id, Event.WORKED_ON, who.journal_name)
    agreement = rules.agreed(uow.desk, request_of(uow, ticket.id), ticket, reason)
    found = escalations.begin(
        uow, ticket_id=ticket.id, rule=agreement.rule, to=agreement.to, reason=reason, asked_by=who.person.id,
        first_holder=ticket.assignee_id, within_seconds=int(agreement.within.total_seconds()),
    )  # fmt: skip
    place = _whose_turn(uow, ticket, agreement, by, ())
    columns = {"escalated_to": place, "escalation_reason": reason}
    detail = {"to": place, "reason": reason, "rule": agreement.rule}
    ticket = tickets.change(uow, ticket.id, who.journal_name, "ticket.escalated", columns, **detail)
    note.add(uow, ticket, who, said, view_id)
    outbox.thread(uow, ticket.id)
    told = "" if ticket.sealed else said.strip()
    ask(uow, ticket, found, place, "escalated", who=who.person.name, reason=_open(ticket, reason), note=told)
    return ticket


def foreseen(uow: UnitOfWork, ticket_id: int, reason: str, by: str) -> Foreseen | None:
    """Who would be asked if `by` escalated the ticket now for this reason, and who if nobody accepts in time.

    An empty `reason` is none yet: None then, where the reason decides. Raises a role's refusal.
    """
    ticket = tickets.get(uow, ticket_id)
    require(Action.ESCALATE, actor(uow, by), ticket)
    reasons = {reason} if reason else {*uow.desk.file.escalation.reasons, "other"}
    request = request_of(uow, ticket.id)
    agreements = [rules.agreed(uow.desk, request, ticket, one) for one in sorted(reasons)]
    if len({(agreement.to, agreement.within) for agreement in agreements}) > 1:
        return None
    asked = tuple(_in_turn(uow, ticket, agreements[0], by))
    names = {turn.place: name_of(uow, turn.place) for turn in asked}
    return Foreseen(
        names=tuple(names[turn.place] for turn in asked if not turn.helps),
        on_call=", ".join(names[turn.place] for turn in asked if turn.helps),
        within=agreements[0].within,
    )


def turn_to(uow: UnitOfWork, ticket: Ticket, place: str, actor_name: str, action: str, **detail: object) -> Ticket:
    """A locked ticket stands with somebody else from now on; on record."""
    return tickets.change(uow, ticket.id, actor_name, action, {"escalated_to": place}, to=place, **detail)


def ask(
    uow: UnitOfWork,
    ticket: Ticket,
    found: Escalation,
    place: str,
    kind: str,
    passed_by: int | None = None,
    **facts: str,
) -> None:
    """Ask one more person or group to accept: they are told (`kind`), and the time runs in the queue's open hours."""
    who = people.slack_id_of(uow, place) or place
    escalations.ask(uow, found.id, who, place, passed_by)
    outbox.notice(uow, kind, place, ticket.id, **facts)
    outbox.card(uow, ticket, outbox.URGENT)
    timers.put(uow, TimerKind.ESCALATION, found.id, _until(uow, ticket, found))


def ask_next(uow: UnitOfWork, timer: Timer) -> bool:
    """Nobody has accepted in the agreed time: the next one is asked, each once; after the last, who escalated is told.

    False while somebody has the ticket: its timer comes again. What was accepted or is over is left alone.
    """
    found = escalations.get(uow, int(timer.subject))
    if found is None or found.stage is not rules.Stage.ASKED:
        return True
    if not timers.take_ticket(uow, found.ticket_id):
        return False
    ticket = tickets.lock(uow, found.ticket_id)
    found = escalations.get(uow, found.id) or found
    if found.stage is not rules.Stage.ASKED:
        return True
    by = people.by_id(uow, found.asked_by)
    agreement = Agreement(found.rule, found.to, found.within)
    ids = {one.who for one in found.asks}
    place = _whose_turn(uow, ticket, agreement, by.slack_id if by else "", ids)
    asked = ", ".join(name_of(uow, one.place) for one in found.asks)
    if not place:
        journal.append(uow, ticket.id, "system", "escalation.unanswered", escalation=found.id)
        listener = people.by_id(uow, found.informed)
        outbox.notice(uow, "escalation_unanswered", listener.slack_id if listener else "", ticket.id, asked=asked)
        outbox.card(uow, ticket, outbox.MESSAGE)
        return True
    ticket = turn_to(uow, ticket, place, "system", "escalation.asked_next", escalation=found.id)
    who, reason = by.name if by else "", _open(ticket, found.reason)
    ask(uow, ticket, found, place, "escalated_late", asked=asked, who=who, reason=reason)
    return True


def not_here(uow: UnitOfWork, person: Person) -> None:
    """Somebody is away from now on: whoever comes after them is asked at once for what waits for them."""
    for found in escalations.waiting(uow):
        if found.asks and found.asks[-1].who == person.slack_id:
            timers.put(uow, TimerKind.ESCALATION, found.id, uow.at)


def _whose_turn(uow: UnitOfWork, ticket: Ticket, agreement: Agreement, by: str, asked: Collection[str]) -> str:
    """As written in the desk file; who is out of reach is passed over while somebody else is left."""
    return next((turn.place for turn in _in_turn(uow, ticket, agreement, by, asked)), "")


def _in_turn(
    uow: UnitOfWork, ticket: Ticket, agreement: Agreement, by: str, asked: Collection[str] = ()
) -> Iterator[Turn]:
    """Those who were not `asked` (Slack ids) yet, in the order in which they are: who is out of reach comes last."""
    places, on_call, leads = rules.places_of(uow.desk, ticket, agreement.to)
    ids = {place: people.slack_id_of(uow, place) for place in {*places, on_call, *leads} if place}
    turns = {turn.place: turn for turn in rules.order(uow.desk, ticket, agreement.to, ids, by)}
    out, known = availability.out_of_reach(uow, list(turns), ticket.queue), set(asked)
    while place := rules.whose_turn(tuple(turns.values()), known, ids, out):
        yield turns[place]
        known.add(ids.get(place) or place)


def _until(uow: UnitOfWork, ticket: Ticket, found: Escalation) -> datetime:
    hours = next((queue.hours for queue in uow.desk.file.queues if queue.name == ticket.queue), Hours())
    return add_business(hours, uow.at, found.within, uow.desk.holidays.get(hours.holidays, frozenset()))


def _open(ticket: Ticket, reason: str) -> str:
    """The reason, where the ticket is not sealed."""
    return "" if ticket.sealed else reason


def with_whom(uow: UnitOfWork, found: Escalation) -> str:
    """Who has accepted, else whose turn it is, by name."""
    holder = people.by_id(uow, found.accepted_by)
    return holder.name if holder else name_of(uow, found.asks[-1].place)
